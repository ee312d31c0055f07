import * as v from 'valibot'
import { bidiControls } from '../base/bidi.ts'
import { stripInvisible } from './characters.ts'

const maxTitleGraphemes = 80
/** An emoji with its variant or a letter with an accent; one grapheme can be of any length. */
const unitsPerGrapheme = 2.5
/** UTF-16 units of the longest title, and what a field for one takes. */
export const maxTitleChars = maxTitleGraphemes * unitsPerGrapheme

/** What is looked at of a title as a program sent it, in UTF-16 units: xterm.js takes ten million of them. */
export const maxRawTitleChars = 1000

/** One line of visible text of at most 80 graphemes: fit for a tab, a window title, a notification. */
export type CleanTitle = v.InferOutput<typeof CleanTitleSchema>

/** A program's title (OSC 0, 1, 2) without anything that acts, hides or reorders; empty if nothing is left. */
export function cleanTitle(raw: string): CleanTitle {
  return v.parse(CleanTitleSchema, cleanLine(raw, maxTitleGraphemes))
}

/**
 * One line of visible text in NFC: control, bidi and invisible characters removed, white space collapsed, at most
 * `maxGraphemes` graphemes and `unitsPerGrapheme` times as many UTF-16 units.
 */
export function cleanLine(raw: string, maxGraphemes: number): string {
  // xterm.js passes on titles of up to 10 MB; what lies far beyond the limit is not worth a look.
  const bounded = raw.slice(0, maxGraphemes * 64)
  const visible = stripInvisible(bounded.replace(lineBreaks, ' ').replace(hidden, ''))
    .normalize('NFC')
    .replace(pileOfMarks, '$1')
    .replace(/\s+/gu, ' ')
    .trim()
  return firstGraphemes(visible, maxGraphemes).trim()
}

/** A title as it is kept: of any characters, and no longer than a clean one can be. */
export const TitleTextSchema = v.pipe(v.string(), v.maxLength(maxTitleChars))

const CleanTitleSchema = v.pipe(v.string(), v.brand('CleanTitle'))

const lineBreaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu
const hidden = new RegExp(String.raw`\p{Cc}|\p{Cs}|${bidiControls.source}`, 'gu')
/** Beyond eight marks on one letter a title paints over its neighbours. */
const pileOfMarks = /(\p{M}{8})\p{M}+/gu
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function firstGraphemes(text: string, count: number): string {
  let kept = ''
  let left = count
  for (const { segment } of graphemes.segment(text)) {
    if (left === 0 || kept.length + segment.length > count * unitsPerGrapheme) return kept
    kept += segment
    left -= 1
  }
  return kept
}
