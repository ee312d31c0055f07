/**
 * The words of the command that a shell's command line is about: the first one that does more than to prepare it (`cd`, `source`,
 * `export`). Null where it is no plain command, such as a loop.
 */
export function mainCommand(line: string): readonly string[] | null {
  for (const command of commandsOf(line)) {
    const words = withoutModifiers(command.filter((word) => !/^\d*[<>]/u.test(word)))
    const [program] = words
    if (program === undefined || preparations.has(program) || choosesVersion.test(words.join(' '))) continue
    return keywords.has(program) || /^[({]/u.test(program) ? null : words
  }
  return null
}

/** The words of each command in a line, those of loops and pipes too. */
export function commandsIn(line: string): readonly (readonly string[])[] {
  return commandsOf(line)
    .map((command) => {
      const at = command.findIndex((word) => !opensCommand.has(word))
      return at < 0 ? [] : withoutModifiers(command.slice(at))
    })
    .filter((command) => command.length > 0)
}

const opensCommand: ReadonlySet<string> = new Set('do then else if while until ! time {'.split(' '))

/** Without variables that are set for the command, and without what a shell may be told to do with it. */
function withoutModifiers(command: readonly string[]): readonly string[] {
  const at = command.findIndex((word) => !/^\w+=/u.test(word) && !modifiers.has(word))
  return at < 0 ? [] : command.slice(at)
}

const modifiers: ReadonlySet<string> = new Set(['exec', 'command', 'builtin'])
const preparations: ReadonlySet<string> = new Set(
  '[ . : alias cd clear echo eval export false mkdir printf pushd set shopt sleep source stty test trap true ulimit umask unset'.split(
    ' ',
  ),
)
/** Functions of a shell, so that they cannot be run by anything else. */
const choosesVersion =
  /^(?:nvm|fnm|mise|asdf|pyenv|conda|mamba|micromamba|module) (?:use|activate|shell|load)\b/u
const keywords: ReadonlySet<string> = new Set('if for while until case select function [[ !'.split(' '))

/** Words with their quotes taken off, command by command. What is behind a variable is not known, and stays as it is. */
function commandsOf(line: string): readonly (readonly string[])[] {
  const commands: string[][] = [[]]
  let word: string | null = null
  for (const { groups = {} } of line.matchAll(piece)) {
    const { blank, end, single, double, plain } = groups
    if (blank === undefined && end === undefined) {
      const text = single ?? (double ?? plain ?? '').replace(/\\(.)/gsu, '$1')
      word = (word ?? '') + text
      continue
    }
    if (word !== null) commands.at(-1)?.push(word)
    word = null
    if (end !== undefined) commands.push([])
  }
  if (word !== null) commands.at(-1)?.push(word)
  return commands
}

const piece =
  /(?<end>[;&|\n]+)|(?<blank>\s+)|'(?<single>[^']*)'|"(?<double>(?:\\.|[^"\\])*)"|(?<plain>(?:\\.|[<>]&|[^\s;&|'"\\])+|.)/gsu
