import { singlePasteForm } from '../image-form.ts'
import { agentTimeouts, doubleCtrlC, doubleEscape } from '../tool-config.ts'
import { opencodePromptBox } from './opencode-prompt-box.ts'
import { opencodeRules } from './opencode-rules.ts'
import { opencodeSignature } from './opencode-signature.ts'

/** opencode, measured at 1.18. */
export const opencode = {
  name: 'opencode',
  displayName: 'opencode',
  kind: 'agent',
  command: ['opencode'],
  programs: ['opencode'],
  imageForm: { ...singlePasteForm, markPattern: String.raw`\[Image \d+\]` },
  resume: {
    resumeArgs: ['-s', '{resume}'],
    pattern: String.raw`\bopencode (?:-s|--session) (?<token>ses_\w+)`,
    tokenPattern: 'ses_[A-Za-z0-9]{1,124}',
    keptOptions: { plain: ['--auto', '--pure', '--mini'], valued: ['-m', '--model', '--agent'] },
  },
  politeExit: doubleCtrlC,
  measured: '1.18',
  statusRules: opencodeRules,
  promptBox: opencodePromptBox,
  signature: opencodeSignature,
  // The first one is answered with “esc again to interrupt”.
  interrupt: doubleEscape,
  helpCommand: ['opencode', '--help'],
  headless: {
    command: ['opencode', 'run', '--format', 'json', ['--session', '{resume}'], ['--file={image}']],
    prompt: 'stdin',
    output: 'opencode',
  },
  timeouts: agentTimeouts,
} as const
