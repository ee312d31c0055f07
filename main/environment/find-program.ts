import { access, constants, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import type { ToolView } from '../../app/ipc/read-model.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import type { Environment } from './child-environment.ts'

/**
 * Where a program is, as a shell would find it on PATH.
 *
 * @returns the absolute path, null where there is none that may be run
 */
export async function findProgram(
  program: string,
  environment: Environment,
  platform: NodeJS.Platform,
): Promise<string | null> {
  const names = platform === 'win32' ? windowsNames(program, environment) : [program]
  if (isAbsolute(program)) return firstRunnable(names)
  // A relative path would depend on the folder of the moment; PATH entries that are relative or empty do, too.
  if (/[\\/]/u.test(program)) return null
  const path = environment['PATH'] ?? environment['Path'] ?? ''
  const folders = path.split(delimiter).filter((folder) => isAbsolute(folder))
  return firstRunnable(folders.flatMap((folder) => names.map((name) => join(folder, name))))
}

/** Which tools can be offered: each with whether its program is there. */
export function findTools(
  tools: readonly ToolConfig[],
  environment: Environment,
  platform: NodeJS.Platform,
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

async function firstRunnable(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    if (await isRunnable(path)) return path
  }
  return null
}

async function isRunnable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}
