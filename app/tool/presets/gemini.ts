import { singlePasteForm } from '../image-form.ts'
import { doubleCtrlC } from '../tool-config.ts'

/** Gemini CLI, measured at 0.61. Its title tells the three states apart. */
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
  titleRules: [
    { pattern: '^✋', claim: { kind: 'waiting', reason: 'approval' } },
    { pattern: '^✦', claim: { kind: 'working' } },
    { pattern: '^◇', claim: { kind: 'idle' } },
  ],
} as const
