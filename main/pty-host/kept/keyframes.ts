import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Transition } from '../../../app/activity/why.ts'
import { appendToFile } from './append.ts'

/** A change of status, with the screen as it was then. */
type Moment = Transition & { readonly text: string }

/** The last of them are kept; the file is made compact when it holds twice as many. */
const maxMoments = 500
const maxTextChars = 40_000

/** The changes of a session's status with the text of each, a JSON line each, oldest first. */
export class Keyframes {
  readonly #path: string
  readonly #appendToFile: typeof appendToFile
  /** How many lines there are; null where that has to be looked up. */
  #count: number | null = null
  #work: Promise<void> = Promise.resolve()

  /** @param path absolute; the file is made with the first moment */
  constructor(path: string, append = appendToFile) {
    this.#path = path
    this.#appendToFile = append
  }

  /** Appends one, after those before it. Does not reject: a moment that cannot be kept costs its text. */
  add(transition: Transition, text: string): void {
    const line = `${JSON.stringify({ ...transition, text: text.slice(0, maxTextChars) } satisfies Moment)}\n`
    this.#work = this.#work.then(() => this.#append(line)).catch(() => undefined)
  }

  /** The changes without their text, oldest first. */
  async transitions(): Promise<readonly Transition[]> {
    return (await this.#read()).map(({ at, kind, reason, certainty, words, source, rule }) => ({
      at,
      kind,
      reason,
      certainty,
      words,
      source,
      rule,
    }))
  }

  /** The text of a moment by its time, empty where there is none. */
  async textAt(at: number): Promise<string> {
    return (await this.#read()).findLast((moment) => moment.at === at)?.text ?? ''
  }

  /** Resolves once everything added is in the file. */
  async written(): Promise<void> {
    await this.#work
  }

  async #append(line: string): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 })
    const before = this.#count
    // Until the line is whole: what a write that fails leaves is looked at before the next.
    this.#count = null
    const count = await this.#withRoom(before ?? (await this.#lookUp()))
    await this.#write(line)
    this.#count = count + 1
  }

  /** @returns how many lines there are. What a host that was killed has left of one gets a line of its own. */
  async #lookUp(): Promise<number> {
    const text = await readFile(this.#path, 'utf8').catch(() => '')
    if (text !== '' && !text.endsWith('\n')) await this.#write('\n')
    return linesOf(text).length
  }

  async #write(text: string): Promise<void> {
    await this.#appendToFile(this.#path, Buffer.from(text), { at: Infinity, sync: false })
  }

  /** @returns how many lines there are now */
  async #withRoom(count: number): Promise<number> {
    if (count < maxMoments * 2) return count
    const fresh = `${this.#path}.new`
    const kept = linesOf(await readFile(this.#path, 'utf8')).slice(-maxMoments)
    try {
      await writeFile(fresh, kept.map((line) => `${line}\n`).join(''), { mode: 0o600 })
      await rename(fresh, this.#path)
    } catch (error) {
      // On a full disk half a file would keep the space that the next try needs.
      await rm(fresh, { force: true })
      throw error
    }
    return kept.length
  }

  async #read(): Promise<readonly Moment[]> {
    await this.#work
    const text = await readFile(this.#path, 'utf8').catch(() => '')
    return linesOf(text)
      .slice(-maxMoments)
      .flatMap((line) => parse(line) ?? [])
  }
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '')
}

/** The last line may be half a line: the host was killed. */
function parse(line: string): Moment | null {
  try {
    const value: unknown = JSON.parse(line)
    return isMoment(value) ? value : null
  } catch {
    return null
  }
}

/** The file is ours; a line that was changed by hand is passed over. */
function isMoment(value: unknown): value is Moment {
  if (typeof value !== 'object' || value === null) return false
  return ['at', 'kind', 'words', 'source', 'rule', 'text'].every((field) => field in value)
}
