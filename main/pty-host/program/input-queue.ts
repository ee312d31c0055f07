import { Queue } from '../../base/queue.ts'

/** Input beyond this that the program does not take is dropped. */
const maxBytes = 16 * 1024 * 1024
/** Answers that a program asked for and does not read; one that reads has none of them an instant later. */
const maxAnswerBytes = 64 * 1024

/** What is on its way to a program: keys are never given up for answers that it does not read. */
export class InputQueue {
  readonly #pieces = new Queue<{ bytes: Uint8Array; readonly isAnswer: boolean }>()
  #bytes = 0
  #answerBytes = 0

  get first(): Uint8Array | undefined {
    return this.#pieces.first?.bytes
  }

  /** Refused silently beyond the limits. @param isAnswer of the terminal to a query, not of a user */
  push(bytes: Uint8Array, isAnswer: boolean): void {
    if (this.#bytes + bytes.length > maxBytes) return
    if (isAnswer && this.#answerBytes + bytes.length > maxAnswerBytes) return
    this.#pieces.push({ bytes, isAnswer })
    this.#note(bytes.length, isAnswer)
  }

  /** So many bytes of the first piece are gone. */
  taken(count: number): void {
    const { first } = this.#pieces
    if (first === undefined) return
    this.#note(-count, first.isAnswer)
    if (count >= first.bytes.length) this.#pieces.shift()
    else first.bytes = first.bytes.subarray(count)
  }

  clear(): void {
    this.#pieces.clear()
    this.#bytes = 0
    this.#answerBytes = 0
  }

  #note(change: number, isAnswer: boolean): void {
    this.#bytes += change
    if (isAnswer) this.#answerBytes += change
  }
}
