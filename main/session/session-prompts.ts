import { failWith } from '../../app/i18n/failure.ts'
import type { ParsedArgument } from '../../app/ipc/contract.ts'
import { en } from '../../app/i18n/en.ts'
import { fail, succeed, type AppError, type Result } from '../../app/ipc/errors.ts'
import { remember, type Prompt, type PromptResult, type SentPrompt } from '../../app/session/prompt.ts'
import {
  addToQueue,
  editQueued,
  failQueued,
  findQueued,
  maxQueued,
  moveQueued,
  needsDecision,
  nextQueued,
  removeFromQueue,
  setQueuedState,
  type Queue,
  type QueueWait,
} from '../../app/session/queue.ts'
import type { SessionId } from '../../app/session/session.ts'
import { keepPromptImages } from '../drop/prompt-images.ts'
import { deliver, type Delivered } from './delivery.ts'
import { createTurns } from './in-turn.ts'
import { createInterrupter } from './interrupter.ts'
import type { SessionManagerDeps } from './manager-contract.ts'
import { pause } from './poll-until.ts'
import { promptTerminal } from './prompt-terminal.ts'
import type { SessionRegistry } from './session-registry.ts'
import type { SessionState } from './session-state.ts'
import { answerTo } from './prompt-answer.ts'
import { waitOf } from './queue-wait.ts'
import { untilReady, untilTurnEnds, type AtWork, type TurnLimits } from './turn-end.ts'

type Parts = {
  readonly deps: Pick<SessionManagerDeps, 'host' | 'clock' | 'questions' | 'imagesFolder'>
  readonly registry: SessionRegistry
}

/** The prompts of the sessions: those that wait go one after the other, each when its session is ready for it. */
export class SessionPrompts {
  readonly #parts: Parts
  readonly #turns = createTurns()
  readonly #interrupter
  /** Sessions whose queue is at work: it is looked at again when that is over. */
  readonly #sending = new Set<SessionId>()
  /** When the run of each session began whose first commands were sent, ms since the epoch. */
  readonly #opened = new Map<SessionId, number>()
  #isStopped = false

  constructor(parts: Parts) {
    this.#parts = parts
    this.#interrupter = createInterrupter(parts.deps)
    parts.registry.onChange((change) => {
      if (change.kind === 'session') this.#follow(change.id)
    })
  }

  /** No prompt is begun from here on. */
  stop(): void {
    this.#isStopped = true
  }

  /**
   * Puts a prompt at the end of some sessions' queues. Images are copied, for each session its own.
   *
   * @returns the sessions that did not take it, and why
   */
  async send(
    ids: readonly SessionId[],
    prompt: Prompt,
  ): Promise<readonly { readonly id: SessionId; readonly error: AppError }[]> {
    const answers = ids.map(async (id) => {
      const added = await this.#add(id, prompt)
      return added.ok ? [] : [{ id, error: added.error }]
    })
    return (await Promise.all(answers)).flat()
  }

