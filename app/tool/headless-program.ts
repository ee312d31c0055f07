import { programWords } from '../session/process-name.ts'
import { commandsIn } from '../session/shell-words.ts'

/**
 * The agent that a command line runs for one prompt and without its screen, by the name of its program; null where it runs
 * none, or the same one with its screen too.
 *
 * @param line as it was typed to a shell
 */
export function headlessProgram(line: string): string | null {
  if (line.length > maxLineChars) return null
  const programs = commandsIn(line).map((words) => {
    const [name = '', ...args] = programWords(words)
    return { name, isHeadless: isHeadless(name, args) }
  })
  const found = programs.find((program) => program.isHeadless)
  const isShown = programs.some(({ name, isHeadless: isOne }) => name === found?.name && !isOne)
  return found === undefined || isShown ? null : found.name
}

/** More than a prompt that is typed with its command. A paste may have megabytes, and is on its way to the program meanwhile. */
const maxLineChars = 2 ** 16

function isHeadless(name: string, args: readonly string[]): boolean {
  const words = Object.hasOwn(headlessWords, name) ? headlessWords[name] : undefined
  if (words === undefined) return false
  const end = args.indexOf('--')
  return (end < 0 ? args : args.slice(0, end)).some((arg) =>
    [...words, ...tells].includes(arg.replace(/=.*$/su, '')),
  )
}

/** What any of them answers at once. */
const tells = ['--help', '--version']

/** Options and commands with which an agent takes one prompt and ends, by the agents' own help. The same letter opens the screen of another. */
const headlessWords: Readonly<Record<string, readonly string[]>> = {
  aider: ['--message', '-m', '--message-file', '-f'],
  amp: ['--execute', '-x'],
  auggie: ['--print', '-p'],
  claude: ['--print', '-p'],
  cn: ['--print', '-p'],
  codex: ['exec', 'e', 'review'],
  copilot: ['--prompt', '-p'],
  crush: ['run'],
  'cursor-agent': ['--print', '-p'],
  droid: ['exec'],
  gemini: ['--prompt', '-p'],
  goose: ['run'],
  grok: ['--single'],
  kilo: ['run'],
  kimi: ['--prompt'],
  opencode: ['run'],
  pi: ['--print', '-p'],
  qwen: ['--prompt', '-p'],
}
