import type { RuleInput } from '../../screen/rules.ts'
import { singlePasteForm } from '../image-form.ts'
import { agentTimeouts, doubleCtrlC, doubleEscape } from '../tool-config.ts'

/** Of its dialog (`internal/ui/dialog/permissions.go`), whose title is followed by slashes up to its frame. */
const crushRules: readonly RuleInput[] = [
  {
    id: 'asks-approval',
    priority: 80,
    when: {
      all: [{ regex: 'Permission Required ╱{3}' }, { regex: String.raw`\bAllow\b.*\bDeny\b` }],
    },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [{ regex: '(?<text>Permission Required)' }],
  },
]

/**
 * Crush, by its source and documentation (0.96); not measured, and its rules know nothing but its dialog for approval: what
 * it does else is guessed. Without a terminal it runs commands without asking.
 */
export const crush = {
  name: 'crush',
  displayName: 'Crush',
  kind: 'agent',
  command: ['crush'],
  imageForm: singlePasteForm,
  resume: { resumeArgs: ['--session', '{resume}'] },
  // The first one asks whether to quit, and says that a second one does.
  politeExit: doubleCtrlC,
  statusRules: crushRules,
  // The first one asks for the second.
  interrupt: doubleEscape,
  helpCommand: ['crush', '--help'],
  headless: {
    command: ['crush', 'run', '--quiet', ['--session', '{resume}']],
    prompt: 'stdin',
  },
  timeouts: agentTimeouts,
} as const
