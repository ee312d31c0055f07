import { singlePasteForm } from '../image-form.ts'
import { agentTimeouts, doubleCtrlC, doubleEscape } from '../tool-config.ts'
import { copilotPromptBox } from './copilot-prompt-box.ts'
import { copilotRules } from './copilot-rules.ts'
import { copilotSignature } from './copilot-signature.ts'

/** Copilot CLI, measured at 1.0. */
export const copilot = {
  name: 'copilot',
  displayName: 'Copilot CLI',
  kind: 'agent',
  command: ['copilot'],
  programs: ['copilot'],
  imageForm: { ...singlePasteForm, markPattern: String.raw`\[📷 [^\]\n]+\]` },
  resume: {
    upFrontArgs: ['--session-id', '{resume}'],
    resumeArgs: ['--resume={resume}'],
    pattern: String.raw`\bcopilot --resume=(?<token>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})`,
    keptOptions: {
      plain: [
        '--allow-all-tools',
        '--allow-all-paths',
        '--allow-all-urls',
        '--allow-all',
        '--yolo',
        '--autopilot',
        '--plan',
        '--trust-folder',
        '--enable-memory',
        '--disallow-temp-dir',
        '--disable-builtin-mcps',
        '--screen-reader',
      ],
      valued: [
        '--model',
        '--reasoning-effort',
        '--context',
        '--agent',
        '--mode',
        '--add-dir',
        '--allow-tool',
        '--deny-tool',
        '--allow-url',
        '--deny-url',
        '--plugin-dir',
      ],
    },
  },
  politeExit: doubleCtrlC,
  measured: '1.0',
  statusRules: copilotRules,
  promptBox: copilotPromptBox,
  signature: copilotSignature,
  shellPrefix: '!',
  // Its footer says “esc esc interrupt”.
  interrupt: doubleEscape,
  helpCommand: ['copilot', '--help'],
  headless: {
    command: [
      'copilot',
      '--output-format',
      'json',
      ['--session-id', '{new-id}'],
      ['--resume={resume}'],
      ['--attachment', '{image}'],
    ],
    prompt: 'stdin',
    output: 'copilot',
  },
  timeouts: agentTimeouts,
} as const
