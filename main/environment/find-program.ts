import { access, constants, stat } from 'node:fs/promises'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import type { ToolView } from '../../app/ipc/read-model.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import type { Clock } from '../base/clock.ts'
import { startPiped } from '../process/start-piped.ts'
import type { Environment } from './child-environment.ts'

/**
 * Where a program is, as a shell would find it on PATH. A folder whose disk does not answer is left out until it does.
 *
 * @returns the absolute path, null where there is none that may be run
 */
export type FindProgram = (
  program: string,
  environment: Environment,
  platform: NodeJS.Platform,
) => Promise<string | null>

/**
 * A folder of a disk that is there answers within milliseconds, also one that has to be spun up or mounted within this.
 * One on a dead network disk never does, and holds one of the four threads of all file access as long as it is asked.
 */
const folderAnswersMs = 1000
/** So many of the four threads may hang; after that a process of its own asks, which costs 2 ms and holds nothing. */
const maxHanging = 2

/** @param ask asks the disk of a folder, on a thread and in a process; each resolves or rejects when it has answered */
export function createFindProgram(
  clock: Pick<Clock, 'setTimer'>,
  ask: { readonly onThread: AskDisk; readonly inProcess: AskDisk } = {
    onThread: stat,
    inProcess: statInProcess,
  },
): FindProgram {
  const asked = new Map<string, Promise<boolean>>()
  const hanging = new Set<string>()

  /** Whether the disk of a folder answers now. Each folder is asked once at a time. */
  const answers = (folder: string): Promise<boolean> => {
    const known = asked.get(folder)
    if (known !== undefined) return known
    const first = new Promise<boolean>((resolve) => {
      const cancel = clock.setTimer(() => {
        hanging.add(folder)
        resolve(false)
      }, folderAnswersMs)
      const answered = (): void => {
        cancel()
        asked.delete(folder)
        hanging.delete(folder)
        resolve(true)
      }
      void (hanging.size < maxHanging ? ask.onThread : ask.inProcess)(folder).then(answered, answered)
    })
    asked.set(folder, first)
    return first
  }
  const firstRunnable = async (paths: readonly string[]): Promise<string | null> => {
    for (const path of paths) if ((await answers(dirname(path))) && (await isRunnable(path))) return path
    return null
  }

  return (program, environment, platform) => {
    const names = platform === 'win32' ? windowsNames(program, environment) : [program]
    if (isAbsolute(program)) return firstRunnable(names)
    // A relative path would depend on the folder of the moment; PATH entries that are relative or empty do, too.
    if (/[\\/]/u.test(program)) return Promise.resolve(null)
    const path = environment['PATH'] ?? environment['Path'] ?? ''
    const folders = path.split(delimiter).filter((folder) => isAbsolute(folder))
    return firstRunnable(folders.flatMap((folder) => names.map((name) => join(folder, name))))
  }
}

type AskDisk = (folder: string) => Promise<unknown>

async function statInProcess(folder: string): Promise<unknown> {
  const args = ['-c', '[ -e "$1" ]', 'sh', folder]
  const child = await startPiped({ program: '/bin/sh', args, env: {}, platform: process.platform })
  if ('cause' in child) return null
  child.stdout.resume()
  return child.closed
}

/** Which tools can be offered: each with whether its program is there. */
export function findTools(
  tools: readonly ToolConfig[],
  environment: Environment,
  platform: NodeJS.Platform,
  findProgram: FindProgram,
): Promise<readonly ToolView[]> {
  return Promise.all(
    tools.map(async ({ name, displayName, kind, command, shellPrefix }) => {
      const [program = ''] = command
      const found = program === '{shell}' || (await findProgram(program, environment, platform)) !== null
      return { name, displayName, kind, found, shellPrefix }
    }),
  )
}

function windowsNames(program: string, environment: Environment): readonly string[] {
  const extensions = (environment['PATHEXT'] ?? '.COM;.EXE;.BAT;.CMD').split(';')
  return [program, ...extensions.map((extension) => `${program}${extension}`)]
}

async function isRunnable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}
