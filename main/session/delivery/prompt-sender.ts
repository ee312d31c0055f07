import { succeed, type Result } from '../../../app/base/result.ts'
import { remember, type Prompt, type PromptResult, type SentPrompt } from '../../../app/session/prompt.ts'
import type { HeadlessOptions, HeadlessRunner } from '../headless/headless-runner.ts'
import { answerTo } from './prompt-answer.ts'
import { promptTerminal, type Typing, type Delivered, type AtWork } from './tool-terminal.ts'
import { lookBefore, sendText, untilDrawn } from './type-text.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
import type { SessionState } from '../state/session-state.ts'
import { untilReady, untilTurnEnds } from './turn-end.ts'
import { type TurnLimits } from '../../../app/tool/turn-limits.ts'
import { failWith } from '../../../app/i18n/failure.ts'
import { shellFlavor } from '../../../app/terminal/quote.ts'
import { insertionsFor } from '../../../app/tool/insertion.ts'
import { takesImages } from '../../../app/tool/takes-images.ts'
import { sendLines, insert } from './insert-images.ts'
import type { Clock } from '../../base/clock.ts'
import type { HostLink } from '../../pty-host/client/host-link.ts'
import type { HostQuestions } from '../../pty-host/client/host-questions.ts'
import type { SessionLock } from '../../base/session-lock.ts'

export type PromptSenderParts = {
  readonly deps: {
    readonly host: HostLink
    readonly clock: Clock
    readonly questions: HostQuestions
    readonly typing: SessionLock
  }
  readonly registry: SessionRegistry
  readonly headless: Pick<HeadlessRunner, 'run'>
}

/** Gives prompts to the tools of sessions, and remembers what was given. */
export class PromptSender {
  readonly #parts: PromptSenderParts

  constructor(parts: PromptSenderParts) {
    this.#parts = parts
  }

  /** As `deliver`, when nobody else types into the session. */
  type(session: SessionState, { text, images }: Prompt): Promise<Result<Delivered>> {
    return this.#parts.deps.typing.run(session.record.id, () =>
      deliver(this.#around(session), this.#atWork(session), { text, images }),
    )
  }

  /** Whether the person has begun a prompt of their own in a session's tool. */
  async hasDraft(session: SessionState): Promise<boolean> {
    if (session.record.mode === 'headless') return false
    const [typing, work] = [this.#around(session), this.#atWork(session)]
    await untilDrawn(typing, work)
    const before = await lookBefore(typing, work)
    return !before.ok && before.error.code === 'prompt-draft'
  }

  /** As `type`; what was sent goes into the history. */
  async deliver(session: SessionState, { text, images }: Prompt): Promise<Result<Delivered>> {
    const sent = await this.type(session, { text, images })
    if (sent.ok) this.#remember(session, { text, images, at: sent.value.at, mode: 'interactive' })
    return sent
  }

  /** As `HeadlessRunner.run`; what the tool was given goes into the history. */
  async runHeadless(session: SessionState, { text, images }: Prompt, options: HeadlessOptions) {
    const at = this.#parts.deps.clock.now()
    const ran = await this.#parts.headless.run(session, { text, images }, options)
    if (ran.started) this.#remember(session, { text, images, at, mode: 'headless' })
    return ran
  }

  /** Waits until a tool can take a prompt. */
  untilReady(session: SessionState, timeoutMs: number | null): Promise<void> {
    return untilReady(this.#parts.deps.clock, this.#atWork(session), timeoutMs)
  }

  /** As `untilTurnEnds`, as long as it takes. */
  async untilOver(session: SessionState, sent: Delivered): Promise<void> {
    await untilTurnEnds(this.#around(session), this.#atWork(session), sent, endless)
  }

  /** As `answerTo`. */
  answer(
    session: SessionState,
    text: string,
    sent: Delivered,
    timeoutMs: number | null,
  ): Promise<PromptResult> {
    return answerTo(this.#around(session), this.#atWork(session), text, sent, timeoutMs)
  }

  #remember(session: SessionState, sent: SentPrompt): void {
    this.#parts.registry.change(session.record.id, (one) =>
      one.change({ history: remember(one.record.history, sent) }),
    )
  }

  #around(session: SessionState): Typing {
    const { host, questions, clock } = this.#parts.deps
    return { clock, terminal: promptTerminal(host, questions, session.record.id) }
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

const endless: TurnLimits = { idleMs: null, totalMs: null }

/**
 * Types a prompt into a running tool and sends it: images one at a time, each until the tool shows that it has it; then
 * the text; then Enter. The person's keys wait meanwhile. To be called in the session's turn (`Turns`): two that type at
 * once would mix their keys.
 *
 * @returns when it was sent; or why it was not: `image-unsupported`, `image-not-taken`, those of `sendLines`, of
 *   `lookBefore` and of `sendText`
 */
export async function deliver(typing: Typing, work: AtWork, prompt: Prompt): Promise<Result<Delivered>> {
  if (prompt.images.length > 0 && !takesImages(work.tool, 'interactive')) return failWith('image-unsupported')
  const { terminal } = typing
  await untilDrawn(typing, work)
  terminal.hold()
  try {
    return await typeAndSend(typing, work, prompt)
  } finally {
    terminal.release()
  }
}

async function typeAndSend(
  typing: Typing,
  work: AtWork,
  { images, text }: Prompt,
): Promise<Result<Delivered>> {
  const insertions = insertionsFor(
    images.map((path) => ({ kind: 'image', path })),
    work.tool,
    shellFlavor(work.program ?? ''),
  )
  if (!insertions.ok) return insertions
  const { lines, writes } = insertions.value
  const sent = await sendLines(typing, work, lines)
  if (!sent.ok) return sent
  if (sent.value !== null && text.trim() === '') return succeed(sent.value)

  const before = await lookBefore(typing, work)
  if (!before.ok) return before
  // Images first: text after a path would be a part of it.
  for (const image of writes) {
    if (!(await insert(typing, work.tool, image))) return failWith('image-not-taken')
  }
  return sendText(typing, work, text, before.value)
}
