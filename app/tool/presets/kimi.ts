import { quotedPathForm } from '../image-form.ts'
import { agentTimeouts, tripleCtrlC } from '../tool-config.ts'
import { kimiPromptBox } from './kimi-prompt-box.ts'
import { kimiRules } from './kimi-rules.ts'

/**
 * Kimi Code (`@moonshot-ai/kimi-code`), measured at 2.1; the older `kimi-cli` in Python is archived. It attaches images
 * of the clipboard alone: a path stays text, which its model opens with a tool of its own. Hooks are read from its own
 * file alone. Without a terminal it runs commands without asking.
 */
export const kimi = {
  name: 'kimi',
  displayName: 'Kimi',
  kind: 'agent',
  command: ['kimi'],
  imageForm: quotedPathForm,
  resume: {
    resumeArgs: ['--session', '{resume}'],
    pattern: String.raw`^ *To resume this session: kimi -r (?<token>session_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\s*$`,
  },
  politeExit: tripleCtrlC,
  measured: '2.1',
  statusRules: kimiRules,
  promptBox: kimiPromptBox,
  // Also where it is pasted.
  shellPrefix: '!',
  interrupt: [{ kind: 'key', key: 'escape' }],
  helpCommand: ['kimi', '--help'],
  headless: {
    command: ['kimi', ['--session', '{resume}'], '--output-format', 'stream-json', '--prompt={prompt}'],
    imageInPrompt: '{image} ',
    output: 'kimi',
  },
  timeouts: agentTimeouts,
} as const
