import stripAnsi from 'strip-ansi'
import { StringDecoder } from 'node:string_decoder'
import type { HeadlessFormat } from '../../../app/headless/format.ts'
import { finish, isEnded, renderChunk, startRendering } from '../../../app/headless/json-stream.ts'
import { keepLast } from '../../../app/headless/writing.ts'
import { plainText } from '../../../app/terminal/plain-text.ts'
import type { Printed } from './headless-result.ts'

/** Takes what a run shows; where it returns a promise, the tool has to wait until that is settled. */
export type ShowText = (text: string) => void | Promise<void>

/** The two ways in which a tool prints. */
export type Pipe = 'stdout' | 'stderr'

/** Pauses the pipes of a run when its reader falls behind. */
export type Valve = { readonly pause: () => void; readonly resume: () => void }

/**
 * The output of one run: rendered, shown in the order in which it came, and kept. Standard errors are a log: shown as
 * they are, and no part of the answer.
 */
export class HeadlessOutput {
  readonly #show: ShowText
  readonly #valve: Valve
  readonly #onFault: (error: unknown) => void
  readonly #decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') }
  #renderer: ReturnType<typeof startRendering>
  #stdoutBytes = 0
  #lastByte: number | undefined
  readonly #hasBegun = { stdout: false, stderr: false }
  #kept = ''
  #isCut = false
  /** The pipe whose line has no end yet. */
  #openLine: Pipe | null = null
  /** Texts that wait for the one that is being shown. */
  #waiting: string[] = []
  #waitingChars = 0
  #isPaused = false
  #shown: Promise<void> | null = null
  #hasFault = false

  /** @param onFault gets, once, what the reader threw: nothing more is shown to it */
  constructor(format: HeadlessFormat, show: ShowText, valve: Valve, onFault: (error: unknown) => void) {
    this.#renderer = startRendering(format)
    this.#show = show
    this.#valve = valve
    this.#onFault = onFault
  }

  /** Its reader is so far behind that the tool waits for it. */
  get isPaused(): boolean {
    return this.#isPaused
  }

  /** The tool has said that it is done, and nothing since. */
  get isEnded(): boolean {
    return isEnded(this.#renderer)
  }

  /** Takes the next bytes of a pipe; a character may be cut in the middle. */
  receive(pipe: Pipe, bytes: Buffer): void {
    if (pipe === 'stdout') {
      this.#stdoutBytes += bytes.length
      this.#lastByte = bytes.at(-1)
    }
    this.#takeText(pipe, this.#decoders[pipe].write(bytes))
  }

  /** Shows what is left, waits until all is shown, and tells what the output came to. */
  async finish(): Promise<Printed> {
    this.#takeText('stdout', this.#decoders.stdout.end())
    this.#takeText('stderr', this.#decoders.stderr.end())
    const { text, answer, lost, token, isError } = finish(this.#renderer)
    this.#put('stdout', text)
    while (this.#shown !== null) await this.#shown
    const kept = this.#kept.slice(-maxKeptChars)
    const isCut = this.#isCut || this.#kept.length > maxKeptChars
    const lostPart = this.#isCutByExit ? 'end' : lost
    return { text: readable(kept), isCut, answer: readable(answer), lost: lostPart, token, isError }
  }

  /**
   * What a program writes to a full pipe is lost where it exits before the pipe was read: all of its output is then as
   * long as a pipe holds, or so many times that, and stops in the middle of a line. One that has said that it is done
   * has said all.
   */
  get #isCutByExit(): boolean {
    const isFull = this.#stdoutBytes > 0 && this.#stdoutBytes % pipeBytes === 0
    return isFull && this.#lastByte !== newline && !this.isEnded
  }

  #takeText(pipe: Pipe, decoded: string): void {
    if (decoded === '') return
    // Some programs on Windows, and what was written for it, begin with a mark of byte order.
    const text = this.#hasBegun[pipe] ? decoded : decoded.replace(/^\uFEFF/u, '')
    this.#hasBegun[pipe] = true
    if (pipe === 'stderr') {
      this.#put(pipe, text)
      return
    }
    const step = renderChunk(this.#renderer, text)
    this.#renderer = step.state
    this.#put(pipe, step.text)
  }

  #put(pipe: Pipe, text: string): void {
    if (text === '') return
    // Two pipes share one screen: the one does not go on in the middle of the other's line.
    const gap = this.#openLine !== null && this.#openLine !== pipe && !text.startsWith('\n') ? '\n' : ''
    this.#openLine = text.endsWith('\n') ? null : pipe
    const kept = this.#kept + gap + text
    this.#kept = keepLast(kept, maxKeptChars)
    this.#isCut ||= this.#kept.length < kept.length
    this.#waiting.push(gap + text)
    this.#waitingChars += gap.length + text.length
    if (this.#shown === null) this.#showNext()
    if (this.#shown !== null && this.#waitingChars > maxWaitingChars) this.#setPaused(true)
  }

  #showNext(): void {
    while (this.#waiting.length > 0) {
      const text = this.#waiting.join('')
      this.#waiting = []
      this.#waitingChars = 0
      const shown = this.#tryToShow(text)
      if (shown !== null) {
        this.#shown = shown.then(() => {
          this.#shown = null
          this.#showNext()
        })
        break
      }
    }
    this.#setPaused(false)
  }

  #setPaused(isPaused: boolean): void {
    if (isPaused === this.#isPaused) return
    this.#isPaused = isPaused
    if (isPaused) this.#valve.pause()
    else this.#valve.resume()
  }

  /** @returns null where nobody has to wait */
  #tryToShow(text: string): Promise<void> | null {
    if (this.#hasFault) return null
    try {
      const shown = this.#show(text)
      return shown instanceof Promise ? shown.catch((error: unknown) => this.#noteFault(error)) : null
    } catch (error) {
      this.#noteFault(error)
      return null
    }
  }

  #noteFault(error: unknown): void {
    this.#hasFault = true
    this.#onFault(error)
  }
}

/** Sequences first, so that nothing of theirs is read as text; then what that may have put together. */
function readable(text: string): string {
  return plainText(stripAnsi(text))
}

/** A pipe's buffer on Linux and macOS (pipe(7)). */
const pipeBytes = 65_536
const newline = 0x0a

/**
 * What may wait for the reader before the tool has to: a pipe's buffer. Many small writes become one text, so that a
 * reader that takes its time with each does not take it with every line.
 */
const maxWaitingChars = 65_536

/** As much as a user may want to read of one prompt, and fifty sessions can hold. */
const maxKeptChars = 4_000_000
