import { line } from '../cells.mjs'
import { claudeLook } from './claude.mjs'
import { aside, clock, cursorColumn, dim, draftLines } from './parts.mjs'

/**
 * Claude Code as a later version may draw it: other marks and other words, which no rule that Roost brings knows.
 *
 * @type {import('../looks.mjs').Look}
 */
export const renamedLook = {
  ...claudeLook,
  above: (busy) =>
    busy === undefined
      ? []
      : [line(`~ ${busy.verb} for ${clock(busy.now - busy.since)} (hold esc to stop)`), []],
  box: (draft, width) => {
    const rows = draftLines(draft, { first: '» ', next: '  ', width })
    return { lines: rows, cursor: { row: rows.length - 1, column: cursorColumn(draft, 2, width) } }
  },
  below: ({ busy }) => [busy === undefined ? aside('? for shortcuts') : line('  hold esc to stop', dim)],
}
