import { failWith } from '../../../app/i18n/failure.ts'
import type { ParsedArgument } from '../../../app/ipc/contract.ts'
import type { CommandTemplate } from '../../../app/headless/template.ts'
import { succeed, type AppError, type Result } from '../../../app/base/result.ts'
import type { Prompt, PromptDraft, PromptResult, SentPrompt } from '../../../app/session/prompt.ts'
import {
  addToQueue,
  editQueued,
  findQueued,
  maxQueued,
  moveQueued,
  releaseQueued,
  removeFromQueue,
  setQueuedState,
  type Queue,
} from '../../../app/session/queue.ts'
import type { SessionId } from '../../../app/session/session.ts'
import { takesImages } from '../../../app/tool/takes-images.ts'
import { goneWith } from '../../base/wait.ts'
import { keepPromptImages, readPromptImages } from '../../images/prompt-images.ts'
import type { HeadlessRunner } from '../headless/headless-runner.ts'
import { createSessionLock, type SessionLock } from '../../base/session-lock.ts'
import type { ToolTerminal } from '../delivery/tool-terminal.ts'
import type { createInterrupter } from '../lifecycle/interrupter.ts'
import { isForNext } from './meant-for.ts'
import { AutoCommands } from './auto-commands.ts'
import { PromptSender } from '../delivery/prompt-sender.ts'
import { QueueRunner } from './queue-runner.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
import type { SessionStarter } from '../lifecycle/session-starter.ts'
import type { SessionState } from '../state/session-state.ts'
import type { Clock } from '../../base/clock.ts'

type Parts = {
  readonly deps: {
    readonly clock: Clock
    readonly imagesFolder: string
    readonly typingLock: SessionLock
  }
  readonly terminals: (session: SessionId) => ToolTerminal | null
  readonly registry: SessionRegistry
  readonly headless: Pick<HeadlessRunner, 'run' | 'interrupt'>
  readonly starter: Pick<SessionStarter, 'ensure'>
  readonly interrupt: ReturnType<typeof createInterrupter>
}

/** The prompts of the sessions: those that wait go one after the other, each when its session is ready for it. */
export class SessionPrompts {
  readonly #parts: Parts
  readonly #promptOrder = createSessionLock()
  readonly #sender: PromptSender
  readonly #autoCommands: AutoCommands
  readonly #queue: QueueRunner

