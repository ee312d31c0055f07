import type { Transition } from '../../../app/activity/why.ts'
import type { SessionId } from '../../../app/session/session.ts'
import { firstTerminalSize, type TerminalSize } from '../../../app/terminal/terminal-size.ts'
import type { Clock } from '../../base/clock.ts'
import { createDeferred, type Deferred } from '../../base/deferred.ts'
import type { HostLink } from '../../pty-host/client/host-link.ts'
import { within } from '../../base/wait.ts'

/** Which screens the host has open: they are opened again in a host that takes the place of a dead one. */
export class HostedScreens {
  readonly #host: Pick<HostLink, 'send'>
  readonly #clock: Clock
  readonly #opened = new Set<SessionId>()
  readonly #flushes = new Map<number, Deferred>()
  #flushCount = 0
  #back: Deferred | null = null
  /** What the page last said that a terminal has room for; a screen has this size until it is shown. */
  #size = firstTerminalSize

  constructor(host: Pick<HostLink, 'send'>, clock: Clock) {
    this.#host = host
    this.#clock = clock
  }

  /** The size in which the next screens are opened. */
  resize({ cols, rows }: TerminalSize): void {
    this.#size = { cols, rows }
  }

  open(id: SessionId): void {
    this.#opened.add(id)
    this.#host.send({ type: 'open', session: id, ...this.#size })
  }

  /** Keeps the screen as it is now, with the change of status that it shows. */
  moment(id: SessionId, transition: Transition): void {
    if (this.#opened.has(id)) this.#host.send({ type: 'moment', session: id, transition })
  }

  forget(id: SessionId, deleteText: boolean): void {
    this.#opened.delete(id)
    this.#host.send({ type: 'forget', session: id, deleteText })
  }

  hostLost(): void {
    this.#back ??= createDeferred()
    for (const flush of this.#flushes.values()) flush.resolve()
  }

  hostReady(): void {
    const back = this.#back
    if (back === null) return
    this.#back = null
    for (const id of this.#opened) this.open(id)
    back.resolve()
  }

  /** Whether a host is there, if need be after the restart that is under way. */
  async untilHost(): Promise<boolean> {
    if (this.#back !== null) await within(this.#clock, restartMs, this.#back.promise)
    return this.#back === null
  }

  /** Has the host write the text of all sessions; resolves in any case. */
  async flush(): Promise<void> {
    if (this.#back !== null) return
    this.#flushCount += 1
    const id = this.#flushCount
    const flushed = createDeferred()
    this.#flushes.set(id, flushed)
    this.#host.send({ type: 'flush', id })
    await within(this.#clock, flushMs, flushed.promise)
    this.#flushes.delete(id)
  }

  flushed(id: number): void {
    this.#flushes.get(id)?.resolve()
  }
}

/** How long a start waits for a host that is being started again. */
const restartMs = 10_000

/** For the text of all sessions at the end of the app. */
const flushMs = 1500
