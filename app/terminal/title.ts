import * as v from 'valibot'
import { bidiControls, stripInvisible } from './characters.ts'

/** One line of visible text of at most 80 graphemes: fit for a tab, a window title, a notification. */
export type CleanTitle = v.InferOutput<typeof CleanTitleSchema>

/** A program's title (OSC 0, 1, 2) without anything that acts, hides or reorders; empty if nothing is left. */
export function cleanTitle(raw: string): CleanTitle {
  return v.parse(CleanTitleSchema, cleanLine(raw, maxTitleGraphemes))
}

/**
 * One line of visible text in NFC: control, bidi and invisible characters removed, white space collapsed, at most
 * `maxGraphemes` graphemes and 2.5 times as many UTF-16 units (one grapheme can be of any length).
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

const CleanTitleSchema = v.pipe(v.string(), v.brand('CleanTitle'))

const maxTitleGraphemes = 80
const lineBreaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu
const hidden = new RegExp(String.raw`\p{Cc}|\p{Cs}|${bidiControls.source}`, 'gu')
/** Beyond eight marks on one letter a title paints over its neighbours. */
const pileOfMarks = /(\p{M}{8})\p{M}+/gu
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function firstGraphemes(text: string, count: number): string {
  let kept = ''
  let left = count
  for (const { segment } of graphemes.segment(text)) {
    if (left === 0 || kept.length + segment.length > count * 2.5) return kept
    kept += segment
    left -= 1
  }
  return kept
}
