import { join } from 'node:path'

/**
 * The program `roost` of the app that runs, absolute: for `ROOST_CLI` in the environment of a session's children.
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

/** What a session's children get, so that an agent in a session can use the sessions of the app that runs it. */
export function cliEnvironment(
  path: string,
  userData: string,
): { readonly ROOST_CLI: string; readonly ROOST_DATA: string } {
  return { ROOST_CLI: path, ROOST_DATA: userData }
}
