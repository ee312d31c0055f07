import { expect, test } from 'vitest'
import { scrollbackLines } from '../../../../../app/terminal/terminal-size.ts'
import { darkTheme } from '../../../../../app/terminal/theme.ts'
import { Screen } from '../../../../../main/pty-host/screen/screen.ts'

test('rows that leave the scrollback are told also after the program has reset the terminal', () => {
  let told = 0
  const screen = new Screen({
    cols: 20,
    rows: 5,
    appVersion: '1',
    theme: darkTheme,
    onReply: () => undefined,
    onSignal: () => undefined,
    onScrollOff: () => (told += 1),
  })
  const rows = '\r\n'.repeat(scrollbackLines + 4 + 30)
  screen.parse(Buffer.from(rows))
  expect(told).toBe(30)
  screen.parse(Buffer.from(`\x1bc${rows}`))
  expect(told).toBe(60)
  screen.dispose()
})
