import { homedir } from 'node:os'
import { line, widthOf, wrap } from '../cells.mjs'

/**
 * What the looks are put together from.
 *
 * @typedef {import('../cells.mjs').Line} Line
 */

export const dim = '2'
export const bold = '1'
export const red = '31'

/** The ten frames of the spinner that most tools have. */
const braille = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

/** @param {number} turn */
export function brailleOf(turn) {
  return braille[turn % braille.length] ?? ''
}

/**
 * Time as the agents write it: `7s`, `1m 02s`, `1h 00m 09s`.
 *
 * @param {number} ms
 */
export function clock(ms) {
  const { h, m, s } = timeOf(ms)
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0')
  if (h > 0) return `${h}h ${two(m)}m ${two(s)}s`
  return m > 0 ? `${m}m ${two(s)}s` : `${s}s`
}

/**
 * Time as Gemini CLI and its kin write it, without what is nought: `7s`, `1m`, `1m 2s`, `1h 9s`.
 *
 * @param {number} ms
 */
export function shortClock(ms) {
  const { h, m, s } = timeOf(ms)
  const parts = [h > 0 ? `${h}h` : '', m > 0 ? `${m}m` : '', s > 0 ? `${s}s` : '']
  return parts.filter((part) => part !== '').join(' ') || '0s'
}

/** The folder it runs in, as the footers of the tools write it. */
export function folder() {
  return process.cwd().replace(homedir(), '~')
}

/** @param {number} queued prompts that wait for the end of the turn */
export function queuedNote(queued) {
  return queued === 0 ? '' : ` · ${queued} queued`
}

/**
 * Words that all looks have in common, drawn by a look that has others of its own.
 *
 * @param {string} words
 */
export function aside(words) {
  return line(`   ( ${words} )`, dim)
}

/** Said beside the spinner by a look that does not say it in its own. */
export const interruptTip = aside('Tip: esc to interrupt')

/**
 * A line with one text at each end.
 *
 * @param {string} left
 * @param {string} right
 * @param {number} width
 */
export function ends(left, right, width) {
  return line(left + ' '.repeat(Math.max(2, width - widthOf(left) - widthOf(right))) + right, dim)
}

/**
 * Lines within a frame of `╭│╰`.
 *
 * @param {readonly string[]} rows
 * @param {number} width of the whole
 * @returns {string[]}
 */
export function framed(rows, width) {
  const inner = Math.max(0, width - 4)
  return [
    `╭${'─'.repeat(inner + 2)}╮`,
    ...rows.map((row) => {
      const shown = head(row, inner)
      return `│ ${shown}${' '.repeat(inner - widthOf(shown))} │`
    }),
    `╰${'─'.repeat(inner + 2)}╯`,
  ]
}

/**
 * The options of a dialog, numbered.
 *
 * @param {readonly string[]} options
 * @param {number} chosen
 * @param {string} mark what stands before the chosen one; the others are indented as far
 */
export function numbered(options, chosen, mark) {
  const indent = ' '.repeat(mark.length)
  return options.map((text, at) => `${at === chosen ? mark : indent} ${at + 1}. ${text}`)
}

/**
 * A draft, one line for each of its own.
 *
 * @param {string} draft
 * @param {{ first: string, next: string, placeholder?: string, width: number }} form what stands before its lines
 * @returns {Line[]}
 */
export function draftLines(draft, { first, next, placeholder = '', width }) {
  if (draft === '')
    return [
      [
        { text: first, sgr: '' },
        { text: placeholder, sgr: dim },
      ],
    ]
  return shownRows(draft, width).rows.map((text, at) => line((at === 0 ? first : next) + text))
}

/**
 * How many rows of a draft are above those that a box shows.
 *
 * @param {string} draft
 * @param {number} width
 */
export function hiddenRows(draft, width) {
  return shownRows(draft, width).hidden
}

/**
 * The upper edge of a box between rules, which tells how much is above.
 *
 * @param {string} draft
 * @param {number} width
 */
export function upperRule(draft, width) {
  const hidden = hiddenRows(draft, width)
  return line((hidden === 0 ? '' : `─── ↑ ${hidden} more `).padEnd(width, '─'), dim)
}

/**
 * The column of the cursor at the end of a draft.
 *
 * @param {string} draft
 * @param {number} indent
 * @param {number} width
 */
export function cursorColumn(draft, indent, width) {
  return indent + widthOf(shownRows(draft, width).rows.at(-1) ?? '')
}

/** As Gemini CLI and Qwen Code; the others go by the window. */
const mostRows = 10

/**
 * The last rows of a draft, wrapped.
 *
 * @param {string} draft
 * @param {number} width of the box
 */
function shownRows(draft, width) {
  const rows = draft
    .split('\n')
    .flatMap((text) => wrap(line(text), width - 4))
    .map((spans) => spans.map(({ text }) => text).join(''))
  return { rows: rows.slice(-mostRows), hidden: Math.max(0, rows.length - mostRows) }
}

/**
 * @param {string} text
 * @param {number} columns
 */
function head(text, columns) {
  let shown = text
  while (shown !== '' && widthOf(shown) > columns) shown = [...shown].slice(0, -1).join('')
  return shown
}

/** @param {number} ms */
function timeOf(ms) {
  const seconds = Math.floor(ms / 1000)
  return { h: Math.floor(seconds / 3600), m: Math.floor(seconds / 60) % 60, s: seconds % 60 }
}
