import { singlePasteForm } from '../image-form.ts'
import { agentTimeouts, doubleCtrlC } from '../tool-config.ts'
import { codexPromptBox } from './codex-prompt-box.ts'
import { codexRules } from './codex-rules.ts'
import { codexSignature } from './codex-signature.ts'

/**
 * Codex, measured at 0.169 and 0.171.
 * `--no-daemon`: without it the work goes on in a background server after its tab was closed.
 */
export const codex = {
  name: 'codex',
  displayName: 'Codex',
  kind: 'agent',
  command: ['codex', '--no-daemon'],
  programs: ['codex'],
  imageForm: { ...singlePasteForm, markPattern: String.raw`\[Image #\d+\]` },
  resume: {
    // Given again: whether the subcommand inherits the option of the command before it is nowhere promised.
    resumeArgs: ['resume', '--no-daemon', '{resume}'],
    pattern: String.raw`\bcodex (?:[^\n]*\s)?resume (?<token>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})`,
    keptOptions: {
      plain: [
        '--oss',
        '--search',
        '--full-auto',
        '--approve-for-me',
        '--yolo',
        '--dangerously-bypass-approvals-and-sandbox',
        '--no-alt-screen',
        '--strict-config',
      ],
      valued: [
        '-m',
        '--model',
        '-p',
        '--profile',
        '-s',
        '--sandbox',
        '-a',
        '--ask-for-approval',
        '-C',
        '--cd',
        '-c',
        '--config',
        '--add-dir',
        '--local-provider',
        '--enable',
        '--disable',
      ],
    },
  },
  politeExit: doubleCtrlC,
  measured: ['0.169', '0.171'],
  statusRules: codexRules,
  promptBox: codexPromptBox,
  signature: codexSignature,
  shellPrefix: '!',
  interrupt: [{ kind: 'key', key: 'escape' }],
  helpCommand: ['codex', '--help'],
  headless: {
    command: [
      'codex',
      'exec',
      ['resume', '{resume}'],
      '--json',
      '--skip-git-repo-check',
      ['--image={image}'],
      '-',
    ],
    prompt: 'stdin',
    output: 'codex',
  },
  timeouts: agentTimeouts,
} as const