  /**
   * Runs a prompt in a tool that runs, after what was asked before, and waits for what the tool answers.
   *
   * @param timeoutMs from when it was sent; null leaves it to the tool's own limits
   * @returns failures as `deliver`; `session-not-running`
   */
  async run(id: SessionId, prompt: Prompt, timeoutMs: number | null): Promise<Result<PromptResult>> {
    const kept = await keepPromptImages(this.#parts.deps.imagesFolder, id, prompt)
    if (!kept.ok) return kept
    return this.#turns.take(id, async () => {
      const session = this.#parts.registry.list.find(id)
      if (session === null) return failWith('no-session')
      if (!session.isUp) return failWith('session-not-running')
      await untilReady(this.#parts.deps.clock, this.#atWork(session), timeoutMs)
      const sent = await this.#deliver(session, kept.value)
      return sent.ok
        ? succeed(
            await answerTo(this.#around(id), this.#atWork(session), kept.value.text, sent.value, timeoutMs),
          )
        : sent
    })
  }

  /** Changes one waiting prompt. Failures: `prompt-gone`, `prompt-on-its-way`, those of `deliver` for `send`. */
  async change({ id, item, change }: ParsedArgument<'queue:change'>): Promise<Result<null>> {
    const session = this.#parts.registry.list.find(id)
    if (session === null) return failWith('no-session')
    const waiting = findQueued(session.record.queue, item)
    if (waiting === null) return failWith('prompt-gone')
    if (waiting.state.kind === 'delivering') return failWith('prompt-on-its-way')
    switch (change.kind) {
      case 'edit': {
        const kept = await keepPromptImages(this.#parts.deps.imagesFolder, id, change.prompt)
        if (!kept.ok) return kept
        this.#alter(session, (queue) => editQueued(queue, item, kept.value))
        break
      }
      case 'move':
        this.#alter(session, (queue) => moveQueued(queue, item, change.toIndex))
        break
      case 'remove':
        this.#alter(session, (queue) => removeFromQueue(queue, item))
        break
      case 'hold':
        this.#alter(session, (queue) => setQueuedState(queue, item, { kind: 'held' }))
        break
      case 'release':
        this.#alter(session, (queue) => setQueuedState(queue, item, { kind: 'queued' }))
        break
      case 'send':
        return this.#turns.take(id, async () => {
          const sent = await this.#sendItem(session, item)
          return sent.ok ? succeed(null) : sent
        })
    }
    return succeed(null)
  }

  history(id: SessionId): Result<readonly SentPrompt[]> {
    const session = this.#parts.registry.list.find(id)
    return session === null ? failWith('no-session') : succeed(session.record.history)
  }

  /** Stops what a tool does; again within some seconds, harder. Failure: `session-not-running`. */
  async interrupt(id: SessionId): Promise<Result<null>> {
    const session = this.#parts.registry.list.find(id)
    if (session === null) return failWith('no-session')
    if (!session.isUp) return failWith('session-not-running')
    await this.#interrupter(session)
    return succeed(null)
  }

  async #add(id: SessionId, prompt: Prompt): Promise<Result<null>> {
    const kept = await keepPromptImages(this.#parts.deps.imagesFolder, id, prompt)
    if (!kept.ok) return kept
    const session = this.#parts.registry.list.find(id)
    if (session === null) return failWith('no-session')
    if (session.record.queue.items.length >= maxQueued) return failWith('queue-full')
    this.#alter(session, (queue) => addToQueue(queue, kept.value, this.#parts.deps.clock.now()))
    return succeed(null)
  }

