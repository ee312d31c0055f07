import { singlePasteForm } from '../image-form.ts'
import { agentTimeouts, doubleCtrlC } from '../tool-config.ts'
import { geminiPromptBox } from './gemini-prompt-box.ts'
import { geminiRules } from './gemini-rules.ts'
import { geminiSignature } from './gemini-signature.ts'

/** Gemini CLI, measured at 0.61. */
export const gemini = {
  name: 'gemini',
  displayName: 'Gemini CLI',
  kind: 'agent',
  command: ['gemini'],
  programs: ['gemini', 'gemini-cli'],
  imageForm: { ...singlePasteForm, markPattern: String.raw`\[Image [^\]\n]+\]` },
  resume: {
    upFrontArgs: ['--session-id', '{resume}'],
    resumeArgs: ['--resume', '{resume}'],
    pattern: String.raw`\bgemini --resume (?<token>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})`,
    keptOptions: {
      plain: ['--skip-trust', '-s', '--sandbox', '-y', '--yolo', '-d', '--debug', '--screen-reader'],
      valued: [
        '-m',
        '--model',
        '--approval-mode',
        '-e',
        '--extensions',
        '--include-directories',
        '--allowed-mcp-server-names',
        '--policy',
      ],
    },
  },
  politeExit: doubleCtrlC,
  measured: '0.61',
  statusRules: geminiRules,
  promptBox: geminiPromptBox,
  signature: geminiSignature,
  // Below 50 ms it takes Enter for a part of the paste; at 150 it took all of 15.
  enterPauseMs: 150,
  interrupt: [{ kind: 'key', key: 'escape' }],
  helpCommand: ['gemini', '--help'],
  headless: {
    command: [
      'gemini',
      '--skip-trust',
      '-o',
      'stream-json',
      ['--session-id', '{new-id}'],
      ['--resume', '{resume}'],
      ['--include-directories', '{image}/..'],
    ],
    prompt: 'stdin',
    imageInPrompt: '@{image} ',
    output: 'gemini',
  },
  timeouts: agentTimeouts,
} as const
