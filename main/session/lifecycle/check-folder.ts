import { access, constants, stat } from 'node:fs/promises'
import { isAbsolute, normalize, resolve } from 'node:path'
import * as v from 'valibot'
import { failWith } from '../../../app/i18n/failure.ts'
import { succeed, type Result } from '../../../app/base/result.ts'
import { AbsolutePathSchema, type AbsolutePath } from '../../../app/session/session.ts'

/**
 * The folder a user typed, as an absolute path; `~` is their home.
 *
 * @returns the path, or a failure in words: `folder-empty`, `folder-relative`, `folder-characters`, `folder-missing`,
 *   `folder-file`, `folder-closed` (it cannot be entered)
 */
export async function checkFolder(typed: string, homeFolder: string): Promise<Result<AbsolutePath>> {
  const text = typed.trim()
  if (text === '') return failWith('folder-empty')
  const expanded = /^~(?=$|[\\/])/u.test(text) ? `${homeFolder}${text.slice(1)}` : text
  if (!isAbsolute(expanded)) return failWith('folder-relative')
  const path = v.safeParse(AbsolutePathSchema, withoutTrailingSlash(normalize(expanded)))
  if (!path.success) return failWith('folder-characters')
  try {
    const facts = await stat(path.output)
    if (!facts.isDirectory()) return failWith('folder-file')
    await access(path.output, constants.X_OK | constants.R_OK)
    return succeed(path.output)
  } catch (error) {
    return failWith(failureOf(error))
  }
}

function withoutTrailingSlash(path: string): string {
  // `resolve` keeps the slash of a root and takes any other.
  return resolve(path)
}

function failureOf(error: unknown): 'folder-missing' | 'folder-file' | 'folder-closed' {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOENT') return 'folder-missing'
  return code === 'ENOTDIR' ? 'folder-file' : 'folder-closed'
}
