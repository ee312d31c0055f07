import { rmSync } from 'node:fs'
import { app, protocol } from 'electron'
import { refusedExitCode, refuseWithoutSandbox } from './security/sandbox-flag.ts'
import { registerPageScheme } from './window/app-protocol.ts'
import { openDataFolder, type DataFolder } from './desktop/data-folder.ts'
import { readStartOptions, type StartOptions } from './desktop/start-facts.ts'

/**
 * All that has to happen before Electron is ready and before any file is opened: the start is read and checked, the
 * folders are set, the one instance is made sure of. Ends the process where the app must not run.
 */
export function begin(): StartOptions & Extract<DataFolder, { kind: 'open' }> {
  const hasNoSandboxFlag = app.commandLine.hasSwitch('no-sandbox')
  const options = readStartOptions({
    environment: process.env,
    userDataSwitch: app.commandLine.getSwitchValue('user-data-dir'),
    defaultUserData: app.getPath('userData'),
  })
  const refusal = refuseWithoutSandbox({
    hasNoSandboxFlag,
    userId: process.getuid?.() ?? null,
    isUnderTest: options.isUnderTest && !app.isPackaged,
  })
  if (refusal !== null) {
    process.stderr.write(`${refusal}\n`)
    process.exit(refusedExitCode)
  }
  if (!hasNoSandboxFlag) app.enableSandbox()
  const folder = openFolder(options)
  if (folder.kind === 'held') {
    process.stdout.write('Roost is running already; its window is shown.\n')
    process.exit(0)
  }
  const { workFolder } = folder
  if (folder.readOnlyBecause !== null) {
    app.setPath('userData', workFolder)
    process.once('exit', () => removeWorkFolder(workFolder))
  }
  app.setPath('sessionData', folder.chromiumData)
  registerPageScheme(protocol)
  return { ...options, ...folder }
}

/** Two writers of the same files lose each other's changes: no store is opened before the lock is held. */
function openFolder(options: StartOptions): DataFolder {
  const requestLock = (userData: string): boolean => {
    app.setPath('userData', userData)
    return app.requestSingleInstanceLock()
  }
  try {
    return openDataFolder(options, { requestLock })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    process.stderr.write(
      `Roost could not start: neither ${options.userData} nor a temporary folder can be written (${why}).\n`,
    )
    process.exit(1)
  }
}

function removeWorkFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // Something still writes there, as Chromium does to the last; the system empties its folder for temporary files.
  }
}
