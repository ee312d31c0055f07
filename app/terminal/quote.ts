import { failWith } from '../i18n/failure.ts'
import { succeed, type Result } from '../base/result.ts'
import { assertNever } from '../base/assert-never.ts'
import { bidiControls } from '../base/bidi.ts'
import { controlCharacters } from './characters.ts'

/** A family of shells with one way to quote. */
export type ShellFlavor = 'posix' | 'fish' | 'powershell' | 'cmd'

/** A way to quote: a shell's, or `double`, of programs that read "…" as one word and know no escape in it. */
export type Quoting = ShellFlavor | 'double'

/**
 * The path as one word of the shell's language: typed at its prompt it is that path, and nothing in it acts.
 *
 * Refused, whatever the quoting: control characters (`path-control`: the tty turns a U+0003 into SIGINT before any
 * shell sees a quote), marks that change the reading direction (`path-bidi`), names that are no valid text
 * (`path-encoding`); for cmd the characters it expands inside quotes too (`path-cmd`); for `double` the quote itself
 * (`path-quote`).
 */
export function quotePath(path: string, shell: Quoting): Result<string> {
  if (path === '') return failWith('path-empty')
  if (controlCharacters.test(path) || lineSeparators.test(path)) return failWith('path-control')
  if (bidiControls.test(path)) return failWith('path-bidi')
  if (invalidText.test(path)) return failWith('path-encoding')
  if (shell === 'cmd' && activeInCmd.test(path)) return failWith('path-cmd')
  if (shell === 'double' && path.includes('"')) return failWith('path-quote')
  return succeed(quoteFor(shell, path.startsWith('-') ? `${currentFolder(shell)}${path}` : path))
}

/** Several paths as words with a space after each, ready for the next word; the first that is refused refuses all. */
export function quotePaths(paths: readonly string[], shell: ShellFlavor): Result<string> {
  let words = ''
  for (const path of paths) {
    const word = quotePath(path, shell)
    if (!word.ok) return word
    words += `${word.value} `
  }
  return succeed(words)
}

/** The family of a shell by its program's path or name (`/bin/zsh`, `-bash`, `C:\…\pwsh.exe`); POSIX for unknown ones. */
export function shellFlavor(executablePath: string): ShellFlavor {
  const name = (executablePath.split(/[\\/]/u).at(-1) ?? '')
    .toLowerCase()
    .replace(/^-/u, '')
    .replace(/\.exe$/u, '')
  if (name === 'fish') return 'fish'
  if (name === 'cmd') return 'cmd'
  if (/^(?:pwsh|powershell)(?:-preview)?$/u.test(name)) return 'powershell'
  return 'posix'
}

const lineSeparators = /[\u2028\u2029]/u

/** U+FFFD stands for bytes that were no UTF-8: the name on disk is another one. A lone surrogate cannot be encoded. */
export const invalidText = /[\uFFFD\p{Cs}]/u
const activeInCmd = /[%!"^&|]/u

/** Needs no quotes in any of the shells: no expansion, no separator, no leading tilde, equals or percent sign. */
const plainWord = /^[A-Za-z0-9_./+-]+$/u

function currentFolder(shell: Quoting): string {
  return shell === 'cmd' || shell === 'powershell' ? '.\\' : './'
}

function quoteFor(shell: Quoting, path: string): string {
  switch (shell) {
    case 'posix':
      return plainWord.test(path) ? path : `'${path.replaceAll("'", () => String.raw`'\''`)}'`
    case 'fish':
      return plainWord.test(path) ? path : `'${path.replace(/[\\']/gu, (character) => `\\${character}`)}'`
    case 'double':
      return plainWord.test(path) ? path : `"${path}"`
    case 'powershell':
      // PowerShell ends a quoted string at any of its five quote characters.
      return `'${path.replace(/['\u2018-\u201B]/gu, (character) => character + character)}'`
    case 'cmd':
      // A backslash before the closing quote would take the quote into the argument.
      return `"${path.replace(/\\+$/u, (slashes) => slashes + slashes)}"`
    default:
      return assertNever(shell)
  }
}
