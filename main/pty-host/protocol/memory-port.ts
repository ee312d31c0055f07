import type { Port } from './protocol.ts'

/**
 * Two ends of a channel inside one process, with the manners of a MessagePort: messages arrive later, in order,
 * and none is lost before the other end listens. Used where the host runs inside main, and in tests.
 */
export function memoryPortPair<A, B>(): [Port<A, B>, Port<B, A>] {
  const toLeft = new Lane<A>()
  const toRight = new Lane<B>()
  const close = () => {
    toLeft.close()
    toRight.close()
  }
  return [endOf(toLeft, toRight, close), endOf(toRight, toLeft, close)]
}

function endOf<In, Out>(incoming: Lane<In>, outgoing: Lane<Out>, close: () => void): Port<In, Out> {
  return {
    post: (message) => outgoing.push(message),
    onMessage: (listener) => incoming.listen(listener),
    close,
  }
}

class Lane<T> {
  #queue: T[] = []
  #listener: ((message: T) => void) | null = null
  #scheduled = false
  #closed = false

  push(message: T): void {
    if (this.#closed) return
    this.#queue.push(message)
    this.#schedule()
  }

  listen(listener: (message: T) => void): void {
    this.#listener = listener
    this.#schedule()
  }

  close(): void {
    this.#closed = true
    this.#queue = []
  }

  #schedule(): void {
    if (this.#scheduled || this.#listener === null || this.#queue.length === 0) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      const batch = this.#queue
      this.#queue = []
      for (const message of batch) if (!this.#closed) this.#listener?.(message)
    })
  }
}
