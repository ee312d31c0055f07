import { revealInvisible } from './characters.ts'

/**
 * Clipboard text as a pty wants it: every line end (CRLF, CR, LF) is the CR that the Enter key sends; of the other
 * control characters (C0, DEL, C1) only TAB stays.
 *
 * One pass over single code points. Deleting sequences instead could build new ones from their remains
 * (`ESC ESC[201~ [201~`, WezTerm 7784); xterm.js 6.0 does not clean at all (GHSA-h62m-39wp-xq3w).
 */
export function cleanPaste(text: string): string {
  let clean = ''
  let previous = ''
  for (const character of text) {
    if (character === '\n') clean += previous === '\r' ? '' : '\r'
    else if (character === '\r' || character === '\t' || !isControl(character)) clean += character
    previous = character
  }
  return clean
}

/** The text, cleaned, between the marks of a bracketed paste (DEC mode 2004). It holds no second end mark. */
export function bracketPaste(text: string): string {
  return `${pasteStart}${cleanPaste(text)}${pasteEnd}`
}

/** What goes to the pty for a paste: bracketed if the program has turned on mode 2004, else as if typed. */
export function pasteInput(text: string, options: { readonly bracketed: boolean }): string {
  return options.bracketed ? bracketPaste(text) : cleanPaste(text)
}

/**
 * Whether a user should see the text before it goes in.
 *
 * @param options.bracketed the program has turned on mode 2004. Without it each line end acts as Enter: a single
 *   command with a line end after it runs at once, so any line end asks.
 * @param options.plainShell a shell's own prompt has the focus: lines that wait there run with the next Enter, all
 *   of them, so more than one line asks.
 */
export function needsConfirmation(
  text: string,
  options: { readonly bracketed: boolean; readonly plainShell: boolean },
): boolean {
  const clean = cleanPaste(text)
  if (!options.bracketed) return clean.includes('\r')
  return options.plainShell && clean.replace(/\r+$/u, '').includes('\r')
}

/** The text of a paste for the question about it. `moreLines` are left out of `lines`. */
export type PastePreview = {
  readonly lines: readonly string[]
  readonly moreLines: number
  readonly lineCount: number
}

/**
 * The first lines of a paste as they will arrive. Hidden characters are named, so that the lines read as they act;
 * long lines end in `…`. The end of the last line is no line of its own.
 */
export function previewPaste(
  text: string,
  limits: { readonly maxLines: number; readonly maxColumns: number } = { maxLines: 12, maxColumns: 160 },
): PastePreview {
  const all = cleanPaste(text).replace(/\r$/u, '').split('\r')
  const lines = all.slice(0, limits.maxLines).map((line) => shorten(line, limits.maxColumns))
  return { lines, moreLines: all.length - lines.length, lineCount: all.length }
}

const pasteStart = '\u001B[200~'
const pasteEnd = '\u001B[201~'

function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  return code < 0x20 || (code >= 0x7f && code <= 0x9f)
}

function shorten(line: string, maxColumns: number): string {
  // Cut before and after naming: a line of megabytes must not be searched for hidden characters to its end.
  const shown = [...revealInvisible(line.slice(0, maxColumns * 2 + 1)).replaceAll('\t', '    ')]
  return shown.length > maxColumns ? `${shown.slice(0, maxColumns - 1).join('')}…` : shown.join('')
}
