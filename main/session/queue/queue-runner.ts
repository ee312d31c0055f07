import { failWith } from '../../../app/i18n/failure.ts'
import { succeed, type Result } from '../../../app/base/result.ts'
import {
  failQueued,
  findQueued,
  needsDecision,
  nextQueued,
  removeFromQueue,
  setQueuedState,
  type Queue,
  type QueueWait,
} from '../../../app/session/queue.ts'
import type { SessionId } from '../../../app/session/session.ts'
import type { SessionLock } from '../../base/session-lock.ts'
import type { AutoCommands } from './auto-commands.ts'
import { pause } from '../../base/wait.ts'
import type { PromptSender } from '../delivery/prompt-sender.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
import type { Delivered } from '../delivery/tool-terminal.ts'
import type { SessionState } from '../state/session-state.ts'
import type { Clock } from '../../base/clock.ts'

export type QueueRunnerParts = {
  readonly deps: {
    readonly clock: Clock
  }
  readonly registry: SessionRegistry
  readonly sender: PromptSender
  readonly autoCommands: AutoCommands
  readonly turns: SessionLock
}

/** Sends what waits: one prompt after the other, each when its session is ready for it. */
export class QueueRunner {
  readonly #parts: QueueRunnerParts
  /** How much is under way in each session: its queue is looked at again when that is over. */
  readonly #sending = new Map<SessionId, number>()
  /** Sessions that were given a prompt in this life: one without a terminal may run what waits for it. */
  readonly #asked = new Set<SessionId>()
  #isStopped = false

  constructor(parts: QueueRunnerParts) {
    this.#parts = parts
    parts.registry.onChange((change) => {
      if (change.kind === 'session') this.#follow(change.id)
    })
  }

  /** Nothing is begun from here on. */
  stop(): void {
    this.#isStopped = true
  }

  /** The person has given this session a prompt. */
  ask(id: SessionId): void {
    this.#asked.add(id)
  }

  /** Changes a queue, and goes on with it. */
  alter(session: SessionState, make: (queue: Queue) => Queue): void {
    const { registry } = this.#parts
    const { id } = session.record
    registry.change(id, (one) => one.change({ queue: make(one.record.queue) }))
    registry.save('now')
    this.#follow(id)
  }

