import { succeed, type Result } from '../base/result.ts'
import { maxKeptWordChars, maxKeptWords, type HandStarted } from '../session/hand-started.ts'
import { isWrapper, processName } from '../session/process-name.ts'
import { quotePath, type ShellFlavor } from '../terminal/quote.ts'
import { parseResumeToken, type ResumeToken } from './command.ts'
import type { ToolConfig } from './tool-config.ts'

/** What of a tool says how its command is typed by hand. */
type TypedTool = Pick<ToolConfig, 'command' | 'programs' | 'resume'>

/**
 * The options of a start by hand with which its conversation is to be gone on: those that the tool's description names.
 * Everything else is left out, since it may be a prompt, a secret, or another conversation.
 *
 * @param argv the command line of the process, with what started it
 */
export function keptOptions(tool: TypedTool, argv: readonly string[]): readonly string[] {
  const { plain = [], valued = [] } = tool.resume?.keptOptions ?? {}
  const kept: string[] = []
  const words = argumentsOf(tool, argv)
  for (let at = 0; at < words.length && words[at] !== '--'; at += 1) {
    const word = words[at] ?? ''
    const value = words[at + 1]
    const [, name = '', joined] = /^(-[^=]*)=(.+)$/su.exec(word) ?? []
    if (plain.includes(word)) kept.push(word)
    else if (joined !== undefined && valued.includes(name)) {
      if (isValue(joined)) kept.push(word)
    } else if (valued.includes(word) && value !== undefined && isValue(value)) {
      kept.push(word, value)
      at += 1
    }
  }
  const isFit = kept.length <= maxKeptWords && kept.every((word) => word.length <= maxKeptWordChars)
  return isFit ? kept : []
}

/**
 * Not the next option, nor what may hold a key: settings as JSON or as a table in the place of a file, a setting that is
 * named after one (`-c model_providers.x.experimental_bearer_token=…`), an address with a password.
 */
function isValue(word: string): boolean {
  return (
    !/^(?:-|$)/u.test(word) && !table.test(word) && !secretSetting.test(word) && !signedAddress.test(word)
  )
}

const table = /^(?:[^=]*=)?\s*[{[]/u
/** Not the name of the variable that holds a key: `env_key`. */
const secretSetting = /^[^=]*(?:(?<!env_)key|token|secret|passw|credential|authorization|headers?\b)[^=]*=/iu
const signedAddress = /:\/\/[^/\s]*@/u

/** The conversation that a start by hand names; null where it begins one, or does not say which. */
export function conversationOfStart(tool: TypedTool, argv: readonly string[]): ResumeToken | null {
  const words = argumentsOf(tool, argv)
  for (const template of [tool.resume?.resumeArgs ?? [], tool.resume?.upFrontArgs ?? []]) {
    const [first = '', ...others] = template
    const option = first.replace(/=?\{resume\}$/u, '')
    const at =
      option === '' ? -1 : words.findIndex((word) => word === option || word.startsWith(`${option}=`))
    if (at < 0) continue
    const word = words[at] ?? ''
    const text =
      word === option
        ? // Anything else between them may have a value of its own.
          words.slice(at + 1).find((one) => !others.includes(one))
        : word.slice(option.length + 1)
    const token = parseResumeToken(tool, text ?? '')
    if (token.ok) return token.value
  }
  return null
}

/**
 * The line that goes on with such a conversation, for a shell.
 *
 * @returns null where there is none that can be typed: the tool cannot resume, or no shell's quotes hold a word of it
 */
export function handStartedCommand(
  tool: TypedTool,
  { resumeToken, args }: Pick<HandStarted, 'resumeToken' | 'args'>,
  shell: ShellFlavor,
): string | null {
  const token = parseResumeToken(tool, resumeToken)
  const [program = ''] = tool.command
  if (tool.resume === undefined || !token.ok) return null
  // Arguments of the tool's own command are of Roost's starts; what only starts a program is nothing without them.
  const start = isWrapper(processName([program])) ? tool.command : [program]
  const resume = tool.resume.resumeArgs.map((part) => part.replaceAll('{resume}', () => token.value))
  const words = [...start, ...args, ...resume].map((word) => quoteWord(word, shell))
  const quoted = words.flatMap((word) => (word.ok ? word.value : []))
  return quoted.length === words.length ? quoted.join(' ') : null
}

/** The words behind the program's own name. */
function argumentsOf({ command, programs }: TypedTool, argv: readonly string[]): readonly string[] {
  const names = [processName(command), ...programs]
  const at = argv.findIndex((word) => names.includes(processName([word])))
  return at < 0 ? [] : argv.slice(at + 1)
}

function quoteWord(word: string, shell: ShellFlavor): Result<string> {
  if (/^[A-Za-z0-9_-][\w./:@+,-]*$/u.test(word)) return succeed(word)
  const [, option, value] = /^(-[\w-]+=)(.+)$/su.exec(word) ?? []
  if (option === undefined || value === undefined) return quotePath(word, shell)
  const quoted = quotePath(value, shell)
  return quoted.ok ? succeed(`${option}${quoted.value}`) : quoted
}
