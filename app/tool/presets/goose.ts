import { quotedPathForm } from '../image-form.ts'
import { agentTimeouts, tripleCtrlC } from '../tool-config.ts'
import { gooseRules } from './goose-rules.ts'

/**
 * Goose, measured at 1.34: a line tool, whose prompt keeps a hint until something is typed. It attaches what a word of
 * the prompt names as an image. A conversation has an id only once it runs, but it may be given a name before.
 */
export const goose = {
  name: 'goose',
  displayName: 'Goose',
  kind: 'agent',
  command: ['goose', 'session'],
  imageForm: quotedPathForm,
  resume: {
    upFrontArgs: ['--name', '{resume}'],
    resumeArgs: ['--resume', '--name', '{resume}'],
  },
  politeExit: tripleCtrlC,
  measured: '1.34',
  statusRules: gooseRules,
  promptPattern: String.raw`^🪿(?:\s|$)`,
  interrupt: [{ kind: 'key', key: 'ctrl-c' }],
  helpCommand: ['goose', 'session', '--help'],
  headless: {
    command: [
      'goose',
      'run',
      '--quiet',
      ['--name', '{new-id}'],
      ['--resume', '--name', '{resume}'],
      '--instructions',
      '-',
    ],
    prompt: 'stdin',
    imageInPrompt: '{image} ',
  },
  timeouts: agentTimeouts,
} as const
