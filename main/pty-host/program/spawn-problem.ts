import { access, constants, stat } from 'node:fs/promises'
import type { SpawnProblem, SpawnRequest } from '../protocol/protocol.ts'

/**
 * What would keep a process from starting, or null. node-pty does not say: a missing folder or program is exit code 1
 * with a line of text.
 */
export async function spawnProblem({
  cwd,
  file,
}: Pick<SpawnRequest, 'cwd' | 'file'>): Promise<SpawnProblem | null> {
  return (await folderProblem(cwd)) ?? (await programProblem(file))
}

async function folderProblem(path: string): Promise<SpawnProblem | null> {
  try {
    if (!(await stat(path)).isDirectory()) return { kind: 'folder-none', path }
  } catch {
    return { kind: 'folder-missing', path }
  }
  return (await mayPass(path)) ? null : { kind: 'folder-closed', path }
}

async function programProblem(path: string): Promise<SpawnProblem | null> {
  try {
    if (!(await stat(path)).isFile()) return { kind: 'program-missing', path }
  } catch {
    return { kind: 'program-missing', path }
  }
  return (await mayPass(path)) ? null : { kind: 'program-closed', path }
}

/** Whether a folder may be entered, or a file be run. */
async function mayPass(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** What `start` gives, or why it gave nothing. */
export function startOrSay<T>(start: () => T): { readonly started: T } | { readonly problem: SpawnProblem } {
  try {
    return { started: start() }
  } catch (error) {
    return { problem: { kind: 'system', text: error instanceof Error ? error.message : String(error) } }
  }
}
