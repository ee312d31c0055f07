import { singlePasteForm } from '../image-form.ts'
import { agentTimeouts, doubleCtrlC } from '../tool-config.ts'
import { geminiRules } from './gemini-rules.ts'

/** Gemini CLI, measured at 0.61. */
export const gemini = {
  name: 'gemini',
  displayName: 'Gemini CLI',
  kind: 'agent',
  command: ['gemini'],
  imageForm: { ...singlePasteForm, markPattern: String.raw`\[Image [^\]\n]+\]` },
  resume: {
    upFrontArgs: ['--session-id', '{resume}'],
    resumeArgs: ['--resume', '{resume}'],
    pattern: String.raw`\bgemini --resume (?<token>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})`,
  },
  politeExit: doubleCtrlC,
  statusRules: geminiRules,
  interrupt: [{ kind: 'key', key: 'escape' }],
  helpCommand: ['gemini', '--help'],
  headless: {
    command: ['gemini', '-o', 'stream-json', ['--resume', '{resume}'], ['--session-id', '{new-id}']],
    prompt: 'stdin',
    imageInPrompt: '@{image}',
    output: 'gemini',
  },
  timeouts: agentTimeouts,
} as const