  /** Gives one waiting prompt to the tool because the person says so; the others wait until its turn is over. */
  async sendNow(session: SessionState, item: number): Promise<Result<null>> {
    const { turns, sender } = this.#parts
    const { id } = session.record
    const sending = turns.run(id, () => this.#sendItem(session, item))
    this.#work(id, async () => {
      const sent = await sending
      if (sent.ok && sent.value !== null) await sender.untilOver(session, sent.value)
    })
    const sent = await sending
    return sent.ok ? succeed(null) : sent
  }

  /** Sends what waits, as long as its session is ready for it. */
  #follow(id: SessionId): void {
    const session = this.#parts.registry.list.find(id)
    if (session === null || this.#isStopped) return
    // While one is on its way, those behind it wait for the same things.
    if (this.#sending.has(id)) return this.#noteWhileSending(session)
    const { turns, autoCommands } = this.#parts
    if (autoCommands.isDue(session))
      return this.#work(id, () => turns.run(id, () => autoCommands.send(session)))
    const { queue } = session.record
    if (queue.items.length === 0) return this.#note(session, null)
    const next = nextQueued(queue)
    const wait = needsDecision(queue) ? 'decision' : waitOf(session, this.#asked.has(session.record.id))
    // Before the note: who hears of it comes back to here, and would begin the same once more.
    const isBegun = next !== null && wait === null
    if (isBegun) this.#work(id, () => this.#sendNext(session, next.id))
    // A draft holds it until it is seen to be gone.
    if (isBegun && session.queueWait === 'draft') return
    this.#note(session, next === null && wait !== 'decision' ? null : wait)
  }

  #work(id: SessionId, work: () => Promise<void>): void {
    this.#sending.set(id, (this.#sending.get(id) ?? 0) + 1)
    void work().finally(() => {
      const left = (this.#sending.get(id) ?? 1) - 1
      if (left > 0) this.#sending.set(id, left)
      else this.#sending.delete(id)
      this.#follow(id)
    })
  }

  async #sendNext(session: SessionState, item: number): Promise<void> {
    const { deps, turns, sender } = this.#parts
    const { id } = session.record
    const sent = await turns.run(id, async () => {
      // What was true when it was its turn may have changed while others were served.
      const isStill = (): boolean =>
        nextQueued(session.record.queue)?.id === item &&
        waitOf(session, this.#asked.has(session.record.id)) === null
      // Asked first: a prompt that waits for a person's draft is not on its way, and may be changed.
      if (isStill() && (await sender.hasDraft(session))) return failWith('prompt-draft')
      if (!isStill() || this.#isStopped) return null
      this.#note(session, null)
      return this.#sendItem(session, item)
    })
    if (sent === null) return
    if (sent.ok) {
      if (sent.value !== null) await sender.untilOver(session, sent.value)
      return
    }
    if (sent.error.code !== 'prompt-draft') return
    // Nobody tells when a person sends or clears what they began.
    this.#note(session, 'draft')
    await pause(deps.clock, draftEveryMs)
  }

  /** Gives one waiting prompt to the tool. It is written down as on its way before its first byte. */
  async #sendItem(session: SessionState, item: number): Promise<Result<Delivered | null>> {
    const { registry, sender } = this.#parts
    const { id } = session.record
    const waiting = findQueued(session.record.queue, item)
    if (waiting === null) return failWith('prompt-gone')
    const set = (make: (queue: Queue) => Queue): void =>
      registry.change(id, (one) => one.change({ queue: make(one.record.queue) }))
    set((queue) => setQueuedState(queue, item, { kind: 'delivering' }))
    if (!registry.save('now')) {
      const failure = failWith('prompt-not-noted')
      set((queue) => failQueued(queue, item, failure.error))
      return failure
    }
    if (session.record.mode === 'headless') {
      const { started, result } = await sender.runHeadless(session, waiting, {
        timeoutMs: null,
        template: null,
      })
      if (started) set((queue) => removeFromQueue(queue, item))
      else if (!result.ok) set((queue) => failQueued(queue, item, result.error))
      registry.save('soon')
      return started || result.ok ? succeed(null) : result
    }
    const sent = await sender.deliver(session, waiting)
    if (sent.ok) set((queue) => removeFromQueue(queue, item))
    else if (sent.error.code === 'prompt-draft') set((queue) => setQueuedState(queue, item, waiting.state))
    else set((queue) => failQueued(queue, item, sent.error))
    // The sooner it is on disk, the seldomer one that was sent comes back as one that may have been.
    registry.save('now')
    return sent
  }

  #noteWhileSending(session: SessionState): void {
    if (session.queueWait === 'draft') return
    const waits = nextQueued(session.record.queue) !== null
    this.#note(session, waits ? waitOf(session, this.#asked.has(session.record.id)) : null)
  }

  #note(session: SessionState, wait: QueueWait | null): void {
    if (session.queueWait === wait) return
    this.#parts.registry.change(session.record.id, (one) => {
      one.queueWait = wait
    })
  }
}

const draftEveryMs = 1000

/** Why nothing is sent into a session now; null where it is ready. */
function waitOf(session: SessionState, isAsked: boolean): QueueWait | null {
  const { status, record } = session
  if (record.mode === 'headless') return headlessWait(session, isAsked)
  if (!session.isUp) return 'stopped'
  if (session.conflict !== null) return 'conflict'
  switch (status.kind) {
    case 'idle':
      return status.certainty === 'sure' ? null : 'guess'
    case 'waiting':
      return 'asks'
    case 'failed':
      return 'failed'
    case 'starting':
    case 'working':
    case 'dormant':
    case 'exited':
      return 'busy'
  }
}

/** Without a terminal nothing runs between two prompts: it waits for the one at work, and after a start for the person. */
function headlessWait({ status, conflict }: SessionState, isAsked: boolean): QueueWait | null {
  if (status.kind === 'working') return 'busy'
  if (conflict !== null) return 'conflict'
  if (status.kind === 'failed' || status.kind === 'exited') return 'failed'
  return isAsked ? null : 'stopped'
}
