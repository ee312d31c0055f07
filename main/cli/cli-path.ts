import { join } from 'node:path'

/**
 * The program `roost` of the app that runs, absolute.
 *
 * @param app.bundleFolder where the bundle of main lies (`import.meta.dirname` there)
 */
export function cliPath(app: {
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  /** Electron's `process.resourcesPath`. */
  readonly resourcesPath: string
  readonly bundleFolder: string
}): string {
  const name = app.platform === 'win32' ? 'roost.cmd' : 'roost'
  if (app.isPackaged) return join(app.resourcesPath, 'bin', name)
  return join(app.bundleFolder, '..', '..', 'scripts', 'roost.mjs')
}

/**
 * What a session's children get, so that an agent in a session can use the sessions of the app that runs it.
 *
 * @param app.executable Electron's own, absolute: the program of a checkout would look for one, and find another
 */
export function cliEnvironment(
  app: Parameters<typeof cliPath>[0] & { readonly executable: string },
  userData: string,
): Readonly<Record<string, string>> {
  const names = { ROOST_CLI: cliPath(app), ROOST_DATA: userData }
  return app.isPackaged ? names : { ...names, ROOST_CLI_ELECTRON: app.executable }
}
