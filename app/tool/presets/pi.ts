import { agentTimeouts } from '../tool-config.ts'
import { piPromptBox } from './pi-prompt-box.ts'
import { piRules } from './pi-rules.ts'
import { piSignature } from './pi-signature.ts'

/**
 * Pi, measured at 0.73 (`@mariozechner/pi-coding-agent`) and 1.6 (`@earendil-works/pi-coding-agent`). It takes images only
 * on its command line and ends on Ctrl-D twice and not on Ctrl-C. The older one prints no resume line and sends OSC 133
 * marks for every message, where they mean nothing; the newer one reports by OSC 7501.
 */
export const pi = {
  name: 'pi',
  displayName: 'Pi',
  kind: 'agent',
  command: ['pi'],
  programs: ['pi'],
  imageForm: { kind: 'argument', args: ['@{image}'] },
  resume: {
    resumeArgs: ['--session', '{resume}'],
    // On one line until 1.5.
    pattern: String.raw`^To resume this session:\s+pi --session (?<token>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\s*$`,
    keptOptions: {
      plain: ['--no-tools', '-nt', '--no-builtin-tools', '-nbt', '--offline', '--verbose'],
      valued: ['--provider', '--model', '--models', '--thinking', '--tools', '-t'],
    },
  },
  politeExit: [
    { kind: 'key', key: 'ctrl-d' },
    { kind: 'pause', ms: 500 },
    { kind: 'key', key: 'ctrl-d' },
  ],
  measured: ['0.73', '1.6'],
  statusRules: piRules,
  promptBox: piPromptBox,
  signature: piSignature,
  shellPrefix: '!',
  signals: { progress: true, shellMarks: false, notifications: true },
  interrupt: [{ kind: 'key', key: 'escape' }],
  helpCommand: ['pi', '--help'],
  headless: {
    command: ['pi', '-p', '--mode', 'json', ['--session', '{resume}'], ['@{image}']],
    prompt: 'stdin',
    output: 'pi',
  },
  timeouts: agentTimeouts,
} as const
