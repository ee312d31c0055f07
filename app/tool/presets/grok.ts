import { singlePasteForm } from '../image-form.ts'
import { agentTimeouts, tripleCtrlC } from '../tool-config.ts'
import { grokPromptBox } from './grok-prompt-box.ts'
import { grokRules } from './grok-rules.ts'

/**
 * Grok Build (`@xai-official/grok`), measured at 1.0. A prompt that is pasted with a `!` before it is sent as it is.
 * Hooks are read from its own files alone: `GROK_CONFIG_PATH` leaves them out.
 */
export const grok = {
  name: 'grok',
  displayName: 'Grok',
  kind: 'agent',
  command: ['grok'],
  imageForm: { ...singlePasteForm, markPattern: String.raw`\[Image #\d+\]` },
  resume: {
    upFrontArgs: ['--session-id', '{resume}'],
    resumeArgs: ['--resume', '{resume}'],
    pattern: String.raw`^ *grok --resume (?<token>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\s*$`,
  },
  politeExit: tripleCtrlC,
  measured: '1.0',
  statusRules: grokRules,
  promptBox: grokPromptBox,
  // Escape does nothing but say so; with a draft in the box the first Ctrl-C clears it and the turn goes on.
  interrupt: [{ kind: 'key', key: 'ctrl-c' }],
  helpCommand: ['grok', '--help'],
  headless: {
    command: [
      'grok',
      '--output-format',
      'streaming-messages-json',
      ['--session-id', '{new-id}'],
      ['--resume', '{resume}'],
      '--single={prompt}',
    ],
    // It prints the lines of Claude Code.
    output: 'claude',
  },
  timeouts: agentTimeouts,
} as const
