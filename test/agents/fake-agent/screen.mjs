import { blank, cellsOf, wrap } from './cells.mjs'

/**
 * @typedef {import('./cells.mjs').Line} Line
 * @typedef {import('./cells.mjs').Cell} Cell
 * @typedef {{ row: number, column: number }} Place zero-based
 * @typedef {{ transcript: Line[], live: Line[], cursor: Place }} View `cursor` is counted from the first live line
 */

const beginFrame = '\x1b[?2026h\x1b[?25l'
const endFrame = '\x1b[?25h\x1b[?2026l'

/**
 * The whole screen as a grid: remembers what the terminal shows and writes only the cells that differ, as the
 * full-screen agents do, so that a tick of the clock is a cursor move and one or two characters.
 */
export class FullScreen {
  /** @type {Cell[][] | undefined} */
  #shown
  #columns = 0
  #rows = 0
  #write

  /** @param {(text: string) => void} write */
  constructor(write) {
    this.#write = write
  }

  /**
   * Takes a new size and forgets what is shown: the next frame starts from a cleared screen.
   *
   * @param {number} columns
   * @param {number} rows
   */
  resize(columns, rows) {
    this.#columns = columns
    this.#rows = rows
    this.#shown = undefined
  }

  /** @param {View} view */
  draw(view) {
    const room = Math.max(0, this.#rows - view.live.length)
    const lines = view.transcript.flatMap((each) => wrap(each, this.#columns)).slice(-room || this.#rows)
    while (lines.length < room) lines.push([])
    const wanted = [...(room === 0 ? [] : lines), ...view.live]
      .slice(-this.#rows)
      .map((each) => cellsOf(each, this.#columns))
    const cleared = this.#shown === undefined ? '\x1b[0m\x1b[2J' : ''
    const changes = wanted.map((cells, row) => changedCells(this.#shown?.[row], cells, row)).join('')
    this.#shown = wanted
    const top = Math.min(room, this.#rows - 1)
    const cursor = `\x1b[${top + view.cursor.row + 1};${Math.min(view.cursor.column, this.#columns - 1) + 1}H`
    if (cleared + changes === '') this.#write(cursor)
    else this.#write(beginFrame + cleared + changes + cursor + endFrame)
  }
}

/** The lower part of the normal screen: finished lines scroll up, the live part is rubbed out and written again. */
export class InlineScreen {
  #printed = 0
  #above = 0
  #columns = 0
  #write

  /** @param {(text: string) => void} write */
  constructor(write) {
    this.#write = write
  }

  /** @param {number} columns */
  resize(columns) {
    this.#columns = columns
  }

  /** @param {View} view */
  draw(view) {
    const fresh = view.transcript.slice(this.#printed).flatMap((each) => wrap(each, this.#columns))
    this.#printed = view.transcript.length
    const up = this.#above > 0 ? `\x1b[${this.#above}A` : ''
    const text = [...fresh, ...view.live].map((each) => `${rowText(each, this.#columns)}\x1b[0m`).join('\r\n')
    const below = view.live.length - 1 - view.cursor.row
    const back = (below > 0 ? `\x1b[${below}A` : '') + `\x1b[${view.cursor.column + 1}G`
    this.#above = view.cursor.row
    this.#write(`${beginFrame}\r${up}\x1b[J${text}${back}${endFrame}`)
  }
}

/**
 * @param {Cell[] | undefined} before
 * @param {Cell[]} after
 * @param {number} row
 */
function changedCells(before, after, row) {
  let text = ''
  let sgr = ''
  let at = -1
  after.forEach((cell, column) => {
    const old = before?.[column] ?? blank
    const same = old.text === cell.text && old.sgr === cell.sgr
    if (same || cell.text === '') return
    if (at !== column) text += `\x1b[${row + 1};${column + 1}H`
    if (sgr !== cell.sgr) text += `\x1b[0${cell.sgr === '' ? '' : `;${cell.sgr}`}m`
    sgr = cell.sgr
    text += cell.text
    at = column + (after[column + 1]?.text === '' ? 2 : 1)
  })
  return sgr === '' ? text : `${text}\x1b[0m`
}

/**
 * @param {Line} spans
 * @param {number} columns
 */
function rowText(spans, columns) {
  const cells = cellsOf(spans, columns - 1)
  let sgr = ''
  let text = ''
  for (const cell of cells) {
    if (sgr !== cell.sgr) text += `\x1b[0${cell.sgr === '' ? '' : `;${cell.sgr}`}m`
    sgr = cell.sgr
    text += cell.text
  }
  return sgr === '' ? text.trimEnd() : text
}
