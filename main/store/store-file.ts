import { readlinkSync, realpathSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** A whole JSON file that something else writes (electron-store in the app). */
export type StoreFile = {
  /** Absolute. */
  readonly path: string
  /** Replaces the file's content. May throw; may also, on a full disk, write half of it without a word (M1). */
  write(value: object): void
}

/** The text the store file has after a write of `value`; both sides use it, so that reading back can compare. */
export function serializeStore(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`
}

/** What the text of a store file says. Editors on Windows put a mark of the byte order in front. @throws SyntaxError */
export function parseStoreText(text: string): unknown {
  const value: unknown = JSON.parse(text.replace(/^\uFEFF/u, ''))
  return value
}

/**
 * Whether a file could not be read although it may be whole: the disk, the rights or the number of open files refused.
 * A missing one is none of these, and a folder under the name is no file at all.
 */
export function isReadRefused(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && !['ENOENT', 'EISDIR'].includes(codeOf(error))
}

/** The system's name for what went wrong; empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** As many as Linux follows. */
const maxLinks = 40

/**
 * Where a file is that may be a link, as in a folder of dotfiles: what is renamed over a link takes its place, and a
 * second name of a link is another link.
 *
 * @param path absolute
 * @returns absolute; the path itself where it is no link, or one that leads in circles
 */
export function linkTarget(path: string): string {
  let target = path
  for (let links = 0; links < maxLinks; links++) {
    try {
      target = resolve(realpathSync(dirname(target)), readlinkSync(target))
    } catch {
      return target
    }
  }
  return path
}
