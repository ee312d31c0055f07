import { translateError } from '../i18n/failure.ts'
import type { Locale } from '../i18n/message.ts'
import { translate } from '../i18n/translate.ts'
import { plainText } from '../terminal/plain-text.ts'
import { exitCodeOf, exitCodeOfWait, exitCodes } from './exit-codes.ts'
import { printable } from './printable.ts'
import type { AwaitedStatus, CliError, CliValues } from './protocol.ts'

/** What a command prints, and how it ends. Texts end in a line feed where they are not empty. */
export type Outcome = { readonly stdout: string; readonly stderr: string; readonly exitCode: number }

/**
 * An outcome that does nothing to the terminal that shows it: whatever a program, a user or the app wrote, only tabs,
 * line feeds and what shows is printed. The one thing that is printed otherwise is a table with its colours.
 */
export function outcomeOf(exitCode: number, stdout: string, stderr = ''): Outcome {
  return { stdout: endedLine(plainText(stdout)), stderr: endedLine(plainText(stderr)), exitCode }
}

/** A result on stdout, for the next program in a pipe. */
export function printed(text: string): Outcome {
  return outcomeOf(exitCodes.done, text)
}

/** A failure in words, with the next step, and the sessions that it could have meant. */
export function failed(error: CliError, locale: Locale): Outcome {
  const { message, hint } = translateError(locale, error)
  const candidates = error.candidates.map(({ id, title }) => `  ${printable(id)}  ${printable(title)}\n`)
  // The last lines of a tool come below, as lines.
  const [sentence = '', ...lines] = message.split('\n')
  const below = lines.map((line) => `  ${printable(line)}\n`)
  const stderr = `${printable(`${sentence} ${hint}`)}\n${[...below, ...candidates].join('')}`
  return outcomeOf(exitCodeOf(error.code), '', stderr)
}

/** The answer of `send --wait`: the text and nothing else on stdout, why there is no more of it on stderr. */
export function ranTo(value: CliValues['run'], locale: Locale): Outcome {
  const outcome = (exitCode: number, sentence: string): Outcome => outcomeOf(exitCode, value.text, sentence)
  switch (value.endedBy) {
    case 'idle':
      return value.partial
        ? outcome(
            exitCodes.partial,
            translate(locale, value.lost === undefined ? 'cli.partial' : `answer.lost.${value.lost}`),
          )
        : outcome(exitCodes.done, '')
    case 'timeout':
      return outcome(exitCodes.partial, translate(locale, 'cli.timedOut'))
    case 'waiting':
      return outcome(exitCodes.waiting, waitsWords(value.question, locale))
    case 'exit':
      return outcome(exitCodes.exited, translate(locale, 'cli.itEnded'))
  }
}

/** The end of `wait`: the status on stdout, as `list --json` names it. */
export function waitedTo(what: AwaitedStatus, status: string, locale: Locale): Outcome {
  const exitCode = exitCodeOfWait(what, status)
  const sentence = new Map<number, string>([
    [exitCodes.waiting, translate(locale, 'cli.itWaits')],
    [exitCodes.exited, translate(locale, 'cli.itEnded')],
  ]).get(exitCode)
  return outcomeOf(exitCode, printable(status), sentence)
}

/** The end of `close`. */
export function closedTo(value: CliValues['close'], locale: Locale): Outcome {
  if (value === 'closed') return printed('')
  return outcomeOf(exitCodes.unconfirmed, '', translate(locale, 'cli.asks'))
}

function waitsWords(question: string | null, locale: Locale): string {
  const words = printable(question ?? '')
  return words === ''
    ? translate(locale, 'cli.itWaits')
    : translate(locale, 'cli.itAsks', { question: words })
}

function endedLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}
