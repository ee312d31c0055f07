import { line } from '../cells.mjs'
import { command, dialogs } from '../dialog.mjs'
import { aside, bold, clock, cursorColumn, dim, draftLines, folder, numbered, queuedNote } from './parts.mjs'

/** @type {import('../looks.mjs').Look['dialogs']} */
const asked = {
  permission: {
    question: 'Would you like to run the following command?',
    options: [
      'Yes, proceed (y)',
      `Yes, and don't ask again for commands that start with \`${command}\` (p)`,
      'No, and tell Codex what to do differently (esc)',
    ],
    footer: 'Press enter to confirm or esc to cancel',
    yes: 0,
    no: 2,
  },
  question: {
    ...dialogs.question,
    footer: 'tab to add notes | enter to submit answer | esc to interrupt',
  },
  trust: {
    question: 'Trust this folder?',
    options: ['Yes, continue', 'No, quit'],
    footer: 'Press enter to continue',
    yes: 0,
    no: 1,
  },
}

/**
 * Codex: a prompt without a box.
 *
 * @type {import('../looks.mjs').Look}
 */
export const codexLook = {
  welcome: '>_ ',
  dialogs: asked,
  sent: (text) => [[], line(`› ${text}`, bold), []],
  failed: (message) => `■ ${message}`,
  interrupted: '■ Conversation interrupted - tell the model what to do differently',
  above: (busy) => {
    if (busy === undefined) return [[]]
    const glyph = busy.turn % 8 < 4 ? '•' : '◦'
    return [line(`${glyph} Working (${clock(busy.now - busy.since)} • esc to interrupt)`), [], []]
  },
  mark: (count) => `[Image #${count}] `,
  box: (draft, width) => {
    const lines = draftLines(draft, {
      first: '› ',
      next: '  ',
      placeholder: 'Ask Codex to do anything',
      width,
    })
    return { lines, cursor: { row: lines.length - 1, column: cursorColumn(draft, 2, width) } }
  },
  below: ({ busy, queued }) => [
    [],
    line(`  fake-model default · ${folder()}`, dim),
    line(`  ← for agents${busy === undefined ? ' · ? for shortcuts' : ''}${queuedNote(queued)}`, dim),
  ],
  dialog: (dialog, chosen) => [
    ...body(dialog),
    [],
    ...numbered(dialog.options, chosen, '›').map((row, at) => line(row, at === chosen ? '36' : '')),
    [],
    line(`  ${dialog.footer}`, dim),
  ],
}

/** @param {import('../dialog.mjs').Dialog} dialog */
function body({ question }) {
  const title = line(`  ${question}`, bold)
  if (question === asked.permission.question)
    return [
      aside(dialogs.permission.question),
      [],
      title,
      [],
      line('  Environment: local'),
      [],
      line(`  $ ${command}`),
      [],
    ]
  if (question === asked.trust.question)
    return [aside(dialogs.trust.question), [], title, line(`  ${folder()}`)]
  return [line('  Question 1/1 (1 unanswered)', dim), title]
}
