import { cleanEnvironment, type Environment } from '../environment/child-environment.ts'
import type { FindProgram } from '../environment/find-program.ts'
import { runForOutput } from '../process/run-for-output.ts'

/** What the desktop is asked to open. */
type OpenedKind = 'link' | 'folder'

/** Whether the desktop has a program for a kind of thing. */
export type HasOpener = (kind: OpenedKind) => Promise<boolean>

/**
 * Asks whether the desktop has a program for it. On Linux Electron starts `xdg-open` and does not hear that it failed, so
 * that a link or a folder that nothing opens was silence. Asked in the way in which `xdg-open` decides: the default of
 * the type, else for links `$BROWSER` and the browsers that it knows. True where that cannot be told.
 */
export function createHasOpener(
  own: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  findProgram: FindProgram,
): HasOpener {
  const environment = cleanEnvironment(own)
  return (kind) => (platform === 'linux' ? isOpened(kind, environment, findProgram) : Promise.resolve(true))
}

async function isOpened(
  kind: OpenedKind,
  environment: Environment,
  findProgram: FindProgram,
): Promise<boolean> {
  const platform = 'linux'
  if ((await findProgram('xdg-open', environment, platform)) === null) return false
  const args = ['query', 'default', kind === 'link' ? 'x-scheme-handler/https' : 'inode/directory']
  const { stdout, end } = await runForOutput(
    { program: 'xdg-mime', args, env: environment, platform },
    { timeoutMs: 3000, maxBytes: 4096 },
  )
  if (end.kind !== 'exit' || stdout.toString('utf8').trim() !== '') return true
  if (kind === 'folder') return false
  if ((environment['BROWSER'] ?? '') !== '') return true
  for (const browser of browsers)
    if ((await findProgram(browser, environment, platform)) !== null) return true
  return false
}

/** Those of xdg-open 1.2 that show a window. */
const browsers = [
  'x-www-browser',
  'firefox',
  'epiphany',
  'konqueror',
  'chromium',
  'chromium-browser',
  'google-chrome',
]
