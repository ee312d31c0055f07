import { expect, test } from 'vitest'
import type { ScreenFrame } from '../../../../../main/pty-host/protocol/protocol.ts'
import { answerTo } from '../../../../../main/session/delivery/prompt-answer.ts'
import { fakeTerminal, screenFrame } from '../../../../support/fake-terminal.ts'
import { presetNamed } from '../../../../support/tools.ts'

const endless = { idleMs: null, totalMs: null }
const rule = '─'.repeat(40)

function screen(...answer: readonly string[]): ScreenFrame {
  const lines = ['❯ a prompt', '', ...answer, '', rule, '❯', rule]
  return screenFrame(lines, { cursor: { x: 2, y: lines.length - 2 }, isAlternate: true })
}

test('an answer is read once it is drawn, which may be after the tool says that it is ready', async () => {
  const tool = presetNamed('claude')
  const frames = [screen('●', '', '✢ Wandering… (2s)'), screen('● The', '', '✻ Wandering… (2s)')]
  const evidence = { source: 'osc7501', rule: 'idle', text: '', at: 1 } as const
  const terminal = fakeTerminal({
    tool,
    frame: () => frames.shift() ?? screen('● The answer.', '', '✻ Baked for 2s'),
    status: () => ({ kind: 'idle', certainty: 'sure', since: 1, evidence }),
  })
  const sent = { at: 0, pressedAt: 0, before: screen() }
  expect(await answerTo(terminal, 'a prompt', sent, endless)).toEqual({
    text: '● The answer.',
    partial: false,
    endedBy: 'idle',
  })
})
