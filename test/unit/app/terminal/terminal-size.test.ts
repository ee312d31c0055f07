import { expect, test } from 'vitest'
import {
  firstTerminalSize,
  isTerminalSize,
  nearestTerminalSize,
} from '../../../../app/terminal/terminal-size.ts'
import { parsePageMessage } from '../../../../main/pty-host/protocol/page-message.ts'
import { sessionId } from '../../../support/fake-bridge.ts'

test.each([
  ['a pane of ordinary size', { cols: 132, rows: 43 }, { cols: 132, rows: 43 }],
  [
    'a pane across several screens at the smallest font',
    { cols: 1600, rows: 1200 },
    { cols: 1000, rows: 1000 },
  ],
  ['a pane dragged to nothing', { cols: 0, rows: 0 }, { cols: 2, rows: 1 }],
])('%s gets a size that the host takes', (_, room, size) => {
  const nearest = nearestTerminalSize(room)
  expect(nearest).toEqual(size)
  expect(isTerminalSize(nearest)).toBe(true)
  const message = { type: 'attach', session: sessionId(1), attachment: 1, ...nearest }
  expect(parsePageMessage(message)).toEqual(message)
})

test('the first size is one that a terminal can have', () => {
  expect(isTerminalSize(firstTerminalSize)).toBe(true)
  expect(isTerminalSize({ cols: 1, rows: 40 })).toBe(false)
  expect(isTerminalSize({ cols: 120.5, rows: 40 })).toBe(false)
})
