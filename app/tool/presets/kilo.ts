import { singlePasteForm } from '../image-form.ts'
import { agentTimeouts, doubleCtrlC, doubleEscape } from '../tool-config.ts'
import { kiloPromptBox } from './kilo-prompt-box.ts'
import { kiloRules } from './kilo-rules.ts'

/** Kilo CLI, measured at 7.7: an opencode under another name, with the same options, output and plugins. */
export const kilo = {
  name: 'kilo',
  displayName: 'Kilo CLI',
  kind: 'agent',
  command: ['kilo'],
  imageForm: { ...singlePasteForm, markPattern: String.raw`\[Image \d+\]` },
  resume: {
    resumeArgs: ['-s', '{resume}'],
    pattern: String.raw`\bkilo (?:-s|--session) (?<token>ses_\w+)`,
    tokenPattern: 'ses_[A-Za-z0-9]{1,124}',
  },
  politeExit: doubleCtrlC,
  measured: '7.7',
  statusRules: kiloRules,
  promptBox: kiloPromptBox,
  // The first one is answered with “esc again to interrupt”.
  interrupt: doubleEscape,
  helpCommand: ['kilo', '--help'],
  headless: {
    command: ['kilo', 'run', '--format', 'json', ['--session', '{resume}'], ['--file={image}']],
    prompt: 'stdin',
    output: 'opencode',
  },
  timeouts: agentTimeouts,
} as const
