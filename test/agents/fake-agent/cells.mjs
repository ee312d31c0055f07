/**
 * Text as a terminal lays it out: how many columns a character takes, and lines of styled spans.
 *
 * @typedef {{ text: string, sgr: string }} Span a piece of a line and the SGR parameters it is drawn with
 * @typedef {Span[]} Line
 * @typedef {{ text: string, sgr: string }} Cell one column; `text` is '' right of a wide character
 */

/** @type {Cell} */
export const blank = { text: ' ', sgr: '' }

/**
 * A line of one style.
 *
 * @param {string} text
 * @param {string} [sgr] SGR parameters such as `2` or `38;5;208`
 * @returns {Line}
 */
export function line(text, sgr = '') {
  return [{ text, sgr }]
}

/**
 * The columns a code point takes: 0 (joins the one before), 1 or 2, as Unicode 11 terminals count.
 *
 * @param {string} character one code point
 */
export function columnsOf(character) {
  if (/\p{Mn}|\p{Me}|\u200d|\ufe0f/u.test(character)) return 0
  return /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60]/u.test(
    character,
  )
    ? 2
    : 1
}

/**
 * Lays a line out in exactly `columns` cells; what does not fit is cut.
 *
 * @param {Line} spans
 * @param {number} columns
 * @returns {Cell[]}
 */
export function cellsOf(spans, columns) {
  /** @type {Cell[]} */
  const cells = []
  for (const { text, sgr } of spans) {
    for (const character of text) {
      const width = columnsOf(character)
      const previous = cells.findLast((cell) => cell.text !== '')
      if (width === 0 && previous !== undefined) previous.text += character
      if (width === 0) continue
      if (cells.length + width > columns) return padded(cells, columns)
      cells.push({ text: character, sgr })
      if (width === 2) cells.push({ text: '', sgr })
    }
  }
  return padded(cells, columns)
}

/**
 * Breaks a line into as many as it takes to show all of it.
 *
 * @param {Line} spans
 * @param {number} columns
 * @returns {Line[]}
 */
export function wrap(spans, columns) {
  /** @type {Line[]} */
  const lines = [[]]
  let used = 0
  for (const { text, sgr } of spans) {
    for (const character of text) {
      const width = columnsOf(character)
      if (character === '\n' || used + width > columns) {
        lines.push([])
        used = 0
      }
      if (character === '\n') continue
      append(lines[lines.length - 1] ?? [], character, sgr)
      used += width
    }
  }
  return lines
}

/**
 * The columns a whole text takes.
 *
 * @param {string} text
 */
export function widthOf(text) {
  return [...text].reduce((sum, character) => sum + columnsOf(character), 0)
}

/**
 * @param {Cell[]} cells
 * @param {number} columns
 */
function padded(cells, columns) {
  while (cells.length < columns) cells.push({ ...blank })
  return cells
}

/**
 * @param {Line} spans
 * @param {string} character
 * @param {string} sgr
 */
function append(spans, character, sgr) {
  const last = spans[spans.length - 1]
  if (last !== undefined && last.sgr === sgr) last.text += character
  else spans.push({ text: character, sgr })
}
