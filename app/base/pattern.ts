import * as v from 'valibot'
import { because } from './reason.ts'

/** The text of a regular expression that compiles with the flags `mu`. */
export const PatternSchema = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(2000),
  v.check(compiles, because('pattern')),
)

/** Compiles a pattern of a tool; `extraFlags` are added to `mu`. @throws SyntaxError if no schema has checked it */
export function compilePattern(pattern: string, extraFlags = ''): RegExp {
  return new RegExp(pattern, `mu${extraFlags}`)
}

/** A text as a pattern that finds this text alone; `-` is left as it is, since with the flag `u` it may not be escaped. */
export function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`)
}

function compiles(pattern: string): boolean {
  try {
    compilePattern(pattern)
    return true
  } catch {
    return false
  }
}
