import { failWith } from '../i18n/failure.ts'
import { succeed, type Result } from '../base/result.ts'

/**
 * A command line as words, as a POSIX shell splits it: quotes and backslashes, nothing else. What only a shell can do
 * (pipes, redirections, variables, substitutions) is refused, not passed on as a word.
 *
 * @param options.backslashEscapes false on Windows, where a backslash is a part of a path
 * @returns the words; failures: `command-empty`, `command-quote`, `command-shell`
 */
export function splitCommand(
  line: string,
  options: { readonly backslashEscapes: boolean } = { backslashEscapes: true },
): Result<readonly string[]> {
  const escape = options.backslashEscapes ? String.raw`\\[\s\S]|` : ''
  const backslash = options.backslashEscapes ? String.raw`\\` : ''
  const piece = new RegExp(
    String.raw`(?<blank>\s+)|'(?<single>[^']*)'|"(?<double>(?:${escape}[^"${backslash}])*)"|(?<plain>(?:${escape}[^\s"'${backslash}|&;<>()$\x60])+)`,
    'uy',
  )
  const words: string[] = []
  let word: string | null = null
  while (piece.lastIndex < line.length) {
    const at: number = piece.lastIndex
    const { blank, single, double, plain } = piece.exec(line)?.groups ?? {}
    if (blank !== undefined) {
      if (word !== null) words.push(word)
      word = null
      continue
    }
    const text: string | undefined = single ?? unescape(double, '"\\$`\n') ?? unescape(plain, null)
    if (text === undefined)
      return failWith(/["'\\]/u.test(line[at] ?? '') ? 'command-quote' : 'command-shell')
    word = (word ?? '') + text
  }
  if (word !== null) words.push(word)
  return words.length === 0 ? failWith('command-empty') : succeed(words)

  function unescape(quoted: string | undefined, only: string | null): string | undefined {
    if (!options.backslashEscapes) return quoted
    return quoted?.replaceAll(/\\([\s\S])/gu, (pair, sign: string) =>
      only === null || only.includes(sign) ? sign : pair,
    )
  }
}

/** Words as one line that `splitCommand` takes apart again, to be read. */
export function joinCommand(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./{}~-]+$/u.test(word) ? word : quoted(word))).join(' ')
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`
}
