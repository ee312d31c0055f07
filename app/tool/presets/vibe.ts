import { singlePasteForm } from '../image-form.ts'
import { agentTimeouts, doubleCtrlC } from '../tool-config.ts'

/**
 * Mistral Vibe, by its source and documentation (`vibe/cli`, 3.0); not measured. It has no rules, since nothing is known of
 * its screen: its status is guessed. Without a terminal it runs commands without asking.
 */
export const vibe = {
  name: 'vibe',
  displayName: 'Mistral Vibe',
  kind: 'agent',
  command: ['vibe'],
  // A path that is pasted alone becomes a mention, `@/path/to/shot.png`.
  imageForm: singlePasteForm,
  resume: {
    resumeArgs: ['--resume', '{resume}'],
    // The beginning of an id, which it takes for the whole.
    pattern: String.raw`^Or: vibe --resume (?<token>[0-9a-f][0-9a-f-]{5,35})\s*$`,
  },
  politeExit: doubleCtrlC,
  statusRules: [],
  interrupt: [{ kind: 'key', key: 'escape' }],
  helpCommand: ['vibe', '--help'],
  headless: {
    command: ['vibe', ['--resume', '{resume}'], '--prompt={prompt}'],
  },
  timeouts: agentTimeouts,
} as const
