import type { Terminal } from '@xterm/xterm'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { reportKeyPlaces } from '../../../../renderer/terminal/alternate-keys.ts'
import { coreOf } from '../../../../renderer/terminal/page-core.ts'
import { openTerminal, recordData, write } from './page-terminal.ts'

let terminal: Terminal
let sent: string[]

beforeEach(() => {
  terminal = openTerminal({ vtExtensions: { kittyKeyboard: true } })
  reportKeyPlaces(coreOf(terminal))
  sent = recordData(terminal)
})

afterEach(() => {
  terminal.dispose()
  document.body.replaceChildren()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Flags of the program, the key, and what is sent for it. */
it.each<readonly [name: string, flags: number, key: KeyboardEventInit, sent: string]>([
  ['Ctrl+С with the place of the key', 5, { key: 'с', code: 'KeyC', ctrlKey: true }, '\u001B[1089::99;5u'],
  ['Ctrl+Shift+С', 5, { key: 'С', code: 'KeyC', ctrlKey: true, shiftKey: true }, '\u001B[1089:1057:99;6u'],
  ['Ctrl+С, not asked for', 1, { key: 'с', code: 'KeyC', ctrlKey: true }, '\u001B[1089;5u'],
  [
    'Ctrl+Shift+С, not asked for',
    1,
    { key: 'С', code: 'KeyC', ctrlKey: true, shiftKey: true },
    '\u001B[1089;6u',
  ],
  ['Ctrl+C of a Latin layout', 5, { key: 'c', code: 'KeyC', ctrlKey: true }, '\u001B[99;5u'],
  ['Ctrl+A of AZERTY', 5, { key: 'a', code: 'KeyQ', ctrlKey: true }, '\u001B[97::113;5u'],
  [
    'Ctrl+Shift+A of AZERTY',
    5,
    { key: 'A', code: 'KeyQ', ctrlKey: true, shiftKey: true },
    '\u001B[97:65:113;6u',
  ],
  ['Ctrl+ж, a letter of a sign', 5, { key: 'ж', code: 'Semicolon', ctrlKey: true }, '\u001B[1078::59;5u'],
  ['Ctrl+ש, without case', 5, { key: 'ש', code: 'KeyA', ctrlKey: true }, '\u001B[1513::97;5u'],
  ['Ctrl+Up', 5, { key: 'ArrowUp', code: 'ArrowUp', ctrlKey: true }, '\u001B[1;5A'],
  ['Shift+Enter', 5, { key: 'Enter', code: 'Enter', shiftKey: true }, '\u001B[13;2u'],
  ['с with its text', 29, { key: 'с', code: 'KeyC' }, '\u001B[1089::99;;1089u'],
])('sends %s', async (_, flags, key, expected) => {
  await write(terminal, `\u001B[=${flags}u`)
  terminal.textarea?.dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }))
  expect(sent).toEqual([expected])
})

it('names the place of a key that is released', async () => {
  await write(terminal, '\u001B[=7u')
  const key = { key: 'с', code: 'KeyC', ctrlKey: true, bubbles: true, cancelable: true }
  terminal.textarea?.dispatchEvent(new KeyboardEvent('keydown', key))
  terminal.textarea?.dispatchEvent(new KeyboardEvent('keyup', key))
  expect(sent).toEqual(['\u001B[1089::99;5u', '\u001B[1089::99;5:3u'])
})
