import { quotedPathForm } from '../image-form.ts'
import { agentTimeouts, doubleCtrlC } from '../tool-config.ts'
import { continuePromptBox } from './continue-prompt-box.ts'
import { continueRules } from './continue-rules.ts'

/**
 * Continue CLI, measured at 1.5. It takes images from the clipboard alone, so that a path stays text. Its `--resume` picks
 * up the newest conversation of all folders and no other can be named, so there is none to go on with.
 */
export const continueCli = {
  name: 'continue',
  displayName: 'Continue',
  kind: 'agent',
  command: ['cn'],
  imageForm: quotedPathForm,
  politeExit: doubleCtrlC,
  measured: '1.5',
  statusRules: continueRules,
  promptBox: continuePromptBox,
  shellPrefix: '!',
  // It asks for no bracketed paste: it takes 50 characters that come at once for one until 200 ms have passed, and an Enter
  // before that for none.
  enterPauseMs: 400,
  interrupt: [{ kind: 'key', key: 'escape' }],
  helpCommand: ['cn', '--help'],
  headless: { command: ['cn', '--print'], prompt: 'stdin' },
  timeouts: agentTimeouts,
} as const
