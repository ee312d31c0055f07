import { singlePasteForm } from '../image-form.ts'
import { agentTimeouts, doubleCtrlC } from '../tool-config.ts'
import { qwenPromptBox } from './qwen-prompt-box.ts'
import { qwenRules } from './qwen-rules.ts'
import { qwenSignature } from './qwen-signature.ts'

/** Qwen Code, measured at 0.24. With a text-only model it marks no image. */
export const qwen = {
  name: 'qwen',
  displayName: 'Qwen Code',
  kind: 'agent',
  command: ['qwen'],
  programs: ['qwen', 'qwen-code'],
  imageForm: { ...singlePasteForm, markPattern: String.raw`Attachments: \[[^\]\n]+\]` },
  resume: {
    upFrontArgs: ['--session-id', '{resume}'],
    resumeArgs: ['--resume', '{resume}'],
    pattern: String.raw`\bqwen --resume (?<token>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})`,
    keptOptions: {
      plain: ['-s', '--sandbox', '-y', '--yolo', '-d', '--debug', '--bare', '--safe-mode', '--screen-reader'],
      valued: [
        '-m',
        '--model',
        '--fallback-model',
        '--approval-mode',
        '-e',
        '--extensions',
        '--include-directories',
        '--add-dir',
        '--auth-type',
        '--output-style',
        '--openai-base-url',
        '--allowed-mcp-server-names',
      ],
    },
  },
  politeExit: doubleCtrlC,
  measured: '0.24',
  statusRules: qwenRules,
  promptBox: qwenPromptBox,
  signature: qwenSignature,
  interrupt: [{ kind: 'key', key: 'escape' }],
  helpCommand: ['qwen', '--help'],
  headless: {
    command: [
      'qwen',
      '-o',
      'stream-json',
      ['--session-id', '{new-id}'],
      ['--resume', '{resume}'],
      ['--include-directories', '{image}/..'],
    ],
    prompt: 'stdin',
    imageInPrompt: '@{image} ',
    output: 'qwen',
  },
  timeouts: agentTimeouts,
} as const
