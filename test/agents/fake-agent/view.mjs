import { line } from './cells.mjs'

/**
 * @typedef {import('./cells.mjs').Line} Line
 * @typedef {import('./screen.mjs').View} View
 * @typedef {object} Picture
 * @property {Line[]} transcript
 * @property {string} draft what is typed and not sent
 * @property {number} images taken into the draft
 * @property {import('./looks.mjs').Busy | undefined} busy
 * @property {import('./dialog.mjs').Asking | undefined} asking
 * @property {number} agents at work in the background
 * @property {number} queued prompts that wait for the end of the turn
 */

/**
 * Lays out what the agent shows: transcript above; below it the spinner and the prompt box, or a dialog.
 *
 * @param {Picture} picture
 * @param {import('./looks.mjs').Look} look
 * @param {number} columns
 * @returns {View}
 */
export function viewOf({ transcript, draft, images, busy, asking, agents, queued }, look, columns) {
  // The last column stays free: a terminal that writes there has a wrap pending.
  const width = columns - 1
  if (asking !== undefined) {
    const live = look.dialog(asking.dialog, asking.chosen, width)
    return { transcript, live, cursor: { row: live.length - 1, column: 0 } }
  }
  const waits = busy === undefined && agents > 0 ? [line(look.waits?.(agents) ?? ''), []] : []
  const above = [...waits, ...look.above(busy, width)]
  const box = look.box(draft, width, images)
  return {
    transcript,
    live: [...above, ...box.lines, ...look.below({ busy, queued }, width)],
    cursor: { row: above.length + box.cursor.row, column: box.cursor.column },
  }
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