  constructor(parts: Parts) {
    const { deps, registry } = parts
    this.#parts = parts
    this.#sender = new PromptSender(parts)
    this.#autoCommands = new AutoCommands(this.#sender)
    this.#queue = new QueueRunner({
      deps,
      registry,
      sender: this.#sender,
      autoCommands: this.#autoCommands,
      promptOrder: this.#promptOrder,
    })
  }

  /** No prompt is begun from here on. */
  stop(): void {
    this.#queue.stop()
  }

  /**
   * Puts a prompt at the end of some sessions' queues, or at `toIndex`. Images are read once, and copied for each session
   * as its own. A tool that does not run is started with its conversation; one that has none to pick up is not, and the
   * prompt waits for the user. Resolves when all of it is on disk, or could not be written.
   *
   * @returns the sessions that did not take it, and why
   */
  async send(
    ids: readonly SessionId[],
    prompt: Prompt,
    toIndex?: number,
  ): Promise<readonly { readonly id: SessionId; readonly error: AppError }[]> {
    const copies = await readPromptImages(this.#parts.deps.imagesFolder, prompt)
    const answers = ids.map(async (id) => {
      const about = { isFromScript: false, toIndex }
      const added = copies.ok ? await this.#addCopy(id, await copies.value.keepFor(id), about) : copies
      return added.ok ? [] : [{ id, error: added.error }]
    })
    return (await Promise.all(answers)).flat()
  }

  /**
   * Runs a prompt, after what was asked before, and waits for what the tool answers. A tool that does not run is started.
   *
   * @param options.timeoutMs from when it was sent; null leaves it to the tool's own limits. An agent at work is waited for
   *   as long, and not given the prompt after that (`session-busy`)
   * @param options.isFromScript whether it is refused where the tool would run it in a shell
   * @param options.signal aborted, nobody waits for it any more: it is not sent if it was not, with `prompt-gone`, and what
   *   was asked after it does not wait for its end
   * @returns failures as `typePrompt`, `HeadlessRunner.run`, `SessionStarter.ensure`
   */
  async run(
    id: SessionId,
    prompt: Prompt,
    options: {
      readonly timeoutMs: number | null
      readonly isFromScript: boolean
      readonly signal?: AbortSignal | undefined
    },
  ): Promise<Result<PromptResult>> {
    const asked = this.#parts.registry.list.find(id)
    if (asked === null) return failWith('no-session')
    // Refused at once: nothing that is waited for changes it.
    const agent = asked.front.agentInShell?.name
    if (prompt.images.length > 0 && !takesImages(asked.toolInFront, asked.record.mode))
      return failWith('image-unsupported')
    const gone = goneWith(options.signal)
    return this.#inOrder(id, prompt, async (session, kept) => {
      if (gone.isGone()) return failWith('prompt-gone')
      if (session.record.mode !== 'headless') {
        const up = await this.#parts.starter.ensure(id)
        if (!up.ok) return up
        await gone.before(this.#sender.untilReady(session, options.timeoutMs))
        if (isAgentAtWork(session)) return failWith('session-busy')
        if (!gone.isGone()) await this.#autoCommands.send(session)
      }
      if (gone.isGone()) return failWith('prompt-gone')
      if (session.front.agentInShell?.name !== agent) return failWith('program-changed')
      const { done } = this.#sender.send(session, kept, options)
      // Without a terminal the next cannot begin before this one has ended.
      const turn = session.record.mode === 'headless' ? await done : await gone.before(done)
      if (turn === null) return failWith('prompt-gone')
      if (!turn.ok) return turn
      const { text, partial, lost, endedBy } = turn.value
      return succeed({ text, partial, ...(lost === undefined ? {} : { lost }), endedBy })
    })
  }

  /**
   * Runs a prompt without a terminal, after what was asked before.
   *
   * @param template takes the place of the tool's own headless command; null: that
   * @returns all that the tool printed; failures as `HeadlessRunner.run`, `session-interactive`
   */
  async runHeadless(
    id: SessionId,
    prompt: Prompt,
    template: CommandTemplate | null,
  ): Promise<Result<string>> {
    return this.#inOrder(id, prompt, async (session, kept) => {
      if (session.record.mode !== 'headless') return failWith('session-interactive')
      const ran = await this.#sender.send(session, kept, { template }).done
      return ran.ok ? succeed(ran.value.printed) : ran
    })
  }

  /** One waiting prompt, all of it. Failures: `no-session`, `prompt-gone`. */
  read(id: SessionId, item: number): Result<PromptDraft> {
    const session = this.#parts.registry.list.find(id)
    if (session === null) return failWith('no-session')
    const waiting = findQueued(session.record.queue, item)
    if (waiting === null) return failWith('prompt-gone')
    return succeed({ text: waiting.text, images: waiting.images })
  }

  /** Changes one waiting prompt. Failures: `prompt-gone`, `prompt-on-its-way`, those of `typePrompt` for `send`. */
  async change({ id, item, change }: ParsedArgument<'queue:change'>): Promise<Result<null>> {
    const session = this.#parts.registry.list.find(id)
    if (session === null) return failWith('no-session')
    const refused = refusal(session.record.queue, item)
    if (refused !== null) return refused
    if (change.kind === 'release' || change.kind === 'send') this.#queue.ask(id)
    switch (change.kind) {
      case 'edit': {
        const kept = await keepPromptImages(this.#parts.deps.imagesFolder, id, change.prompt)
        if (!kept.ok) return kept
        // While its images were copied, its turn may have come.
        const late = refusal(session.record.queue, item)
        if (late !== null) return late
        await this.#queue.alter(session, (queue) => editQueued(queue, item, kept.value))
        break
      }
      case 'move':
        await this.#queue.alter(session, (queue) => moveQueued(queue, item, change.toIndex))
        break
      case 'remove':
        await this.#queue.alter(session, (queue) => removeFromQueue(queue, item))
        break
      case 'hold':
        await this.#queue.alter(session, (queue) => setQueuedState(queue, item, { kind: 'held' }))
        break
      case 'release':
        await this.#queue.alter(session, (queue) => releaseQueued(queue, item, isForNext(session)))
        break
      case 'send':
        return this.#queue.sendNow(session, item)
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
    if (this.#parts.headless.interrupt(id)) return succeed(null)
    if (!session.isUp) return failWith('session-not-running')
    await this.#parts.interrupt(session)
    return succeed(null)
  }

  readDraft(id: SessionId): Result<PromptDraft | null> {
    const session = this.#parts.registry.list.find(id)
    return session === null ? failWith('no-session') : succeed(session.record.draft)
  }

  saveDraft(id: SessionId, draft: PromptDraft | null): Result<null> {
    this.#parts.registry.change(id, (one) => one.change({ draft }))
    return succeed(null)
  }

  /** Copies a prompt's images, and gives it to the session when all that was asked of that before is over. */
  async #inOrder<T>(
    id: SessionId,
    prompt: Prompt,
    give: (session: SessionState, kept: Prompt) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const { deps, registry } = this.#parts
    const kept = await keepPromptImages(deps.imagesFolder, id, prompt)
    if (!kept.ok) return kept
    return this.#promptOrder.run(id, async () => {
      const session = registry.list.find(id)
      return session === null ? failWith('no-session') : give(session, kept.value)
    })
  }

  /**
   * As `send`, to one session.
   *
   * @param isFromScript whether it is refused where the tool would run it in a shell when its turn comes
   * @returns the number of the prompt in the session's queue
   */
  async add(id: SessionId, prompt: Prompt, isFromScript = false): Promise<Result<number>> {
    const kept = await keepPromptImages(this.#parts.deps.imagesFolder, id, prompt)
    return this.#addCopy(id, kept, { isFromScript })
  }

  async #addCopy(
    id: SessionId,
    kept: Result<Prompt>,
    { isFromScript, toIndex }: { readonly isFromScript: boolean; readonly toIndex?: number | undefined },
  ): Promise<Result<number>> {
    if (!kept.ok) return kept
    const session = this.#parts.registry.list.find(id)
    if (session === null) return failWith('no-session')
    if (session.record.queue.items.length >= maxQueued) return failWith('queue-full')
    this.#queue.ask(id)
    const item = session.record.queue.lastId + 1
    const at = this.#parts.deps.clock.dateNow()
    const about = { isForNext: isForNext(session), isFromScript, forTool: session.front.agentInShell?.name }
    const added = this.#queue.alter(session, (queue) => {
      const longer = addToQueue(queue, kept.value, at, about)
      return toIndex === undefined ? longer : moveQueued(longer, item, toIndex)
    })
    void this.#start(session)
    await added
    return succeed(item)
  }

  /** Starts the tool of a session that has been given a prompt, unless only the user may, or it runs. */
  async #start(session: SessionState): Promise<void> {
    const start = () => this.#parts.starter.ensure(session.id)
    await (isForNext(session) ? start() : this.#queue.during(session.id, start))
  }
}

/** Whether an agent is surely at work. A line tool counts as at work while it has the terminal, and takes a line all the same. */
function isAgentAtWork({ toolInFront: tool, status }: SessionState): boolean {
  return tool.kind === 'agent' && status.kind === 'working' && status.certainty === 'sure'
}

/** Why a waiting prompt cannot be changed; null where it can. */
function refusal(queue: Queue, item: number): Result<never> | null {
  const waiting = findQueued(queue, item)
  if (waiting === null) return failWith('prompt-gone')
  return waiting.state.kind === 'delivering' ? failWith('prompt-on-its-way') : null
}
