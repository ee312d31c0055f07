import { failWith } from '../../../app/i18n/failure.ts'
import type { Failure, Result } from '../../../app/base/result.ts'
import {
  failQueued,
  findQueued,
  needsDecision,
  nextQueued,
  removeFromQueue,
  setQueuedState,
  type Queue,
  type QueueItem,
  type QueueWait,
} from '../../../app/session/queue.ts'
import type { SessionId } from '../../../app/session/session.ts'
import type { SessionLock } from '../../base/session-lock.ts'
import type { AutoCommands } from './auto-commands.ts'
import { pause } from '../../base/wait.ts'
import { isForOther } from './meant-for.ts'
import { isForLater, type PromptSender } from '../delivery/prompt-sender.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
import type { SessionState } from '../state/session-state.ts'
import type { Clock } from '../../base/clock.ts'

export type QueueRunnerParts = {
  readonly deps: {
    readonly clock: Clock
  }
  readonly registry: SessionRegistry
  readonly sender: PromptSender
  readonly autoCommands: AutoCommands
  /** One prompt after the other: held from the first look until the tool has taken it. */
  readonly promptOrder: SessionLock
}

/** Sends what waits: one prompt after the other, each when its session is ready for it. */
export class QueueRunner {
  readonly #parts: QueueRunnerParts
  /** How much is under way in each session: its queue is looked at again when that is over. */
  readonly #sending = new Map<SessionId, number>()
  /** Sessions that were given a prompt since the app started: one without a terminal may run what waits for it. */
  readonly #asked = new Set<SessionId>()
  /** Sessions whose tool is being started for a prompt. */
  readonly #starting = new Set<SessionId>()
  #isStopped = false

  constructor(parts: QueueRunnerParts) {
    this.#parts = parts
    parts.registry.onChange((change) => {
      if (change.kind === 'session') this.#follow(change.id)
    })
  }

  /** No prompt is begun after this. */
  stop(): void {
    this.#isStopped = true
  }

  /** The user has given this session a prompt. */
  ask(id: SessionId): void {
    this.#asked.add(id)
  }

  /** A tool is being started for what waits. Its queue is looked at again when that is over. */
  async during(id: SessionId, start: () => Promise<unknown>): Promise<void> {
    this.#starting.add(id)
    this.#follow(id)
    try {
      await start()
    } finally {
      this.#starting.delete(id)
      this.#follow(id)
    }
  }

  /** Changes a queue, and goes on with it. Resolves when the change is on disk, or could not be written. */
  async alter(session: SessionState, make: (queue: Queue) => Queue): Promise<void> {
    const { registry } = this.#parts
    const { id } = session
    registry.change(id, (one) => one.change({ queue: make(one.record.queue) }))
    this.#follow(id)
    await registry.promptsWritten(id)
  }

  /** Gives one waiting prompt to the tool because the user says so; the others wait until its turn is over. */
  async sendNow(session: SessionState, item: number): Promise<Result<null>> {
    const { id, front } = session
    const seen = { forTool: front.agentInShell?.name }
    const attempt = this.#parts.promptOrder.run(id, () => this.#sendItem(session, item, seen))
    this.#work(id, async () => void (await (await attempt).turn))
    return (await attempt).sent
  }

