import { line } from '../cells.mjs'
import { command, dialogs } from '../dialog.mjs'
import {
  aside,
  brailleOf,
  cursorColumn,
  dim,
  draftLines,
  ends,
  folder,
  framed,
  interruptTip,
  numbered,
  queuedNote,
  shortClock,
} from './parts.mjs'

/** @type {import('../looks.mjs').Look['dialogs']} */
const asked = {
  permission: {
    question: 'Allow execution of [Shell]?',
    options: ['Allow once', 'Allow for this session', 'No, suggest changes (esc)'],
    footer: '',
    yes: 0,
    no: 2,
  },
  question: dialogs.question,
  trust: {
    question: 'Do you trust the files in this folder?',
    options: ['Trust folder', 'Trust parent folder', "Don't trust"],
    footer: '',
    yes: 0,
    no: 2,
  },
}

/**
 * Gemini CLI: the prompt between rows of half blocks, dialogs in a frame. It has a hint above its box, not below.
 *
 * @type {import('../looks.mjs').Look}
 */
export const geminiLook = {
  welcome: ' ▝▜▄ ',
  dialogs: asked,
  sent: (text, width) => barred([line(` > ${text}`)], width),
  failed: (message) => `✕ [${message}]`,
  interrupted: 'ℹ Request cancelled.',
  above: (busy, width) => [
    [],
    ...(busy === undefined
      ? [ends('', '? for shortcuts', width)]
      : [
          interruptTip,
          line(` ${brailleOf(busy.turn)} Thinking... (esc to cancel, ${shortClock(busy.now - busy.since)})`),
        ]),
    line('─'.repeat(width), dim),
    line(' Shift+Tab to accept edits', dim),
  ],
  mark: (_, name) => `[Image ${name}] `,
  box: (draft, width) => {
    const rows = draftLines(draft, {
      first: ' > ',
      next: '   ',
      placeholder: '  Type your message or @path/to/file',
      width,
    })
    return { lines: barred(rows, width), cursor: { row: rows.length, column: cursorColumn(draft, 3, width) } }
  },
  below: ({ queued }, width) => [
    ends(' workspace (/directory)', '/model', width),
    ends(` ${folder()}${queuedNote(queued)}`, 'fake-model', width),
  ],
  dialog: (dialog, chosen, width) => {
    const rows = [
      ...body(dialog, width - 4),
      '',
      ...numbered(dialog.options, chosen, '●'),
      ...(dialog.footer === '' ? [] : ['', dialog.footer]),
    ]
    return [...shared(dialog), ...framed(rows, width).map((row) => line(row))]
  },
}

/**
 * @param {import('../dialog.mjs').Dialog} dialog
 * @param {number} width
 */
function body({ question }, width) {
  if (question !== asked.permission.question) return [question]
  return [`? Shell  ${command}`, ...framed([command], width), question]
}

/** @param {import('../dialog.mjs').Dialog} dialog */
function shared({ question }) {
  if (question === asked.permission.question) return [aside(dialogs.permission.question)]
  return question === asked.trust.question ? [aside(dialogs.trust.question)] : []
}

/**
 * @param {import('../cells.mjs').Line[]} rows
 * @param {number} width
 */
function barred(rows, width) {
  return [line('▄'.repeat(width), dim), ...rows, line('▀'.repeat(width), dim)]
}
