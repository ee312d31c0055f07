import { failWith, wordError } from '../../../app/i18n/failure.ts'
import { fillTemplate, hasPlace, type CommandTemplate } from '../../../app/headless/template.ts'
import { succeed, type Result } from '../../../app/base/result.ts'
import type { Prompt, PromptResult } from '../../../app/session/prompt.ts'
import type { SessionId } from '../../../app/session/session.ts'
import { parseResumeToken } from '../../../app/tool/command.ts'
import { runsInShell } from '../../../app/tool/shell-prefix.ts'
import { takesImages } from '../../../app/tool/takes-images.ts'
import type { ToolConfig } from '../../../app/tool/tool-config.ts'
import { childEnvironment, type Environment } from '../../environment/child-environment.ts'
import type { ProcessControl } from '../../process/process-control.ts'
import type { HeadlessRequest, HeadlessRun, runHeadlessCommand } from './run-headless.ts'
import type { HeadlessResult } from './headless-result.ts'
import type { Runs } from '../../process/runs.ts'
import type { HostedScreens } from '../registry/hosted-screens.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
import type { SessionState } from '../state/session-state.ts'
import type { FindProgram } from '../../environment/find-program.ts'
import type { InstalledTools } from '../../tools/installed-tools.ts'
import { turnLimits } from '../../../app/tool/turn-limits.ts'
import type { Translate } from '../../../app/i18n/translate.ts'
import type { Clock } from '../../base/clock.ts'
import type { SessionLock } from '../../base/session-lock.ts'
import type { HostQuestions } from '../../pty-host/client/host-questions.ts'
import type { Random } from '../../base/random.ts'

export type HeadlessParts = {
  readonly deps: {
    readonly clock: Clock
    readonly questions: Pick<HostQuestions, 'print'>
    readonly appVersion: string
    readonly platform: NodeJS.Platform
    readonly cliEnvironment: Environment
    readonly random: Random
    readonly t: Translate
  }
  readonly control: ProcessControl
  readonly runs: Runs
  readonly registry: SessionRegistry
  readonly screens: Pick<HostedScreens, 'open'>
  readonly installedTools: Pick<InstalledTools, 'environment'>
  readonly lifecycle: SessionLock
  /** Resolves once nothing of an earlier run is in the way. Failure: `session-left-running`. */
  readonly untilFree: (id: SessionId) => Promise<Result<null>>
  readonly findProgram: FindProgram
  /** Starts the command of a run. */
  readonly run: typeof runHeadlessCommand
}

export type HeadlessOptions = {
  readonly timeoutMs: number | null
  readonly template: CommandTemplate | null
  readonly isFromScript: boolean
}

/** How a run ended. `started`: whether the tool was given the prompt. `output`: all that it printed, as readable text. */
export type HeadlessOutcome = {
  readonly started: boolean
  readonly result: Result<PromptResult>
  readonly output: string
}

/** Runs of sessions without a terminal: one at a time for a session, shown in its tab, in its conversation. */
export class HeadlessRunner {
  readonly #parts: HeadlessParts
  readonly #runs = new Map<SessionId, HeadlessRun>()
  #isStopped = false

  constructor(parts: HeadlessParts) {
    this.#parts = parts
  }

