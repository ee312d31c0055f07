import { access, constants, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join, resolve } from 'node:path'
import type { SpawnRequest } from '../protocol/protocol.ts'

/**
 * What would keep a process from starting, in words, or null. node-pty does not say: a missing folder or program is
 * exit code 1 with a line of text.
 */
export async function spawnProblem(request: SpawnRequest): Promise<string | null> {
  const folder = await folderProblem(request.cwd)
  if (folder !== null) return folder
  for (const path of candidates(request)) {
    const problem = await programProblem(path)
    if (problem === null) return null
    if (problem === 'not executable' && isPath(request.file)) return `${request.file} may not be run.`
  }
  return isPath(request.file)
    ? `${request.file} does not exist.`
    : `${request.file} is not installed (it is in no folder of PATH).`
}

async function folderProblem(cwd: string): Promise<string | null> {
  try {
    if (!(await stat(cwd)).isDirectory()) return `${cwd} is not a folder.`
  } catch {
    return `The folder ${cwd} does not exist.`
  }
  try {
    await access(cwd, constants.X_OK)
    return null
  } catch {
    return `The folder ${cwd} may not be entered.`
  }
}

async function programProblem(path: string): Promise<'missing' | 'not executable' | null> {
  try {
    if (!(await stat(path)).isFile()) return 'missing'
  } catch {
    return 'missing'
  }
  try {
    await access(path, constants.X_OK)
    return null
  } catch {
    return 'not executable'
  }
}

function isPath(file: string): boolean {
  return file.includes('/') || (process.platform === 'win32' && file.includes('\\'))
}

function candidates({ file, cwd, env }: SpawnRequest): readonly string[] {
  const endings =
    process.platform === 'win32' ? ['', ...(env['PATHEXT'] ?? '.COM;.EXE;.BAT;.CMD').split(';')] : ['']
  if (isPath(file)) return endings.map((ending) => (isAbsolute(file) ? file : resolve(cwd, file)) + ending)
  const path = env['PATH'] ?? env['Path'] ?? ''
  const folders = path.split(delimiter).map((folder) => (folder === '' ? cwd : folder))
  return folders.flatMap((folder) => endings.map((ending) => join(folder, file) + ending))
}

/** What `start` gives, or in words why it gave nothing. */
export function startOrSay<T>(start: () => T): T | string {
  try {
    return start()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
