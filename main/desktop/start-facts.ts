import { join, resolve } from 'node:path'
import type { Platform } from '../../app/ipc/read-model.ts'

/** What the command line and the environment say about this start. */
export type StartOptions = {
  /** The project's own tests drive the app. It changes paths and flags only, and shows the page nothing of main. */
  readonly isUnderTest: boolean
  /** Where everything of the user's is kept, absolute. */
  readonly userData: string
  /** Chromium's own files, apart from the user's. */
  readonly chromiumData: string
  /** The kept screens of sessions, inside `userData`. */
  readonly screensDir: string
  /** `ROOST_PTY_HOST=main`: the ptys live in the main process; for one test. */
  readonly hostInMain: boolean
}

/**
 * Reads what a start is given.
 *
 * @param given.userDataSwitch the value of `--user-data-dir`, empty where it is not given
 * @param given.defaultUserData where the system keeps an app's data
 */
export function readStartOptions(given: {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly userDataSwitch: string
  readonly defaultUserData: string
}): StartOptions {
  const isUnderTest = given.environment['ROOST_TEST'] === '1'
  const fromEnvironment = isUnderTest ? (given.environment['ROOST_USER_DATA'] ?? '') : ''
  const chosen = [given.userDataSwitch, fromEnvironment].find((path) => path !== '')
  const userData = chosen === undefined ? given.defaultUserData : resolve(chosen)
  return {
    isUnderTest,
    userData,
    chromiumData: join(userData, 'chromium'),
    screensDir: join(userData, 'screens'),
    hostInMain: given.environment['ROOST_PTY_HOST'] === 'main',
  }
}

/** The platform as the window knows it: any other Unix is like Linux. */
export function platformOf(platform: NodeJS.Platform): Platform {
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux'
}

/** The environment without what is not set, and without what would make the pty host something else than it is. */
export function hostEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const entries = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined || name === 'ELECTRON_RUN_AS_NODE' || name === 'NODE_OPTIONS'
      ? []
      : [[name, value] as const],
  )
  return Object.fromEntries(entries)
}
