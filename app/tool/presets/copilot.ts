import { singlePasteForm } from '../image-form.ts'
import { agentTimeouts, doubleCtrlC, doubleEscape } from '../tool-config.ts'
import { copilotRules } from './copilot-rules.ts'

/** Copilot CLI, measured at 1.0. */
export const copilot = {
  name: 'copilot',
  displayName: 'Copilot CLI',
  kind: 'agent',
  command: ['copilot'],
  imageForm: { ...singlePasteForm, markPattern: String.raw`\[📷 [^\]\n]+\]` },
  resume: {
    upFrontArgs: ['--session-id', '{resume}'],
    resumeArgs: ['--resume={resume}'],
    pattern: String.raw`\bcopilot --resume=(?<token>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})`,
  },
  politeExit: doubleCtrlC,
  statusRules: copilotRules,
  // Its footer says “esc esc interrupt”.
  interrupt: doubleEscape,
  helpCommand: ['copilot', '--help'],
  headless: {
    // Without a terminal it runs only with this option, and takes images only with `-p`.
    command: [
      'copilot',
      '--allow-all-tools',
      '--output-format',
      'json',
      ['--resume={resume}'],
      ['--session-id', '{new-id}'],
      ['--attachment', '{image}'],
      '-p',
      '{prompt}',
    ],
    output: 'copilot',
  },
  timeouts: agentTimeouts,
} as const
