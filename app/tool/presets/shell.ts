import { lineRules, shellPrompt } from '../../screen/line-rules.ts'
import { quotedPathForm } from '../image-form.ts'

/** The user's own login shell. It is ended by its terminal's hang-up, as every terminal does it. */
export const shell = {
  name: 'shell',
  displayName: 'Shell',
  kind: 'shell',
  command: ['{shell}'],
  imageForm: quotedPathForm,
  politeExit: [],
  statusRules: lineRules,
  signals: { progress: true, shellMarks: true, notifications: true },
  interrupt: [{ kind: 'key', key: 'ctrl-c' }],
  helpCommand: ['{shell}', '--help'],
  promptPattern: shellPrompt,
  // A server or a build that is quiet may run for as long as it likes.
  timeouts: { idleSec: null, totalSec: null },
} as const
