import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Transition } from '../../../app/activity/why.ts'

/** A change of status, with the screen as it was then. */
type Moment = Transition & { readonly text: string }

/** The last of them are kept; the file is made compact when it holds twice as many. */
const maxMoments = 500
const maxTextChars = 40_000

/** The changes of a session's status with the text of each, a JSON line each, oldest first. */
export class Keyframes {
  readonly #path: string
  #count: number | null = null
  #work: Promise<void> = Promise.resolve()

  /** @param path absolute; the file is made with the first moment */
  constructor(path: string) {
    this.#path = path
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
    if (this.#count === null) {
      const text = await readFile(this.#path, 'utf8').catch(() => '')
      this.#count = linesOf(text).length
      // A host that was killed may have left half a line: what follows it stands on a line of its own.
      if (text !== '' && !text.endsWith('\n')) await appendFile(this.#path, '\n')
    }
    if (this.#count >= maxMoments * 2) await this.#compact()
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 })
    await appendFile(this.#path, line, { mode: 0o600 })
    this.#count += 1
  }

  async #compact(): Promise<void> {
    const kept = (await this.#readLines()).slice(-maxMoments)
    await writeFile(`${this.#path}.new`, kept.map((line) => `${line}\n`).join(''), { mode: 0o600 })
    await rename(`${this.#path}.new`, this.#path)
    this.#count = kept.length
  }

  async #read(): Promise<readonly Moment[]> {
    await this.#work
    return (await this.#readLines()).slice(-maxMoments).flatMap((line) => parse(line) ?? [])
  }

  async #readLines(): Promise<readonly string[]> {
    return linesOf(await readFile(this.#path, 'utf8').catch(() => ''))
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
