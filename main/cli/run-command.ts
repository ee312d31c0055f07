import { resolve } from 'node:path'
import * as v from 'valibot'
import { parseArguments, type Command, type UsageProblem } from '../../app/cli/arguments.ts'
import { cliError } from '../../app/cli/cli-error.ts'
import { exitCodes } from '../../app/cli/exit-codes.ts'
import { closedTo, failed, outcomeOf, printed, ranTo, waitedTo, type Outcome } from '../../app/cli/outcome.ts'
import { printable } from '../../app/cli/printable.ts'
import { answerValues, CliRequestSchema, type CliError, type CliRequest } from '../../app/cli/protocol.ts'
import { sessionTable } from '../../app/cli/session-table.ts'
import type { Locale } from '../../app/i18n/message.ts'
import { translate } from '../../app/i18n/translate.ts'
import { succeed, type Result } from '../../app/base/result.ts'

/** How long the app may take for what it does at once; a start reads the user's login shell. */
const answerDeadlineMs = 30_000
/** A prompt is typed, seen and taken step by step; a busy machine may need its time for each. */
const sendDeadlineMs = 180_000

/** What a command needs of the process that it runs in. */
export type CommandDeps = {
  readonly locale: Locale
  readonly appVersion: string
  /** Absolute; asked for only where a path is given. */
  readonly cwd: () => string
  readonly readInput: () => Promise<Result<string, CliError>>
  readonly ask: (request: CliRequest, deadlineMs: number | null) => Promise<Result<unknown, CliError>>
  readonly paint: Parameters<typeof sessionTable>[2]
}

/** Runs one command line, given as the arguments after `roost`. */
export async function runCommand(args: readonly string[], deps: CommandDeps): Promise<Outcome> {
  const parsed = parseArguments(args)
  return parsed.ok ? await run(parsed.command, deps) : misused(parsed.error, deps.locale)
}

async function run(command: Command, deps: CommandDeps): Promise<Outcome> {
  const { locale } = deps
  switch (command.verb) {
    case 'help':
      return printed(translate(locale, 'cli.help'))
    case 'version':
      return printed(deps.appVersion)
    case 'list': {
      const sessions = await ask(answerValues.list, { verb: 'list' }, answerDeadlineMs, deps)
      if (!sessions.ok) return failed(sessions.error, locale)
      if (command.json) return printed(json(sessions.value))
      if (sessions.value.length === 0)
        return outcomeOf(exitCodes.done, '', translate(locale, 'cli.noSessions'))
      return { ...printed(''), stdout: sessionTable(sessions.value, locale, deps.paint) }
    }
    case 'new': {
      const request = { verb: 'new', tool: command.tool, folder: resolve(deps.cwd(), command.folder) }
      const id = await ask(answerValues.new, request, answerDeadlineMs, deps)
      return id.ok ? printed(id.value) : failed(id.error, locale)
    }
    case 'send':
      return await send(command, deps)
    case 'wait': {
      const { session, what, timeoutMs } = command
      const request = { verb: 'wait', session, what, timeoutMs }
      const waited = await ask(answerValues.wait, request, deadlineAfter(timeoutMs), deps)
      return waited.ok ? waitedTo(what, waited.value.status, locale) : failed(waited.error, locale)
    }
    case 'interrupt': {
      const interrupted = await ask(answerValues.interrupt, command, answerDeadlineMs, deps)
      return interrupted.ok ? printed('') : failed(interrupted.error, locale)
    }
    case 'close': {
      const closed = await ask(answerValues.close, command, answerDeadlineMs, deps)
      return closed.ok ? closedTo(closed.value, locale) : failed(closed.error, locale)
    }
  }
}

async function send(command: Extract<Command, { verb: 'send' }>, deps: CommandDeps): Promise<Outcome> {
  const { locale } = deps
  const input = command.text === null ? await deps.readInput() : succeed(command.text)
  if (!input.ok) return failed(input.error, locale)
  // The end of the last line, which echo and every editor write, is no part of the prompt.
  const text = command.text === null ? input.value.replace(/\r?\n$/u, '') : input.value
  const images = command.images.map((image) => resolve(deps.cwd(), image))
  const prompt = { session: command.session, text, images }
  if (text.trim() === '' && images.length === 0) {
    return { ...failed(cliError('cli-empty-prompt'), locale), exitCode: exitCodes.usage }
  }
  if (command.wait) {
    const request = { verb: 'run', ...prompt, timeoutMs: command.timeoutMs }
    const ran = await ask(answerValues.run, request, deadlineAfter(command.timeoutMs), deps)
    return ran.ok ? ranTo(ran.value, locale) : failed(ran.error, locale)
  }
  const sent = await ask(answerValues.send, { verb: 'send', ...prompt }, sendDeadlineMs, deps)
  if (!sent.ok) return failed(sent.error, locale)
  if (sent.value.state === 'sent') return printed('sent')
  const reason = translate(locale, `queue.wait.${sent.value.waitsFor}`)
  return outcomeOf(exitCodes.done, 'queued', printable(reason))
}

/** Checks the request before it travels, and the answer after. */
async function ask<T>(
  schema: v.GenericSchema<unknown, T>,
  unchecked: unknown,
  deadlineMs: number | null,
  deps: CommandDeps,
): Promise<Result<T, CliError>> {
  const request = v.safeParse(CliRequestSchema, unchecked)
  if (!request.success) return { ok: false, error: cliError('cli-bad-request') }
  const answer = await deps.ask(request.output, deadlineMs)
  if (!answer.ok) return answer
  const value = v.safeParse(schema, answer.value)
  return value.success ? succeed(value.output) : { ok: false, error: cliError('cli-version') }
}

/** The app ends the wait itself; this is for an app that no longer can. */
function deadlineAfter(timeoutMs: number | null): number | null {
  return timeoutMs === null ? null : timeoutMs + answerDeadlineMs
}

/**
 * The fields of `CliSession` in their order, each always there: a script need not ask whether one is. JSON escapes C0
 * controls alone; DEL and C1 act on a terminal as well, and come back the same when they are read.
 */
function json(sessions: v.InferOutput<typeof answerValues.list>): string {
  const complete = sessions.map(({ id, title, name, tool, folder, status, certainty, ...rest }) => {
    const { question, mode, queued, branch, conflict, active } = rest
    const first = { id, title, name, tool, folder, status, certainty: certainty ?? null }
    return { ...first, question, mode, queued, branch, conflict, active }
  })
  const escaped = (character: string) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
  return JSON.stringify(complete, null, 2).replace(/[\u007f-\u009f]/gu, escaped)
}

function misused({ problem, what }: UsageProblem, locale: Locale): Outcome {
  const sentence =
    problem === 'noCommand'
      ? translate(locale, 'cli.usage.noCommand')
      : translate(locale, `cli.usage.${problem}`, { what })
  return outcomeOf(exitCodes.usage, '', `${printable(sentence)} ${translate(locale, 'cli.usage.help')}`)
}
