import { mkdirSync } from 'node:fs'
import { app, protocol } from 'electron'
import { refusedExitCode, refuseWithoutSandbox } from './security/sandbox-flag.ts'
import { registerPageScheme } from './window/app-protocol.ts'
import { readStartOptions, type StartOptions } from './desktop/start-facts.ts'

/**
 * All that has to happen before Electron is ready and before any file is opened: the start is read and checked, the
 * folders are set, the one instance is made sure of. Ends the process where the app must not run.
 */
export function begin(): StartOptions {
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
  for (const folder of [options.userData, options.screensDir, options.chromiumData]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  }
  app.setPath('userData', options.userData)
  app.setPath('sessionData', options.chromiumData)
  // Two writers of the same files lose each other's changes: no store is opened before this.
  if (!app.requestSingleInstanceLock()) {
    process.stdout.write('Roost is running already; its window is shown.\n')
    process.exit(0)
  }
  registerPageScheme(protocol)
  return options
}