  #alter(session: SessionState, make: (queue: Queue) => Queue): void {
    const { registry } = this.#parts
    const { id } = session.record
    registry.change(id, (one) => one.change({ queue: make(one.record.queue) }))
    registry.save('now')
    this.#follow(id)
  }

  /** Sends what waits, as long as its session is ready for it. */
  #follow(id: SessionId): void {
    const session = this.#parts.registry.list.find(id)
    if (session === null || this.#isStopped || this.#sending.has(id)) return
    if (this.#mayOpen(session)) return this.#work(id, () => this.#open(session))
    const { queue } = session.record
    if (queue.items.length === 0) return this.#note(session, null)
    const next = nextQueued(queue)
    const wait = needsDecision(queue) ? 'decision' : waitOf(session)
    this.#note(session, next === null && wait !== 'decision' ? null : wait)
    if (next === null || wait !== null) return
    this.#work(id, () => this.#sendNext(session, next.id))
  }

  #work(id: SessionId, work: () => Promise<void>): void {
    this.#sending.add(id)
    void work().finally(() => {
      this.#sending.delete(id)
      this.#follow(id)
    })
  }

  /** Once a run, when the tool is ready for its first prompt. */
  #mayOpen(session: SessionState): boolean {
    const { id } = session.record
    const isNew = session.isUp && session.status.kind === 'idle' && this.#opened.get(id) !== session.startedAt
    if (!isNew) return false
    this.#opened.set(id, session.startedAt)
    return session.tool.autoCommands.length > 0
  }

  /** Sends the tool's own first commands; what it does not take it says on its screen. */
  async #open(session: SessionState): Promise<void> {
    const { id } = session.record
    await this.#turns.take(id, async () => {
      for (const text of session.tool.autoCommands) {
        const sent = await deliver(this.#around(id), this.#atWork(session), { text, images: [] })
        if (sent.ok) await untilTurnEnds(this.#around(id), this.#atWork(session), sent.value, endless)
      }
    })
  }

  async #sendNext(session: SessionState, item: number): Promise<void> {
    const { deps, registry } = this.#parts
    const { id } = session.record
    const sent = await this.#turns.take(id, async () => {
      // What was true when it was its turn may have changed while others were served.
      const isStill = nextQueued(session.record.queue)?.id === item && waitOf(session) === null
      return isStill && !this.#isStopped ? this.#sendItem(session, item) : null
    })
    if (sent === null) return
    if (sent.ok) {
      await untilTurnEnds(this.#around(id), this.#atWork(session), sent.value, endless)
      return
    }
    if (sent.error.code !== 'prompt-draft') return
    // Nobody tells when a person sends or clears what they began.
    this.#note(session, 'draft')
    await pause(deps.clock, draftEveryMs)
    if (registry.list.find(id) !== null) this.#note(session, null)
  }

  /** Gives one waiting prompt to the tool. It is written down as on its way before its first byte. */
  async #sendItem(session: SessionState, item: number): Promise<Result<Delivered>> {
    const { registry } = this.#parts
    const { id } = session.record
    const waiting = findQueued(session.record.queue, item)
    if (waiting === null) return failWith('prompt-gone')
    const set = (make: (queue: Queue) => Queue): void =>
      registry.change(id, (one) => one.change({ queue: make(one.record.queue) }))
    set((queue) => setQueuedState(queue, item, { kind: 'delivering' }))
    if (!registry.save('now')) {
      const failure = fail(
        'prompt-not-noted',
        en['error.prompt-not-noted'],
        en['error.prompt-not-noted.hint'],
      )
      if (!failure.ok) set((queue) => failQueued(queue, item, failure.error))
      return failure
    }
    const sent = await this.#deliver(session, waiting)
    if (sent.ok) set((queue) => removeFromQueue(queue, item))
    else if (sent.error.code === 'prompt-draft') set((queue) => setQueuedState(queue, item, waiting.state))
    else set((queue) => failQueued(queue, item, sent.error))
    registry.save('soon')
    return sent
  }

  async #deliver(session: SessionState, { text, images }: Prompt): Promise<Result<Delivered>> {
    const { registry } = this.#parts
    const { id, mode } = session.record
    const sent = await deliver(this.#around(id), this.#atWork(session), { text, images })
    if (sent.ok)
      registry.change(id, (one) =>
        one.change({ history: remember(one.record.history, { text, images, at: sent.value.at, mode }) }),
      )
    return sent
  }

  #note(session: SessionState, wait: QueueWait | null): void {
    if (session.queueWait === wait) return
    this.#parts.registry.change(session.record.id, (one) => {
      one.queueWait = wait
    })
  }

  #around(id: SessionId) {
    const { host, questions, clock } = this.#parts.deps
    return { clock, terminal: promptTerminal(host, questions, id) }
  }

  #atWork(session: SessionState): AtWork {
    const { registry } = this.#parts
    return {
      tool: session.tool,
      program: session.program,
      status: () => session.status,
      isUp: () => session.isUp && registry.list.find(session.record.id) !== null,
      lastActiveAt: () => session.record.lastActiveAt,
    }
  }
}

/** A queue waits as long as it takes. */
const endless: TurnLimits = { idleMs: null, totalMs: null }
const draftEveryMs = 1000
