import { singlePasteForm } from '../image-form.ts'
import { agentTimeouts, doubleCtrlC } from '../tool-config.ts'
import { droidPromptBox } from './droid-prompt-box.ts'
import { droidRules } from './droid-rules.ts'

/**
 * Droid of Factory, measured at 0.225 with a model of its user's own and no account. A model that takes no images leaves
 * the path of one in the prompt. Without a terminal it goes on by a copy of the conversation under a new id:
 * `--session-id` ended with 1 and without a word. Its hooks could be given for one run (`--settings`) and are not: it
 * draws each of them into the conversation.
 */
export const droid = {
  name: 'droid',
  displayName: 'Droid',
  kind: 'agent',
  command: ['droid'],
  imageForm: { ...singlePasteForm, markPattern: String.raw`\[Image \d+\]` },
  resume: {
    resumeArgs: ['--resume', '{resume}'],
    pattern: String.raw`\bdroid --resume (?<token>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})`,
  },
  politeExit: doubleCtrlC,
  measured: '0.225',
  statusRules: droidRules,
  promptBox: droidPromptBox,
  interrupt: [{ kind: 'key', key: 'escape' }],
  helpCommand: ['droid', '--help'],
  headless: {
    command: ['droid', 'exec', ['--fork', '{resume}'], '--output-format', 'stream-json'],
    prompt: 'stdin',
    output: 'droid',
  },
  timeouts: agentTimeouts,
} as const
