import { line } from '../cells.mjs'
import { dialogs } from '../dialog.mjs'
import { cursorColumn, draftLines, queuedNote } from './parts.mjs'

/** Turn while it works, as the spinners of the others do. */
const words = ['now', 'still', 'again']

/**
 * A screen that no rule of any tool knows: words in boxes of ASCII, no prompt mark, no clock, no hint of a key.
 *
 * @type {import('../looks.mjs').Look}
 */
export const plainLook = {
  welcome: '  ',
  dialogs: {
    permission: { ...dialogs.permission, footer: 'a number answers' },
    question: { ...dialogs.question, footer: 'a number answers' },
    trust: { ...dialogs.trust, footer: 'a number answers' },
  },
  sent: (text) => [line(`  You wrote: ${text}`)],
  failed: (message) => `  It failed: ${message}`,
  interrupted: '  Interrupted by user',
  above: (busy) =>
    busy === undefined ? [] : boxed([`The agent is busy with it ${words[busy.turn % words.length]}`], 40),
  mark: (count) => `[Image #${count}] `,
  box: (draft, width) => {
    const rows = draftLines(draft, { first: '| Words: ', next: '|        ', width: width - 12 })
    const edge = line(`+${'-'.repeat(width - 2)}+`)
    return {
      lines: [edge, ...rows.map((row) => [...row, { text: ' |', sgr: '' }]), edge],
      cursor: { row: rows.length, column: cursorColumn(draft, 9, width - 12) },
    }
  },
  below: ({ busy, queued }) => [
    line(`  ${busy === undefined ? '? for shortcuts' : 'one moment'}${queuedNote(queued)}`),
  ],
  dialog: ({ question, options, footer }, chosen, width) =>
    boxed(
      [
        `The agent asks: ${question}`,
        ...options.map((text, at) => `(${at + 1}) ${text}${at === chosen ? ' <' : ''}`),
        footer,
      ],
      width,
    ),
}

/**
 * @param {readonly string[]} rows
 * @param {number} width
 */
function boxed(rows, width) {
  const edge = line(`+${'-'.repeat(width - 2)}+`)
  return [edge, ...rows.map((row) => line(`| ${row.padEnd(width - 4)} |`)), edge]
}
