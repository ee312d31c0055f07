import { failWith } from '../../../app/i18n/failure.ts'
import { succeed, type Failure, type Result } from '../../../app/base/result.ts'
import type { CommandTemplate } from '../../../app/headless/template.ts'
import { remember, type Prompt, type PromptResult, type SentPrompt } from '../../../app/session/prompt.ts'
import type { SessionId } from '../../../app/session/session.ts'
import { turnLimits, type TurnLimits } from '../../../app/tool/turn-limits.ts'
import type { Clock } from '../../base/clock.ts'
import type { SessionLock } from '../../base/session-lock.ts'
import type { HeadlessRunner } from '../headless/headless-runner.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
import type { SessionState } from '../state/session-state.ts'
import { typePrompt } from './type-prompt.ts'
import { answerTo } from './prompt-answer.ts'
import type { Delivered, ToolTerminal } from './tool-terminal.ts'
import { lookBefore, untilDrawn } from './type-text.ts'
import { untilReady, untilTurnEnds } from './turn-end.ts'

export type PromptSenderParts = {
  readonly deps: {
    readonly clock: Clock
    /** Prompts and drops hold it while they type. Not for as long as a tool answers. */
    readonly typingLock: SessionLock
  }
  readonly registry: SessionRegistry
  readonly headless: Pick<HeadlessRunner, 'run'>
  readonly terminals: (session: SessionId) => ToolTerminal | null
}

export type SendOptions = {
  /** How long the turn may take in all, ms; null leaves it to the tool's own limits. */
  readonly timeoutMs?: number | null
  /** Takes the place of the tool's own headless command. */
  readonly template?: CommandTemplate | null
  /** False: `done` does not read the answer, and resolves the moment the turn is over. */
  readonly wantsAnswer?: boolean
  /** False: not a prompt of the user's, so that it is no part of the history. */
  readonly isRemembered?: boolean
  /** A script sends it: it is refused where the tool would run it in a shell. */
  readonly isFromScript?: boolean
}

/** The end of a turn. `printed`: all that the tool printed, of which `text` is the answer. */
export type TurnResult = PromptResult & { readonly printed: string }

/** A prompt on its way. Neither promise rejects. */
export type Sending = {
  /**
   * Whether the tool has taken the prompt; failures: those of `typePrompt` and `HeadlessRunner.run`. Without a terminal
   * it resolves with the end of the run, since nothing tells earlier whether the tool got it.
   */
  readonly sent: Promise<Result<null>>
  /** The end of the turn; the failure of `sent` where there was none. */
  readonly done: Promise<Result<TurnResult>>
}

/** Sends prompts to the tools of sessions, in both modes, and keeps what was sent. */
export class PromptSender {
  readonly #parts: PromptSenderParts

  constructor(parts: PromptSenderParts) {
    this.#parts = parts
  }

  /** Gives one prompt to a session's tool, which has to run unless the session has no terminal. */
  send(session: SessionState, { text, images }: Prompt, options: SendOptions = {}): Sending {
    const prompt = { text, images }
    return session.record.mode === 'headless'
      ? this.#run(session, prompt, options)
      : this.#type(session, prompt, options)
  }

  /**
   * What stands in the way of a prompt for now, and goes by itself: the user has begun one of their own in the tool, or another
   * program has the terminal. Null where nothing does.
   */
  async obstacle(session: SessionState): Promise<Failure | null> {
    const terminal = this.#parts.terminals(session.record.id)
    if (terminal === null || session.record.mode === 'headless') return null
    await untilDrawn(terminal)
    const before = await lookBefore(terminal)
    return !before.ok && isForLater(before) ? before : null
  }

  /** Waits until a tool can take a prompt. @param timeoutMs null: without limit */
  async untilReady(session: SessionState, timeoutMs: number | null): Promise<void> {
    const terminal = this.#parts.terminals(session.record.id)
    if (terminal !== null) await untilReady(terminal, timeoutMs)
  }

  #type(session: SessionState, prompt: Prompt, options: SendOptions): Sending {
    const { id } = session.record
    const { timeoutMs = null, wantsAnswer = true, isRemembered = true, isFromScript = false } = options
    const terminal = this.#parts.terminals(id)
    const delivered =
      terminal === null
        ? Promise.resolve(failWith('session-not-running'))
        : this.#parts.deps.typingLock.run(id, () => typePrompt(terminal, prompt, isFromScript))
    const sent = delivered.then((result): Result<Delivered> => {
      if (result.ok && isRemembered) this.#remember(session, prompt, result.value.at)
      return result
    })
    const end = async (): Promise<Result<TurnResult>> => {
      const result = await sent
      if (!result.ok || terminal === null) return result.ok ? failWith('session-not-running') : result
      if (!wantsAnswer) {
        const endedBy = await untilTurnEnds(terminal, result.value, endless)
        return succeed({ text: '', printed: '', partial: endedBy === 'timeout', endedBy })
      }
      const limits = turnLimits(session.toolInFront, timeoutMs)
      const answer = await answerTo(terminal, prompt.text, result.value, limits)
      return succeed({ ...answer, printed: answer.text })
    }
    return { sent: sent.then(asDone), done: end() }
  }

  #run(session: SessionState, prompt: Prompt, options: SendOptions): Sending {
    const { timeoutMs = null, template = null, isFromScript = false } = options
    const at = this.#parts.deps.clock.dateNow()
    const ran = this.#parts.headless.run(session, prompt, { timeoutMs, template, isFromScript })
    const sent = ran.then(({ started, result }): Result<null> => {
      if (started) this.#remember(session, prompt, at)
      return started || result.ok ? succeed(null) : result
    })
    const done = ran.then(({ result, output }): Result<TurnResult> =>
      result.ok ? succeed({ ...result.value, printed: output }) : result,
    )
    return { sent, done }
  }

  #remember(session: SessionState, prompt: Prompt, at: number): void {
    const sent: SentPrompt = { ...prompt, at, mode: session.record.mode }
    this.#parts.registry.change(session.record.id, (one) =>
      one.change({ history: remember(one.record.history, sent) }),
    )
  }
}

/** Nothing was typed, and what stood in the way goes by itself. */
export function isForLater({ error }: Failure): boolean {
  return error.code === 'prompt-draft' || error.code === 'program-changed'
}

function asDone(result: Result<unknown>): Result<null> {
  return result.ok ? succeed(null) : result
}

const endless: TurnLimits = { idleMs: null, totalMs: null }
