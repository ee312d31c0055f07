import { singlePasteForm } from '../image-form.ts'
import { agentTimeouts, doubleCtrlC, doubleEscape } from '../tool-config.ts'
import { opencodeRules } from './opencode-rules.ts'

/** opencode, measured at 1.18. */
export const opencode = {
  name: 'opencode',
  displayName: 'opencode',
  kind: 'agent',
  command: ['opencode'],
  imageForm: { ...singlePasteForm, markPattern: String.raw`\[Image \d+\]` },
  resume: {
    resumeArgs: ['-s', '{resume}'],
    pattern: String.raw`\bopencode (?:-s|--session) (?<token>ses_\w+)`,
    tokenPattern: 'ses_[A-Za-z0-9]{1,124}',
  },
  politeExit: doubleCtrlC,
  statusRules: opencodeRules,
  // The first one is answered with “esc again to interrupt”.
  interrupt: doubleEscape,
  helpCommand: ['opencode', '--help'],
  headless: {
    // A file goes after the prompt: its option takes all words that follow.
    command: ['opencode', 'run', '--format', 'json', ['-s', '{resume}'], '{prompt}', ['-f', '{image}']],
    output: 'opencode',
  },
  timeouts: agentTimeouts,
} as const