  /** Sends what waits, as long as its session is ready for it. */
  #follow(id: SessionId): void {
    const session = this.#parts.registry.list.find(id)
    if (session === null || this.#isStopped) return
    // While one is on its way, those behind it wait for the same things.
    if (this.#sending.has(id)) return this.#noteWhileSending(session)
    const { promptOrder, autoCommands } = this.#parts
    if (autoCommands.isDue(session))
      return this.#work(id, () => promptOrder.run(id, () => autoCommands.send(session)))
    const { queue } = session.record
    if (queue.items.length === 0) return this.#note(session, null)
    const next = nextQueued(queue)
    const wait = needsDecision(queue) ? 'decision' : this.#waitOf(session, next)
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
    const { deps, promptOrder, sender } = this.#parts
    const { id } = session
    const attempt = await promptOrder.run(id, async (): Promise<Attempt | null> => {
      // What was true when it was its turn may have changed while others were served.
      const isStill = (): boolean => {
        const next = nextQueued(session.record.queue)
        return next?.id === item && this.#waitOf(session, next) === null
      }
      // Asked first: a prompt that waits for a user's draft is not on its way, and may be changed.
      const obstacle = isStill() ? await sender.obstacle(session) : null
      if (obstacle !== null) return failed(obstacle)
      if (!isStill() || this.#isStopped) return null
      this.#note(session, null)
      return this.#sendItem(session, item, null)
    })
    if (attempt === null) return
    await attempt.turn
    if (attempt.sent.ok || !isForLater(attempt.sent)) return
    // Nothing tells when a user sends or clears what they began.
    if (attempt.sent.error.code === 'prompt-draft') this.#note(session, 'draft')
    await pause(deps.clock, laterEveryMs)
  }

  /**
   * Gives one waiting prompt to the tool. It is written down as on its way before its first byte.
   *
   * @param seen the program that had the terminal as the user chose it, whichever it was queued for; null: its turn has come
   */
  async #sendItem(
    session: SessionState,
    item: number,
    seen: Pick<QueueItem, 'forTool'> | null,
  ): Promise<Attempt> {
    const { registry, sender } = this.#parts
    const { id } = session
    const waiting = findQueued(session.record.queue, item)
    if (waiting === null) return failed(failWith('prompt-gone'))
    const set = (make: (queue: Queue) => Queue): void =>
      registry.change(id, (one) => one.change({ queue: make(one.record.queue) }))
    set((queue) => setQueuedState(queue, item, { kind: 'delivering' }))
    if (!(await registry.promptsWritten(id))) {
      const failure = failWith('prompt-not-noted')
      set((queue) => failQueued(queue, item, failure.error))
      return failed(failure)
    }
    // While it was written, the app may have begun to end, or the session was closed: nothing of it was typed.
    if (this.#isStopped || registry.list.find(id) === null) {
      session.change({ queue: setQueuedState(session.record.queue, item, waiting.state) })
      registry.keepPrompts(session)
      return failed(failWith(this.#isStopped ? 'shutting-down' : 'no-session'))
    }
    if (isForOther(session, seen ?? waiting)) {
      set((queue) => setQueuedState(queue, item, waiting.state))
      return failed(failWith('program-changed'))
    }
    const isFromScript = waiting.isFromScript === true
    const sending = sender.send(session, waiting, { wantsAnswer: false, isFromScript })
    const sent = await sending.sent
    // Written at once, so that a prompt that was sent does not come back as one that may have been.
    set((queue) => afterSending(queue, waiting, sent))
    return { sent, turn: sending.done }
  }

  #waitOf(session: SessionState, next: QueueItem | null): QueueWait | null {
    const { id } = session
    return waitOf(session, {
      isForOther: next !== null && isForOther(session, next),
      isAsked: this.#asked.has(id),
      isStarting: this.#starting.has(id),
    })
  }

  #noteWhileSending(session: SessionState): void {
    if (session.queueWait === 'draft') return
    const next = nextQueued(session.record.queue)
    this.#note(session, next !== null ? this.#waitOf(session, next) : null)
  }

  #note(session: SessionState, wait: QueueWait | null): void {
    if (session.queueWait === wait) return
    this.#parts.registry.change(session.record.id, (one) => {
      one.queueWait = wait
    })
  }
}

/** What became of a try to send a prompt; `turn` resolves when the tool is done with it. */
type Attempt = { readonly sent: Result<null>; readonly turn: Promise<unknown> }

function failed(failure: Failure): Attempt {
  return { sent: failure, turn: Promise.resolve() }
}

/** A prompt leaves the queue only once its tool has taken it. */
function afterSending(queue: Queue, { id, state }: QueueItem, sent: Result<null>): Queue {
  if (sent.ok) return removeFromQueue(queue, id)
  if (isForLater(sent)) return setQueuedState(queue, id, state)
  if (sent.error.code === 'prompt-unsure') return setQueuedState(queue, id, { kind: 'unsure' })
  return failQueued(queue, id, sent.error)
}

const laterEveryMs = 1000

/** Why nothing is sent into a session now; null where it is ready. */
function waitOf(
  session: SessionState,
  about: { readonly isAsked: boolean; readonly isStarting: boolean; readonly isForOther: boolean },
): QueueWait | null {
  const { status, record } = session
  if (record.mode === 'headless') return headlessWait(session, about.isAsked)
  if (!session.isUp) return about.isStarting ? 'starting' : 'stopped'
  if (about.isForOther) return 'program'
  if (session.folder.conflict !== null) return 'conflict'
  switch (status.kind) {
    case 'idle':
      return status.certainty === 'sure' ? null : 'guess'
    case 'waiting':
      return 'asks'
    case 'failed':
      return 'failed'
    case 'starting':
      return 'starting'
    case 'working':
    case 'dormant':
    case 'exited':
      return 'busy'
  }
}

/** Without a terminal nothing runs between two prompts: it waits for the one at work, and after a start for the user. */
function headlessWait({ status, folder }: SessionState, isAsked: boolean): QueueWait | null {
  if (status.kind === 'working') return 'busy'
  if (folder.conflict !== null) return 'conflict'
  if (status.kind === 'failed' || status.kind === 'exited') return 'failed'
  return isAsked ? null : 'stopped'
}
