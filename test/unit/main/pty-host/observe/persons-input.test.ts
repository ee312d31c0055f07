import { expect, test } from 'vitest'
import { isUserInput } from '../../../../../main/pty-host/observe/typed-line.ts'

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
  ['a letter behind an answer', `${esc}]11;rgb:0/0/0\u0007a`],
  ['a letter behind a name', `${esc}P>|xterm(380)${esc}\\a`],
  ['Alt with a bracket', `${esc}]`],
  ['Alt with a P', `${esc}P`],
])('%s is a user’s', (_, data) => {
  expect(isUserInput(data)).toBe(true)
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
  ['what it is beside that', `${esc}[>0;276;0c`],
  ['a mode of its own', `${esc}[?2026;2$y`],
  ['a mode of the standard', `${esc}[4;2$y`],
  ['a colour', `${esc}]11;rgb:0000/0000/0000${esc}\\`],
  ['a colour with the other end', `${esc}]11;rgb:0000/0000/0000\u0007`],
  ['a status that it can read', `${esc}]7501;?${esc}\\`],
  ['its name', `${esc}P>|xterm(380)${esc}\\`],
  ['a setting', `${esc}P1$r0m${esc}\\`],
  [
    'several answers at once',
    `${esc}[?1;2c${esc}P>|xterm(380)${esc}\\${esc}]11;rgb:0/0/0\u0007${esc}[?2026;2$y`,
  ],
  ['nothing', ''],
])('%s is not', (_, data) => {
  expect(isUserInput(data)).toBe(false)
})

test('bytes are the host’s own', () => {
  expect(isUserInput(new Uint8Array([97]))).toBe(false)
})
