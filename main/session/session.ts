import * as v from 'valibot'
import { newestMeasured, type VersionFacts } from '../../app/tool/version.ts'
import type { StatusWhy } from '../../app/activity/why.ts'
import { CommandTemplateSchema, type CommandTemplate } from '../../app/headless/template.ts'
import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import { readPrompt, type PromptResult } from '../../app/session/prompt.ts'
import { SessionError } from '../../app/session/session-error.ts'
import type { QueueWait } from '../../app/session/queue.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { SessionRecord } from '../../app/session/session-record.ts'
import type { Status } from '../../app/session/status.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import { resumeByHand } from './queue/resume-by-hand.ts'
import { maybeAutosetResumeRegex, maybeUpdateResume } from './observers/conversation.ts'
import type { SessionParts } from './session-parts.ts'
import type { SessionState } from './state/session-state.ts'

type SessionCore = Pick<
  SessionParts,
  'deps' | 'registry' | 'prompts' | 'starter' | 'closer' | 'terminals' | 'facts' | 'versions'
>

/** What a prompt may take with it: the path of an image, or of several, absolute. */
type Images = string | readonly string[]

/**
 * One unit of work with a tool in a folder: what it is, and what can be done with it.
 *
 * This is the public API of a session, and its names stay. The app itself has no use for `runPrompt`, `runHeadless`,
 * `runInteractive`, `ensureChild`, `close`, `updateActivity`, `isActiveByTick`, `maybeUpdateResume`,
 * `maybeAutosetResumeRegex`, `pidExists`, `cliProcessName` and `isCliProcessAlive`; they are for code that drives sessions
 * without the window.
 */
export class Session {
  readonly #state: SessionState
  readonly #parts: SessionCore

  constructor(state: SessionState, parts: SessionCore) {
    this.#state = state
    this.#parts = parts
  }

  get id(): SessionId {
    return this.#state.id
  }

  get record(): SessionRecord {
    return this.#state.record
  }

  get tool(): ToolConfig {
    return this.#state.tool
  }

  /** The tool that has its terminal: its own, or an agent that a user started there. */
  get toolInFront(): ToolConfig {
    return this.#state.toolInFront
  }

  get status(): Status {
    return this.#state.status
  }

  /** The program of its process, absolute; null where none runs. For the quoting of the shell in use. */
  get program(): string | null {
    return this.#state.isUp ? this.#state.program : null
  }

  /** Why the first of its waiting prompts is not sent now; null where nothing waits, or one is on its way. */
  get queueWait(): QueueWait | null {
    return this.#state.queueWait
  }

  /** What its program said outside of its text, a line each, newest last. */
  get signals(): readonly string[] {
    return this.#state.signalLog.lines
  }

  /** The version of its tool that is installed, as far as it was asked, and the one that its rules were measured with. */
  get versions(): VersionFacts {
    const { installedVersion: installed, toolInFront } = this.#state
    return { installed, measured: newestMeasured(toolInFront.measured) }
  }

  /** Asks the tool for its version, once for each program. Never rejects. */
  askVersion(): Promise<void> {
    return this.#parts.versions.ask(this.#state)
  }

  /** Everything behind its status, at `now` in ms since the epoch. */
  why(now: number): StatusWhy {
    return this.#state.why(now)
  }

  /**
   * Runs one prompt, after those that were asked before, with or without a terminal by the session's mode.
   *
   * @returns the tool's answer, plain
   * @throws SessionError as `runPromptResult` has it
   */
  async runPrompt(prompt: string, images: Images = []): Promise<string> {
    return valueOf(await this.runPromptResult(prompt, images)).text
  }

