import { singlePasteForm } from '../image-form.ts'
import { agentTimeouts, doubleCtrlC, doubleEscape } from '../tool-config.ts'
import { ampPromptBox } from './amp-prompt-box.ts'
import { ampRules } from './amp-rules.ts'

/**
 * Amp, start, login, prompt, images and end measured at 0.0.1790142911 without an account. Its work, its approvals and
 * the key that interrupts it are read off the strings of that build; what it prints without a terminal and how a thread is
 * resumed are by its help and https://ampcode.com/news/streaming-json. It printed no resume line after a session without a turn.
 */
export const amp = {
  name: 'amp',
  displayName: 'Amp',
  kind: 'agent',
  command: ['amp'],
  imageForm: { ...singlePasteForm, markPattern: String.raw`\[Image \d+\]` },
  resume: {
    resumeArgs: ['threads', 'continue', '{resume}'],
    tokenPattern: 'T-[0-9a-f-]{36}',
  },
  politeExit: doubleCtrlC,
  statusRules: ampRules,
  promptBox: ampPromptBox,
  interrupt: doubleEscape,
  helpCommand: ['amp', '--help'],
  headless: {
    command: ['amp', ['threads', 'continue', '{resume}'], '--execute', '--stream-json'],
    prompt: 'stdin',
    output: 'claude',
  },
  timeouts: agentTimeouts,
} as const
