import { singlePasteForm } from '../image-form.ts'
import { agentTimeouts, doubleCtrlC } from '../tool-config.ts'
import { claudePromptBox } from './claude-prompt-box.ts'
import { claudeRules } from './claude-rules.ts'
import { claudeSignature } from './claude-signature.ts'

/**
 * Claude Code, measured at 2.1.330 and 2.1.332. It reports by OSC 7501 once the terminal answers its query.
 */
export const claude = {
  name: 'claude',
  displayName: 'Claude Code',
  kind: 'agent',
  command: ['claude'],
  programs: ['claude', 'claude-code'],
  imageForm: { ...singlePasteForm, markPattern: String.raw`\[Image #\d+\]` },
  resume: {
    upFrontArgs: ['--session-id', '{resume}'],
    resumeArgs: ['--resume', '{resume}'],
    // The hint repeats the other flags of the start before `--resume`. A conversation with a name is resumed by that name, quoted.
    pattern: String.raw`^claude (?:[^\n]*\s)?--resume (?<token>"[^"\n]+"|[\w-]+)`,
    // A name of the user's own may hold letters of any script and spaces, never a leading dash.
    tokenPattern: String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}\p{M} ._-]{0,126}[\p{L}\p{N}\p{M}._-])?`,
    keptOptions: {
      plain: [
        '--dangerously-skip-permissions',
        '--allow-dangerously-skip-permissions',
        '--verbose',
        '--ide',
        '--chrome',
        '--no-chrome',
        '--bare',
        '--strict-mcp-config',
        '--disable-slash-commands',
      ],
      valued: [
        '--model',
        '--fallback-model',
        '--permission-mode',
        '--effort',
        '--agent',
        '--add-dir',
        '--settings',
        '--setting-sources',
        '--mcp-config',
        '--plugin-dir',
        '--allowedTools',
        '--allowed-tools',
        '--disallowedTools',
        '--disallowed-tools',
        '--tools',
      ],
    },
  },
  politeExit: doubleCtrlC,
  measured: '2.1.332',
  statusRules: claudeRules,
  promptBox: claudePromptBox,
  signature: claudeSignature,
  shellPrefix: '!',
  interrupt: [{ kind: 'key', key: 'escape' }],
  helpCommand: ['claude', '--help'],
  headless: {
    command: [
      'claude',
      '-p',
      '--output-format',
      'stream-json',
      '--verbose',
      ['--session-id', '{new-id}'],
      ['--resume', '{resume}'],
    ],
    prompt: 'stdin',
    imageInPrompt: '@{image} ',
    output: 'claude',
  },
  timeouts: agentTimeouts,
} as const
