import { singlePasteForm } from '../image-form.ts'
import { agentTimeouts, doubleCtrlC } from '../tool-config.ts'
import { clinePromptBox } from './cline-prompt-box.ts'
import { clineRules } from './cline-rules.ts'

/**
 * Cline CLI, measured at 3.0. It runs all tools without asking unless it is told `--auto-approve false`. The first Ctrl-C
 * ends it, and one that finds text or work stops that. Without a terminal each prompt is a conversation of its own.
 */
export const cline = {
  name: 'cline',
  displayName: 'Cline CLI',
  kind: 'agent',
  command: ['cline'],
  imageForm: { ...singlePasteForm, markPattern: String.raw`\[Image \d+\]` },
  resume: {
    resumeArgs: ['--id', '{resume}'],
    pattern: String.raw`\bcline --id (?<token>\d{6,16}_[A-Za-z0-9]{1,40})`,
    tokenPattern: String.raw`\d{6,16}_[A-Za-z0-9]{1,40}`,
  },
  politeExit: doubleCtrlC,
  measured: '3.0',
  statusRules: clineRules,
  promptBox: clinePromptBox,
  interrupt: [{ kind: 'key', key: 'escape' }],
  helpCommand: ['cline', '--help'],
  headless: { command: ['cline'], prompt: 'stdin' },
  timeouts: agentTimeouts,
} as const
