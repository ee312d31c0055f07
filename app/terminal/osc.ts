import { decodeBase64Text } from './base64.ts'

/** What OSC 9;4 says of a task's progress (ConEmu, Windows Terminal). `percent` is 0–100. */
export type OscProgress =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly percent: number | null }
  | { readonly kind: 'failed'; readonly percent: number | null }
  | { readonly kind: 'paused'; readonly percent: number | null }

/** Reads the payload of an OSC 9; null where it is no progress report. A percentage beyond 100 is 100. */
export function parseProgress(payload: string): OscProgress | null {
  const match = /^4;([0-4])(?:;(\d{0,9}))?;?$/u.exec(payload)
  if (match === null) return null
  const [, state = '', digits = ''] = match
  const percent = digits === '' ? null : Math.min(100, Number(digits))
  switch (state) {
    case '1':
      return { kind: 'running', percent: percent ?? 0 }
    case '2':
      return { kind: 'failed', percent }
    case '3':
      return { kind: 'running', percent: null }
    case '4':
      return { kind: 'paused', percent }
    default:
      return { kind: 'none' }
  }
}

/** A mark of a shell's integration, OSC 133 (FinalTerm). */
export type ShellMark =
  | { readonly kind: 'prompt' }
  | { readonly kind: 'input' }
  | { readonly kind: 'output' }
  | { readonly kind: 'finished'; readonly exitCode: number | null }

/** Reads the payload of an OSC 133; null for a mark that is not known. Options after the letter are ignored. */
export function parseShellMark(payload: string): ShellMark | null {
  const [letter, code = ''] = payload.split(';')
  switch (letter) {
    case 'A':
      return { kind: 'prompt' }
    case 'B':
      return { kind: 'input' }
    case 'C':
      return { kind: 'output' }
    case 'D':
      return { kind: 'finished', exitCode: /^-?\d{1,10}$/u.test(code) ? Number(code) : null }
    default:
      return null
  }
}

/** What a program wants of the clipboard, OSC 52. A read is never answered: it would give away what a user copied. */
export type ClipboardRequest =
  | { readonly kind: 'write'; readonly text: string }
  | { readonly kind: 'read' }
  | { readonly kind: 'refused'; readonly reason: 'too-large' | 'not-text' | 'other-selection' }

/** The most a program may put on the clipboard, decoded; base64 of it is what other terminals take, 100 KB. */
export const maxClipboardBytes = 75 * 1024

/** Stands for what a program wrote where that was too large to be kept: base64 has no such character. */
export const tooLargeCopy = '!too-large'

/** Reads the payload of an OSC 52: selections, a semicolon, base64 text or `?`. */
export function parseClipboardRequest(payload: string): ClipboardRequest {
  const separator = payload.indexOf(';')
  if (separator === -1) return { kind: 'refused', reason: 'not-text' }
  const selections = payload.slice(0, separator)
  const data = payload.slice(separator + 1)
  if (data === '?') return { kind: 'read' }
  // `p` and `q` alone are the mouse's selections, which a user did not mean to replace by copying.
  if (selections !== '' && !/[cs]/u.test(selections)) return { kind: 'refused', reason: 'other-selection' }
  if (data === tooLargeCopy) return { kind: 'refused', reason: 'too-large' }
  if (data.length > Math.ceil(maxClipboardBytes / 3) * 4) return { kind: 'refused', reason: 'too-large' }
  const text = decodeBase64Text(data, maxClipboardBytes)
  return text === null || text === '' ? { kind: 'refused', reason: 'not-text' } : { kind: 'write', text }
}
