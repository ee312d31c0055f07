import { singlePasteForm } from '../image-form.ts'
import { doubleCtrlC } from '../tool-config.ts'

/**
 * Codex, measured at 0.169. Its idle title is the folder's name, which is no sign of anything; OSC 7501 says idle.
 * `--no-daemon`: without it the work goes on in a background server after its tab was closed.
 */
export const codex = {
  name: 'codex',
  displayName: 'Codex',
  kind: 'agent',
  command: ['codex', '--no-daemon'],
  imageForm: { ...singlePasteForm, markPattern: String.raw`\[Image #\d+\]` },
  resume: {
    // Given again: whether the subcommand inherits the option of the command before it is nowhere promised.
    resumeArgs: ['resume', '--no-daemon', '{resume}'],
    pattern: String.raw`\bcodex (?:[^\n]*\s)?resume (?<token>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})`,
  },
  politeExit: doubleCtrlC,
  titleRules: [
    { pattern: String.raw`^\[ [!.] \] Action Required\b`, claim: { kind: 'waiting', reason: 'approval' } },
    { pattern: '^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] ', claim: { kind: 'working' } },
  ],
} as const
