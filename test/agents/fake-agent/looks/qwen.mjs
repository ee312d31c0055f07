import { line } from '../cells.mjs'
import { command, dialogs } from '../dialog.mjs'
import {
  aside,
  bold,
  brailleOf,
  cursorColumn,
  dim,
  draftLines,
  interruptTip,
  numbered,
  queuedNote,
  shortClock,
} from './parts.mjs'

/** @type {import('../looks.mjs').Look['dialogs']} */
const asked = {
  permission: {
    question: `Allow execution of: '${command.split(' ')[0]}'?`,
    options: ['Yes, allow once', 'Always allow in this project', 'No, suggest changes (esc)'],
    footer: '⠏ Waiting for user confirmation...',
    yes: 0,
    no: 2,
  },
  question: { ...dialogs.question, footer: '↑/↓: Navigate | Enter: Select | Esc: Cancel' },
  trust: {
    question: 'Do you trust this folder?',
    options: ['Trust folder', "Don't trust (esc)"],
    footer: '',
    yes: 0,
    no: 1,
  },
}

/**
 * Qwen Code: the prompt between two rules, and what it says indented.
 *
 * @type {import('../looks.mjs').Look}
 */
export const qwenLook = {
  welcome: '  >_ ',
  dialogs: asked,
  sent: (text) => [[], line(`  > ${text}`), []],
  failed: (message) => `  ✕ [${message}]`,
  interrupted: '  ●︎ Request cancelled.',
  above: (busy) =>
    busy === undefined
      ? []
      : [
          line(`  ${brailleOf(busy.turn)} Thinking (${shortClock(busy.now - busy.since)} · esc to cancel)`),
          interruptTip,
          [],
        ],
  mark: () => '',
  box: (draft, width, images) => {
    const rule = line('─'.repeat(width), dim)
    const names = Array.from({ length: images }, (_, at) => `[clipboard-${at + 1}.png]`)
    const above = images === 0 ? [] : [line(`  Attachments: ${names.join(' ')}`, dim)]
    const rows = draftLines(draft, {
      first: '> ',
      next: '  ',
      placeholder: '  Type your message or @path/to/file',
      width,
    })
    return {
      lines: [...above, rule, ...rows, rule],
      cursor: { row: above.length + rows.length, column: cursorColumn(draft, 2, width) },
    }
  },
  below: ({ busy, queued }) => [
    line(`  ➜ fake-model${busy === undefined ? ' · ? for shortcuts' : ''}${queuedNote(queued)}`, dim),
    line('  Ask permissions (shift + tab to cycle)', dim),
  ],
  dialog: (dialog, chosen) => [
    ...body(dialog),
    [],
    ...numbered(dialog.options, chosen, '   ›').map((row) => line(row)),
    [],
    ...(dialog.footer === '' ? [] : [line(`  ${dialog.footer}`, dim)]),
  ],
}

/** @param {import('../dialog.mjs').Dialog} dialog */
function body({ question }) {
  const title = line(`   ${question}`, bold)
  if (question === asked.permission.question)
    return [
      aside(dialogs.permission.question),
      line(`  ? Shell ${command} ←`),
      [],
      line(`     ${command}`),
      [],
      title,
    ]
  return question === asked.trust.question ? [aside(dialogs.trust.question), title] : [title]
}