  /**
   * As `runPrompt`, and how the turn ended. A tool that does not run is started first.
   *
   * @param options.timeoutMs from when it was sent; null leaves it to the tool's own limits
   * @param options.isFromScript whether it is refused where the tool would run it in a shell
   * @param options.signal aborted: nobody waits for it any more; see `SessionPrompts.run`
   * @returns failures: `prompt-unfit` (nothing to send, or too long), those of `deliver`, of `HeadlessRunner.run`, of
   *   `ensureChild`; `image-unsupported` before anything is sent
   */
  async runPromptResult(
    prompt: string,
    images: Images = [],
    options: {
      readonly timeoutMs?: number | null
      readonly isFromScript?: boolean
      readonly signal?: AbortSignal
    } = {},
  ): Promise<Result<PromptResult, SessionError>> {
    const read = readPrompt(prompt, typeof images === 'string' ? [images] : images)
    const { timeoutMs = null, isFromScript = false, signal } = options
    const asked = { timeoutMs, isFromScript, signal }
    return asOwn(read.ok ? await this.#parts.prompts.run(this.id, read.value, asked) : read)
  }

  /**
   * Runs one prompt by the tool's headless command; what it prints is shown in the tab.
   *
   * @param cmdTemplate program and arguments with `{prompt}`, `{image}`, `{resume}`, `{workdir}`, in place of the tool's own
   * @returns all that the tool printed
   * @throws SessionError `session-interactive` where the session has a terminal; `template-form`; as `HeadlessRunner.run`
   */
  async runHeadless(prompt: string, cmdTemplate?: readonly unknown[], imagePath?: string): Promise<string> {
    const read = valueOf(asOwn(readPrompt(prompt, imagePath === undefined ? [] : [imagePath])))
    const template = cmdTemplate === undefined ? null : valueOf(asOwn(readTemplate(cmdTemplate)))
    return valueOf(asOwn(await this.#parts.prompts.runHeadless(this.id, read, template)))
  }

  /**
   * Puts one prompt into the running tool, and waits until that is ready again, asks, ends, or takes too long.
   *
   * @returns what it printed since
   * @throws SessionError `session-headless` where the session has no terminal; as `runPromptResult`
   */
  async runInteractive(prompt: string): Promise<string> {
    if (this.record.mode === 'headless') throw new SessionError(failWith('session-headless').error)
    return this.runPrompt(prompt)
  }

  /** As `SessionStarter.ensure`. */
  async ensureChild(): Promise<Result<null, SessionError>> {
    return asOwn(await this.#parts.starter.ensure(this.id))
  }

  /** As `SessionPrompts.interrupt`. */
  async interrupt(): Promise<Result<null, SessionError>> {
    return asOwn(await this.#parts.prompts.interrupt(this.id))
  }

  /** As the function of this name. */
  async resumeByHand(): Promise<Result<null, SessionError>> {
    return asOwn(await resumeByHand(this.#parts, this.#state))
  }

  /** Its agent's conversation is offered no more while its shell runs. */
  dismissResume(): void {
    this.#parts.registry.change(this.id, (one) => {
      one.offersResume = false
    })
  }

  /** Closes the session: its tool is asked to leave, then its whole process tree ends. Resolves when it has; never throws. */
  async close(): Promise<void> {
    const { closer } = this.#parts
    await closer.close(this.id, { confirmed: true })
    await closer.untilClosed(this.id)
  }

  /** Takes note of output, plain text: when the session was last active, its clocks, what git says of a conflict. */
  updateActivity(chunk: string): void {
    const { deps, registry } = this.#parts
    registry.change(this.id, (one) => one.updateActivity(chunk, deps.clock.dateNow()))
  }

  /** Whether a clock or a percentage that the tool shows moved in the last seconds. `now` in ms since the epoch. */
  isActiveByTick(now: number = this.#parts.deps.clock.dateNow(), windowSec = 3): boolean {
    return this.#state.activity.isActiveByTick(now, windowSec * 1000)
  }

  /** As the function of this name. */
  maybeUpdateResume(output: string): void {
    maybeUpdateResume(this.#parts.registry, this.#state, output)
  }

  /** As the function of this name; the pattern is shown in the tool's settings, and can be taken back there. */
  maybeAutosetResumeRegex(output: string): void {
    maybeAutosetResumeRegex(this.#state, output, this.#parts.deps.tools, { ended: false })
  }

  /** Whether a process of this id runs; a zombie does not. */
  pidExists(pid: number): Promise<boolean> {
    return this.#parts.facts.pidExists(pid)
  }

  /** The name of the program that runs, without what only starts it (`node`, `npx`, `sh -c`); null where none does. */
  async cliProcessName(): Promise<string | null> {
    const pid = this.#state.process?.pid
    return pid === undefined ? null : this.#parts.facts.cliProcessName(pid)
  }

  /** As `ProcessFactsOf.isCliProcessAlive`, in this session. */
  isCliProcessAlive(name: string): Promise<boolean> {
    return this.#parts.facts.isCliProcessAlive(this.id, name)
  }
}

function readTemplate(input: readonly unknown[]): Result<CommandTemplate> {
  const template = v.safeParse(CommandTemplateSchema, input)
  return template.success ? succeed(template.output) : failWith('template-form')
}

function asOwn<T>(result: Result<T>): Result<T, SessionError> {
  return result.ok ? result : { ok: false, error: new SessionError(result.error) }
}

function valueOf<T>(result: Result<T, SessionError>): T {
  if (!result.ok) throw result.error
  return result.value
}
