import { line } from '../cells.mjs'
import { command, dialogs } from '../dialog.mjs'
import { aside, cursorColumn, dim, draftLines, interruptTip, queuedNote, red } from './parts.mjs'

const bar = '  ┃'
const blocks = 8
/** How many blocks the bright part of the bar has, which runs back and forth. */
const bright = 3

/** @type {import('../looks.mjs').Look['dialogs']} */
const asked = {
  permission: {
    question: '△ Permission required',
    options: ['Allow once', 'Allow always', 'Reject'],
    footer: 'ctrl+f fullscreen  ⇆ select  enter confirm',
    yes: 0,
    no: 2,
  },
  question: { ...dialogs.question, footer: '↑↓ select  esc dismiss  enter confirm' },
  // It has no such dialog.
  trust: { ...dialogs.trust, footer: '↑↓ select  esc dismiss  enter confirm' },
}

/**
 * opencode: everything behind a bar, a footer that tells its state, no clock.
 *
 * @type {import('../looks.mjs').Look}
 */
export const opencodeLook = {
  welcome: '  ',
  dialogs: asked,
  sent: (text) => [line(bar, '36'), line(`${bar}  ${text}`), line(bar, '36'), []],
  failed: (message) => `${bar}  ${message}`,
  interrupted: '     ▣  Build · fake-model · interrupted',
  above: (busy) => (busy === undefined ? [] : [interruptTip]),
  mark: (count) => `[Image ${count}] `,
  box: (draft, width) => {
    const placeholder = 'Ask anything… "What is the tech stack of this project?"'
    const rows = draftLines(draft, { first: `${bar}  `, next: `${bar}  `, placeholder, width: width - 3 })
    return {
      lines: [
        line(bar),
        ...rows,
        line(bar),
        line(`${bar}  Build · fake-model`),
        line(`  ╹${'▀'.repeat(width - 4)}`, dim),
      ],
      cursor: { row: rows.length, column: cursorColumn(draft, 5, width - 3) },
    }
  },
  below: ({ busy, queued }) => {
    const state = busy === undefined ? '  ? for shortcuts' : `   ${progress(busy.turn)}  esc interrupt`
    return [line(`${state}${queuedNote(queued)}    tab agents  ctrl+p commands`, dim)]
  },
  dialog: (dialog, chosen) =>
    dialog.question === asked.permission.question ? permission(dialog, chosen) : choice(dialog, chosen),
}

/**
 * @param {import('../dialog.mjs').Dialog} dialog
 * @param {number} chosen
 */
function permission({ question, options, footer }, chosen) {
  const spans = options.map((text, at) => ({ text: ` ${text} `, sgr: at === chosen ? '7' : '' }))
  const between = { text: ' ', sgr: '' }
  return [
    aside(dialogs.permission.question),
    line(bar, red),
    line(`${bar}  ${question}`),
    line(`${bar}    # Shell command`),
    line(bar, red),
    line(`${bar}  $ ${command}`),
    line(bar, red),
    [
      { text: `${bar}  `, sgr: '' },
      ...spans.flatMap((span) => [span, between]),
      { text: `      ${footer}`, sgr: dim },
    ],
    line(bar, red),
  ]
}

/**
 * @param {import('../dialog.mjs').Dialog} dialog
 * @param {number} chosen
 */
function choice({ question, options, footer }, chosen) {
  return [
    line(bar, '36'),
    line(`${bar}  ${question}`),
    line(bar, '36'),
    ...options.map((text, at) => line(`${bar}  ${at + 1}. ${text}`, at === chosen ? '36' : '')),
    line(bar, '36'),
    line(`${bar}  ${footer}`, dim),
  ]
}

/** @param {number} turn */
function progress(turn) {
  const steps = blocks - bright
  const at = steps - Math.abs((turn % (2 * steps)) - steps)
  return '⬝'.repeat(at) + '■'.repeat(bright) + '⬝'.repeat(steps - at)
}
