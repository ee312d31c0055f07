import { line } from '../cells.mjs'
import { dialogs } from '../dialog.mjs'
import {
  bold,
  brailleOf,
  cursorColumn,
  dim,
  draftLines,
  ends,
  folder,
  interruptTip,
  numbered,
  queuedNote,
  upperRule,
} from './parts.mjs'

/**
 * Pi: a prompt without a mark between two rules, and a spinner without a clock. The real one never asks.
 *
 * @type {import('../looks.mjs').Look}
 */
export const piLook = {
  welcome: ' ',
  dialogs,
  sent: (text) => [[], line(` ${text}`, bold), []],
  failed: (message) => ` Error: ${message}`,
  interrupted: ' Operation aborted',
  above: (busy) => (busy === undefined ? [[]] : [line(` ${brailleOf(busy.turn)} Working...`), interruptTip]),
  mark: null,
  box: (draft, width) => {
    const rows = draftLines(draft, { first: '', next: '', width })
    return {
      lines: [upperRule(draft, width), ...rows, upperRule('', width)],
      cursor: { row: rows.length, column: cursorColumn(draft, 0, width) },
    }
  },
  below: ({ busy, queued }, width) => [
    line(folder() + queuedNote(queued), dim),
    ends('0.0%/200k (auto)', busy === undefined ? '? for shortcuts' : 'fake-model', width),
  ],
  dialog: ({ question, options }, chosen) => [
    line(` ${question}`, bold),
    ...numbered(options, chosen, ' →').map((row) => line(row)),
  ],
}
