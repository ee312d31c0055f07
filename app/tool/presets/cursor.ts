import { lineRules } from '../../screen/line-rules.ts'
import { quotedPathForm } from '../image-form.ts'
import { agentTimeouts, doubleCtrlC } from '../tool-config.ts'

/**
 * Cursor CLI, by its documentation; not measured. Nothing is known of its screen: its status is guessed. Nor is it known to
 * take images: their paths are typed as text. Without a terminal it prints the lines of Claude Code, but for its calls of
 * tools.
 */
export const cursor = {
  name: 'cursor',
  displayName: 'Cursor CLI',
  kind: 'agent',
  command: ['cursor-agent'],
  imageForm: quotedPathForm,
  resume: { resumeArgs: ['--resume', '{resume}'] },
  politeExit: doubleCtrlC,
  statusRules: lineRules,
  interrupt: [{ kind: 'key', key: 'escape' }],
  helpCommand: ['cursor-agent', '--help'],
  headless: {
    command: [
      'cursor-agent',
      '--print',
      '--output-format',
      'stream-json',
      ['--resume', '{resume}'],
      '{prompt}',
    ],
    output: 'claude',
  },
  timeouts: agentTimeouts,
} as const
