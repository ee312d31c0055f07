import { agentTimeouts, doubleCtrlC } from '../tool-config.ts'
import { auggiePromptBox } from './auggie-prompt-box.ts'
import { auggieRules } from './auggie-rules.ts'

/**
 * Auggie, measured at 0.36. A pasted path is taken for a command, since it begins with a slash: images go by a command
 * of its own.
 */
export const auggie = {
  name: 'auggie',
  displayName: 'Auggie',
  kind: 'agent',
  command: ['auggie'],
  imageForm: { kind: 'line', text: '/image {image}', markPattern: '^Image attached: ' },
  resume: {
    resumeArgs: ['--resume', '{resume}'],
    pattern: String.raw`\bauggie session resume (?<token>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})`,
  },
  politeExit: doubleCtrlC,
  measured: '0.36',
  statusRules: auggieRules,
  promptBox: auggiePromptBox,
  shellPrefix: '!',
  interrupt: [{ kind: 'key', key: 'escape' }],
  helpCommand: ['auggie', '--help'],
  headless: {
    command: [
      'auggie',
      '--print',
      '--output-format',
      'json',
      ['--resume', '{resume}'],
      ['--image', '{image}'],
    ],
    prompt: 'stdin',
    output: 'auggie',
  },
  timeouts: agentTimeouts,
} as const
