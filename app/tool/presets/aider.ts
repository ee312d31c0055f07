import { lineRules } from '../../screen/line-rules.ts'
import { agentTimeouts, doubleCtrlC } from '../tool-config.ts'

/**
 * Aider, by its documentation and source (`aider/io.py`, 0.86); not measured. It asks and answers on lines.
 * Its conversation is a file in the folder and has no id: whatever the id of a session is, the folder's history comes
 * back. Without a terminal each prompt is a conversation of its own.
 */
export const aider = {
  name: 'aider',
  displayName: 'Aider',
  kind: 'agent',
  command: ['aider'],
  programs: ['aider'],
  // It says `Added shot.png to the chat`, or that it is in the chat already, wrapped at the width of the window; anything
  // else is a refusal, as of a model without eyes.
  imageForm: {
    kind: 'line',
    text: '/add {image}',
    quoting: 'double',
    markPattern: String.raw`\b(?:to|in)\s+the\s+chat\b`,
  },
  resume: { upFrontArgs: [], resumeArgs: ['--restore-chat-history'] },
  politeExit: doubleCtrlC,
  // Twice within two seconds would end it.
  interrupt: [{ kind: 'key', key: 'ctrl-c' }],
  statusRules: lineRules,
  // `> `, with the mode before it: `ask> `, `multi> `, `architect multi> `.
  promptPattern: String.raw`^(?:[a-z][a-z-]{0,30}(?: multi)?)?>(?:\s|$)`,
  shellPrefix: '!',
  // Also without a terminal. A command may be cut short as long as only one begins so (`commands.py`); `/load` runs the
  // commands of a file.
  shellPatterns: ['^!', String.raw`^/(?:ru|run|g|gi|git|te|tes|test|lo|loa|load)(?:\s|$)`],
  helpCommand: ['aider', '--help'],
  headless: {
    // `--yes-always` says yes to edits and no to commands. Without it a question that finds no terminal is answered with
    // its default, and that runs commands.
    command: ['aider', '--no-pretty', '--yes-always', ['--file', '{image}'], '--message', '{prompt}'],
  },
  timeouts: agentTimeouts,
} as const
