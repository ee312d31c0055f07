import { expect, test } from 'vitest'
import { signalLine } from '../../../../../main/session/state/signal-line.ts'

test('a signal is a line that can be read, as it was sent', () => {
  expect(signalLine({ kind: 'title', title: '⠋ codex' })).toBe('title ⠋ codex')
  expect(signalLine({ kind: 'osc7501', body: 'state=idle' })).toBe('OSC 7501 state=idle')
  expect(signalLine({ kind: 'progress', progress: { kind: 'running', percent: 42 } })).toMatch(
    /^OSC 9;4 .*42/u,
  )
  expect(signalLine({ kind: 'shellMark', mark: { kind: 'prompt' } })).toBe('OSC 133 prompt')
  expect(signalLine({ kind: 'bell' })).toBe('bell')
})

test('a notification with a title and a body is one line, without a gap where one is missing', () => {
  const line = (title: string | null, body: string | null) =>
    signalLine({ kind: 'notification', title, body })
  expect(line('Codex', 'approval')).toBe('notification Codex · approval')
  expect(line(null, 'approval')).toBe('notification approval')
})

test('what is no signal of the program is no line', () => {
  expect(signalLine({ kind: 'output', bytes: 5 })).toBeNull()
  expect(signalLine({ kind: 'input' })).toBeNull()
  expect(signalLine({ kind: 'slowRule', rule: 'works' })).toBeNull()
  expect(
    signalLine({
      kind: 'screen',
      reading: null,
      ticks: [],
      isSettled: true,
      isFullScreen: false,
      isLikePrompt: false,
      isBlank: false,
    }),
  ).toBeNull()
  expect(signalLine({ kind: 'clipboard', text: 'secret' })).toBeNull()
})