  /**
   * Runs a prompt to its end, in a session whose mode is headless when its turn comes.
   *
   * @param options.timeoutMs in all; null leaves it to the tool's own limits
   * @param options.template takes the place of the tool's own command
   * @param options.isFromScript whether it is refused where the tool would run it in a shell
   * @returns failures before anything runs: `session-interactive`, `session-busy`, `conversation-in-use`,
   *   `session-left-running`, `no-session`, `prompt-runs-shell`, those of the tool and its command
   */
  async run(session: SessionState, prompt: Prompt, options: HeadlessOptions): Promise<HeadlessOutcome> {
    const { deps, lifecycle } = this.#parts
    const { id } = session.record
    // One that was done and goes on still holds the conversation; it is ended within seconds.
    await this.#runs.get(id)?.gone
    const begun = await lifecycle.run(id, () => this.#beginInTurn(session, prompt, options))
    if (!begun.ok) return { started: false, result: begun, output: '' }
    const { run, newToken } = begun.value
    const { questions } = deps
    await questions.print(id, `\u001b[1m❯ ${prompt.text.replaceAll('\n', '\n  ')}\u001b[0m\n`)
    void run.gone.then(() => {
      if (this.#runs.get(id) === run) this.#runs.delete(id)
    })
    const done = await run.done
    this.#note(session, done, newToken)
    const lost = done.ok ? done.value.lost : null
    await questions.print(id, lost === null ? '\n' : `! ${deps.t(`answer.lost.${lost}`)}\n\n`)
    const isUnborn = !done.ok && done.end.kind === 'not-started'
    return { started: !isUnborn, result: resultOf(done), output: done.ok ? done.value.text : done.printed }
  }

  /** The app ends: no run from here on, also none that is under way to its start. */
  stop(): void {
    this.#isStopped = true
  }

  /** Stops the run of a session, if there is one: SIGINT, then harder. @returns whether there was one */
  interrupt(id: SessionId): boolean {
    const run = this.#runs.get(id)
    run?.interrupt()
    return run !== undefined
  }

  async #beginInTurn(
    session: SessionState,
    prompt: Prompt,
    options: HeadlessOptions,
  ): Promise<Result<Begun>> {
    const { registry, untilFree } = this.#parts
    const { id } = session.record
    if (session.record.mode !== 'headless') return failWith('session-interactive')
    if (session.status.kind === 'working') return failWith('session-busy')
    const leave = registry.conversations.claim(session)
    if (leave === null) return failWith('conversation-in-use')
    try {
      const free = await untilFree(id)
      if (!free.ok) return free
      const prepared = await this.#prepare(session, prompt, options)
      if (!prepared.ok) return prepared
      if (this.#isStopped) return failWith('shutting-down')
      if (registry.list.find(id) === null) return failWith('no-session')
      return succeed(this.#launch(session, prepared.value, options.timeoutMs))
    } finally {
      leave()
    }
  }

  #launch(session: SessionState, prepared: PreparedRun, timeoutMs: number | null): Begun {
    const { deps, runs, registry, screens, run: runCommand, control } = this.#parts
    const { clock, random, platform, appVersion, cliEnvironment, questions } = deps
    const { id, workdir } = session.record
    const { argv, environment, stdin, newToken, format } = prepared
    const identity = runs.begin(id)
    const { marker } = identity
    const token = registry.tokens.issue(id, random)
    const facts = { id, marker, token, appVersion, platform, cliEnvironment }
    registry.change(id, (one) => {
      if (newToken !== null) one.change({ resumeToken: newToken })
      one.beginHeadless(clock.dateNow())
    })
    // The id of a conversation is kept before anything can die in the middle of it.
    registry.save('now')
    screens.open(id)
    const run = runCommand(
      { ...control, runs, platform },
      {
        argv,
        workdir,
        environment: childEnvironment(environment, facts),
        stdin,
        run: identity,
        format,
        ...turnLimits(session.tool, timeoutMs),
        onText: async (text) => {
          registry.change(id, (one) => one.updateActivity(text, clock.dateNow()))
          await questions.print(id, text)
        },
      },
    )
    this.#runs.set(id, run)
    return { run, newToken }
  }

  async #prepare(
    session: SessionState,
    { text, images }: Prompt,
    { template, isFromScript }: HeadlessOptions,
  ): Promise<Result<PreparedRun>> {
    const { deps, installedTools, findProgram } = this.#parts
    const { record } = session
    const tool = template === null ? session.tool : withTemplate(session.tool, template)
    const { headless } = tool
    if (headless === undefined) return failWith('headless-unsupported')
    if (isFromScript && runsInShell(text, tool, { mode: 'headless' })) return failWith('prompt-runs-shell')
    if (images.length > 0 && !takesImages(tool, 'headless')) return failWith('image-unsupported')
    const resume = record.resumeToken
    if (resume !== null) {
      const token = parseResumeToken(tool, resume)
      if (!token.ok) return token
    }
    const newToken = resume === null && hasPlace(headless.command, 'new-id') ? deps.random.uuid() : null
    const whole = withImages(headless, images) + text
    const isByStdin = headless.prompt === 'stdin'
    const filled = fillTemplate(headless.command, {
      prompt: isByStdin ? null : whole,
      images,
      resume,
      newId: newToken,
      workdir: record.workdir,
    })
    if (!filled.ok) return filled
    const environment = { ...(await installedTools.environment), ...tool.environment }
    const [name, ...args] = filled.value
    const program = await findProgram(name, environment, deps.platform)
    if (program === null) return failWith('tool-missing')
    const argv = [program, ...args] as const
    const stdin = isByStdin ? whole : null
    return succeed({ argv, environment, stdin, newToken, format: headless.output })
  }

  #note(session: SessionState, done: HeadlessResult, newToken: string | null): void {
    const { registry, deps } = this.#parts
    const at = deps.clock.dateNow()
    const raw = done.ok ? done.value.token : done.token
    const told = raw === null ? null : parseResumeToken(session.tool, raw)
    registry.change(session.id, (one) => {
      if (told?.ok === true) one.change({ resumeToken: told.value })
      // A conversation that never began cannot be gone on with.
      else if (!done.ok && newToken !== null && done.printed.trim() === '') one.change({ resumeToken: null })
      if (done.ok || done.error.code === 'headless-interrupted') return one.endHeadless(at, done.ok)
      if (done.end.kind === 'not-started')
        return one.hear({ kind: 'startFailed', at, message: wordError(deps.t, done.error).message })
      const exitCode = done.end.kind === 'exit' ? done.end.code : 0
      return one.end({ exitCode: exitCode === 0 ? 1 : exitCode, signal: null, at })
    })
    registry.save('soon')
  }
}

/** What a run is started with. `newToken`: the id that its conversation is given, null where it has one. */
type PreparedRun = Pick<HeadlessRequest, 'argv' | 'environment' | 'stdin' | 'format'> &
  Pick<Begun, 'newToken'>

/** A run whose process is on its way. `newToken`: the id that its conversation was given, null where it has one. */
type Begun = { readonly run: HeadlessRun; readonly newToken: string | null }

type Headless = NonNullable<ToolConfig['headless']>

/** The tool with another command; where that has no place for the prompt, it gets it by its standard input. */
function withTemplate(tool: ToolConfig, command: CommandTemplate): ToolConfig {
  const prompt = hasPlace(command, 'prompt') ? 'argument' : 'stdin'
  return { ...tool, headless: { output: 'text', ...tool.headless, command, prompt } }
}

function withImages({ imageInPrompt }: Headless, images: readonly string[]): string {
  if (imageInPrompt === undefined) return ''
  return images.map((path) => imageInPrompt.replaceAll('{image}', () => path)).join('')
}

/** The words of a failure are its tool's last ones. */
function resultOf(done: HeadlessResult): Result<PromptResult> {
  if (done.ok) {
    const { answer, text, isCut, lost: answerLost } = done.value
    const lost = answer === '' && isCut ? (answerLost ?? 'beginning') : answerLost
    return succeed({
      text: answer === '' ? text.trim() : answer,
      partial: lost !== null,
      ...(lost === null ? {} : { lost }),
      endedBy: 'idle',
    })
  }
  const { error, lastLines } = done
  return failWith(error.code, { ...error.details, lines: [...lastLines] })
}
