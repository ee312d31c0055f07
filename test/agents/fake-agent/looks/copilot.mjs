import { line } from '../cells.mjs'
import { command, dialogs } from '../dialog.mjs'
import {
  aside,
  cursorColumn,
  dim,
  draftLines,
  ends,
  folder,
  framed,
  interruptTip,
  numbered,
  queuedNote,
} from './parts.mjs'

const glyphs = ['●', '◉', '◎', '○']
const footer = '↑/↓ to navigate · enter to select · esc to cancel'

/** @type {import('../looks.mjs').Look['dialogs']} */
const asked = {
  permission: {
    question: 'Do you want to run this command?',
    options: ['Yes', 'No, and tell Copilot what to do differently (Esc to stop)'],
    footer,
    yes: 0,
    no: 1,
  },
  question: { ...dialogs.question, footer },
  trust: {
    question: 'Do you trust the files in this folder?',
    options: ['Yes', 'Yes, and remember this folder for future sessions', 'No (Esc)'],
    footer,
    yes: 0,
    no: 2,
  },
}

/**
 * Copilot CLI: a box of half blocks with a bar, a footer that tells its state, and bytes in place of a clock.
 *
 * @type {import('../looks.mjs').Look}
 */
export const copilotLook = {
  welcome: '  ╭─╮╭─╮ ',
  dialogs: asked,
  sent: (text, width) => [
    line(` ${'▄'.repeat(width - 1)}`, dim),
    line(`  ❯ ${text}`),
    line(` ${'▀'.repeat(width - 1)}`, dim),
  ],
  failed: (message) => `✗ Failed to get response from the AI model; ${message}`,
  interrupted: ' ● Operation cancelled by user',
  above: (busy) => [...(busy === undefined ? [] : [interruptTip]), line(` ${folder()}`, dim)],
  mark: (_, name) => `[📷 ${name}]`,
  box: (draft, width) => {
    const rows = draftLines(draft, { first: '┃ ', next: '┃ ', width })
    return {
      lines: [line(`╻${'▄'.repeat(width - 1)}`, dim), ...rows, line(`╹${'▀'.repeat(width - 1)}`, dim)],
      cursor: { row: rows.length, column: cursorColumn(draft, 2, width) },
    }
  },
  below: ({ busy, queued }, width) => {
    const left =
      busy === undefined
        ? ' Interactive · / commands · ? for shortcuts'
        : ` ${glyphs[busy.turn % glyphs.length]} Working${received(busy)} esc esc interrupt`
    return [ends(left + queuedNote(queued), 'fake-model ', width)]
  },
  dialog: (dialog, chosen, width) => {
    const rows = [
      ...body(dialog, width - 4),
      '',
      dialog.question,
      '',
      ...numbered(dialog.options, chosen, '❯'),
      '',
      dialog.footer,
    ]
    return [...shared(dialog), ...framed(rows, width).map((row) => line(row))]
  },
}

/**
 * How much has come, which it shows only when something has.
 *
 * @param {import('../looks.mjs').Busy} busy
 */
function received({ now, since }) {
  const bytes = Math.floor((now - since) / 4)
  if (bytes < 100) return ''
  return bytes < 1024 ? ` · ${bytes} B` : ` · ${(bytes / 1024).toFixed(1)} KiB`
}

/**
 * @param {import('../dialog.mjs').Dialog} dialog
 * @param {number} width
 */
function body({ question }, width) {
  const rule = '─'.repeat(width)
  if (question === asked.permission.question) return ['Run the tests', rule, ...framed([command], width)]
  if (question === asked.trust.question) return ['Confirm folder trust', rule, ...framed([folder()], width)]
  return ['A question', rule]
}

/** @param {import('../dialog.mjs').Dialog} dialog */
function shared({ question }) {
  if (question === asked.permission.question) return [aside(dialogs.permission.question)]
  return question === asked.trust.question ? [aside(dialogs.trust.question)] : []
}
