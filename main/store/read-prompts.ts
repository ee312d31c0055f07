import { readFileSync, renameSync } from 'node:fs'
import { PromptLineReader } from '../../app/store/prompt-lines.ts'
import { noPrompts } from '../../app/session/session-record.ts'
import type { LogState } from './prompt-log.ts'
import { linkOrCopy } from './safe-write.ts'
import { codeOf, isReadRefused } from './store-file.ts'

/** What was found of a session's prompts. */
export type PromptsFound = {
  /** Null where there is no file. */
  readonly state: LogState | null
  /** How many lines could not be read; `all`: nothing could. */
  readonly broken: number | 'all'
  /** Where the file as it was is kept, absolute; null where it was in order, or could not be kept. */
  readonly asidePath: string | null
  /** Keeps the file aside where the disk refused that: to be called before it is written. Null where it was not needed. */
  readonly keepAside: (() => void) | null
}

/**
 * Reads a session's file. A line that cannot be read loses only itself, and the file as it was is kept aside; half a
 * line at the end was never acknowledged, and is passed over. What the system refuses to read now is neither moved nor
 * written over. Does not throw.
 *
 * @param stamp part of the name of a file kept aside (a time, digits); null: nothing is moved or made
 */
export function readPrompts(path: string, stamp: string | null): PromptsFound {
  const bytes = readBytes(path)
  if (bytes === 'missing') return { state: null, broken: 0, asidePath: null, keepAside: null }
  const asidePath = stamp === null ? null : `${path}.corrupt-${stamp}`
  if (bytes === 'refused') {
    const keepAside = stamp === null ? null : refuse
    return { state: unread, broken: 'all', asidePath: null, keepAside }
  }
  if (bytes === 'unreadable') {
    return { state: unread, broken: 'all', ...tryToKeep(asidePath, (aside) => renameSync(path, aside)) }
  }
  const { reader, broken, size } = readLines(bytes)
  const aside = tryToKeep(broken > 0 ? asidePath : null, (to) => linkOrCopy(path, to))
  return { state: { kept: reader.value, size }, broken, ...aside }
}

const unread: LogState = { kept: noPrompts, size: null }

function refuse(): never {
  throw new Error('what is there cannot be read, and is not written over')
}

function tryToKeep(
  asidePath: string | null,
  keep: (asidePath: string) => void,
): Pick<PromptsFound, 'asidePath' | 'keepAside'> {
  if (asidePath === null) return { asidePath, keepAside: null }
  const keepAside = (): void => keep(asidePath)
  return succeeds(keepAside) ? { asidePath, keepAside: null } : { asidePath: null, keepAside }
}

/** `refused`: it may be whole, and stays where it is. */
function readBytes(path: string): Buffer | 'missing' | 'refused' | 'unreadable' {
  try {
    return readFileSync(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'missing'
    return isReadRefused(error) ? 'refused' : 'unreadable'
  }
}

const newline = 0x0a

function readLines(bytes: Buffer): {
  readonly reader: PromptLineReader
  readonly broken: number
  readonly size: number | null
} {
  const reader = new PromptLineReader()
  let broken = 0
  let at = 0
  for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, at)) {
    if (!readLine(reader, bytes, at, end)) {
      reader.distrust()
      broken += 1
    }
    at = end + 1
  }
  // A last line that only lacks its end says what it says, but nothing can be put behind it.
  const isWholeLine = at < bytes.length && readLine(reader, bytes, at, bytes.length)
  return { reader, broken, size: broken > 0 || isWholeLine ? null : at }
}

/** Far more than the longest prompt takes: bytes without a line's end may be more than a string can be. */
const maxLineBytes = 64 * 1024 * 1024

function readLine(reader: PromptLineReader, bytes: Buffer, at: number, end: number): boolean {
  return end - at <= maxLineBytes && reader.read(bytes.toString('utf8', at, end))
}

function succeeds(run: () => void): boolean {
  try {
    run()
    return true
  } catch {
    return false
  }
}
