import { line, widthOf } from './cells.mjs'

/**
 * @typedef {import('./cells.mjs').Line} Line
 * @typedef {import('./screen.mjs').View} View
 * @typedef {{ since: number, verb: string, now: number, turn: number }} Busy times in ms
 * @typedef {{ question: string, options: string[], chosen: number, footer: string }} Dialog
 * @typedef {object} Picture
 * @property {Line[]} transcript
 * @property {string} draft what is typed and not sent
 * @property {Busy | undefined} busy
 * @property {Dialog | undefined} dialog
 * @property {string} footer
 */

const glyphs = ['·', '✢', '✳', '✶', '✻', '✽']
const orange = '38;2;215;119;87'
const dim = '2'

/**
 * Lays out what the agent shows: transcript above; below it the spinner, then a dialog or the prompt box.
 *
 * @param {Picture} picture
 * @param {number} columns
 * @returns {View}
 */
export function viewOf(picture, columns) {
  /** @type {Line[]} */
  const spinner = picture.busy === undefined ? [] : [spinnerLine(picture.busy), []]
  if (picture.dialog !== undefined) {
    const live = [...spinner, ...dialogLines(picture.dialog, columns)]
    return { transcript: picture.transcript, live, cursor: { row: live.length - 1, column: 0 } }
  }
  const box = promptBox(picture.draft, columns)
  return {
    transcript: picture.transcript,
    live: [...spinner, ...box.lines, line(`  ${picture.footer}`, dim)],
    cursor: { row: spinner.length + box.cursor.row, column: box.cursor.column },
  }
}

/**
 * Time as the agents write it: `7s`, `1m 02s`, `1h 00m 09s`.
 *
 * @param {number} ms
 */
export function clock(ms) {
  const seconds = Math.floor(ms / 1000)
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0')
  if (h > 0) return `${h}h ${two(m)}m ${two(s)}s`
  return m > 0 ? `${m}m ${two(s)}s` : `${s}s`
}

/**
 * A line of an answer; the rows of a diff are green and red.
 *
 * @param {string} row
 * @returns {Line}
 */
export function answerLine(row) {
  const sign = /^ *\d* *([+-]) /.exec(row)?.[1] ?? ''
  return line(row, { '+': '32', '-': '31' }[sign])
}

/**
 * @param {Busy} busy
 * @returns {Line}
 */
function spinnerLine(busy) {
  const elapsed = busy.now - busy.since
  const tokens = Math.floor(elapsed / 20)
  const count = tokens < 1000 ? String(tokens) : `${(tokens / 1000).toFixed(1)}k`
  return [
    { text: `${glyphs[busy.turn % glyphs.length]} ${busy.verb}… `, sgr: orange },
    { text: `(${clock(elapsed)} · ↓ ${count} tokens · esc to interrupt)`, sgr: dim },
  ]
}

/**
 * @param {Dialog} dialog
 * @param {number} columns
 * @returns {Line[]}
 */
function dialogLines(dialog, columns) {
  return [
    line('─'.repeat(columns - 1), dim),
    line(` ${dialog.question}`, '1'),
    ...dialog.options.map((text, at) =>
      at === dialog.chosen ? line(` ❯ ${at + 1}. ${text}`, orange) : line(`   ${at + 1}. ${text}`),
    ),
    [],
    line(` ${dialog.footer}`, dim),
  ]
}

/**
 * The prompt between two rules, as the full-screen agents draw it.
 *
 * @param {string} draft
 * @param {number} columns
 */
function promptBox(draft, columns) {
  const rule = line('─'.repeat(columns - 1), dim)
  const rows = draft.split('\n').map((text) => tail(text, columns - 4))
  const lines = [rule, ...rows.map((text, at) => line(`${at === 0 ? '❯' : ' '} ${text}`)), rule]
  return { lines, cursor: { row: rows.length, column: 2 + widthOf(rows[rows.length - 1] ?? '') } }
}

/**
 * The end of a text that is too long for its box.
 *
 * @param {string} text
 * @param {number} columns
 */
function tail(text, columns) {
  let shown = text
  while (widthOf(shown) > columns) shown = [...shown].slice(1).join('')
  return shown
}
