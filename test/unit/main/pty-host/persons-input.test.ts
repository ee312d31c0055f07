import { expect, test } from 'vitest'
import { isPersonsInput } from '../../../../main/pty-host/persons-input.ts'

const esc = '\u001b'

test.each([
  ['a letter', 'a'],
  ['Enter', '\r'],
  ['Escape', esc],
  ['an arrow', `${esc}[A`],
  ['a function key', `${esc}OP`],
  ['a key of the kitty protocol', `${esc}[97;5u`],
  ['a paste', `${esc}[200~text${esc}[201~`],
  ['a letter behind a report', `${esc}[Ia`],
])('%s is a person’s', (_, data) => {
  expect(isPersonsInput(data)).toBe(true)
})

test.each([
  ['a change of focus', `${esc}[I`],
  ['two of them', `${esc}[O${esc}[I`],
  ['a click', `${esc}[<0;12;5M${esc}[<0;12;5m`],
  ['a place of the cursor', `${esc}[24;80R`],
  ['what the terminal says it is', `${esc}[?1;2c`],
  ['its keyboard mode', `${esc}[?7u`],
  ['its health', `${esc}[0n`],
  ['its size', `${esc}[8;24;80t`],
  ['nothing', ''],
])('%s is not', (_, data) => {
  expect(isPersonsInput(data)).toBe(false)
})

test('bytes are the host’s own', () => {
  expect(isPersonsInput(new Uint8Array([97]))).toBe(false)
})
