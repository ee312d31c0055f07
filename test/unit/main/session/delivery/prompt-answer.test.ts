import { expect, test } from 'vitest'
import { presets } from '../../../../../app/tool/presets/presets.ts'
import type { ScreenFrame } from '../../../../../main/pty-host/protocol/protocol.ts'
import { answerTo } from '../../../../../main/session/delivery/prompt-answer.ts'
import { steppedClock } from '../../../../support/stepped-clock.ts'

const rule = '─'.repeat(40)

function screen(...answer: readonly string[]): ScreenFrame {
  const lines = ['❯ a prompt', '', ...answer, '', rule, '❯', rule]
  const cursor = { x: 2, y: lines.length - 2 }
  return {
    lines,
    solid: lines,
    cursor,
    row: cursor.y,
    bracketedPaste: true,
    isAlternate: true,
    hasTyped: false,
    isTyping: false,
  }
}

test('an answer is read once it is drawn, which may be after the tool says that it is ready', async () => {
  const tool = presets.find(({ name }) => name === 'claude')
  if (tool === undefined) throw new Error('there is no such preset')
  const frames = [screen('●', '', '✢ Wandering… (2s)'), screen('● The', '', '✻ Wandering… (2s)')]
  const terminal = {
    hold: () => undefined,
    release: () => undefined,
    paste: () => undefined,
    type: () => undefined,
    frame: () => Promise.resolve(frames.shift() ?? screen('● The answer.', '', '✻ Baked for 2s')),
    since: () => Promise.resolve({ text: '', isScreen: true }),
  }
  const evidence = { source: 'osc7501', rule: 'idle', text: '', at: 1 } as const
  const work = {
    tool,
    program: null,
    status: () => ({ kind: 'idle', certainty: 'sure', since: 1, evidence }) as const,
    isUp: () => true,
    lastActiveAt: () => 0,
  }
  const sent = { at: 0, before: screen() }
  expect(await answerTo({ clock: steppedClock(), terminal }, work, 'a prompt', sent, null)).toEqual({
    text: '● The answer.',
    partial: false,
    endedBy: 'idle',
  })
})
