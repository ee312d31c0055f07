import { line } from '../cells.mjs'
import { dialogs } from '../dialog.mjs'
import { bold, clock, cursorColumn, dim, draftLines, hiddenRows, queuedNote, upperRule } from './parts.mjs'

const glyphs = ['·', '✢', '✳', '✶', '✻', '✽']
const orange = '38;2;215;119;87'

/**
 * Claude Code: the prompt between two rules.
 *
 * @type {import('../looks.mjs').Look}
 */
export const claudeLook = {
  welcome: '✻ ',
  dialogs,
  sent: (text) => [line(`> ${text}`, '38;5;250')],
  failed: (message) => `  ⎿  ${message}`,
  interrupted: '  ⎿ Interrupted by user',
  above: (busy) => (busy === undefined ? [] : [spinner(busy), []]),
  mark: (count) => `[Image #${count}] `,
  box: (draft, width) => {
    const rows = draftLines(draft, { first: hiddenRows(draft, width) > 0 ? '  ' : '❯ ', next: '  ', width })
    return {
      lines: [upperRule(draft, width), ...rows, upperRule('', width)],
      cursor: { row: rows.length, column: cursorColumn(draft, 2, width) },
    }
  },
  below: ({ busy, queued }) => [
    line(`  ${busy === undefined ? '? for shortcuts' : 'esc to interrupt'}${queuedNote(queued)}`, dim),
  ],
  dialog: ({ question, options, footer }, chosen, width) => [
    line('─'.repeat(width), dim),
    line(` ${question}`, bold),
    ...options.map((text, at) =>
      at === chosen ? line(` ❯ ${at + 1}. ${text}`, orange) : line(`   ${at + 1}. ${text}`),
    ),
    [],
    line(` ${footer}`, dim),
  ],
  waits: (count) => `✻ Waiting for ${count} background ${count === 1 ? 'agent' : 'agents'} to finish`,
}

/**
 * @param {import('../looks.mjs').Busy} busy
 * @returns {import('../cells.mjs').Line}
 */
function spinner(busy) {
  const elapsed = busy.now - busy.since
  const tokens = Math.floor(elapsed / 20)
  const count = tokens < 1000 ? String(tokens) : `${(tokens / 1000).toFixed(1)}k`
  return [
    { text: `${glyphs[busy.turn % glyphs.length]} ${busy.verb}… `, sgr: orange },
    { text: `(${clock(elapsed)} · ↓ ${count} tokens · esc to interrupt)`, sgr: dim },
  ]
}
