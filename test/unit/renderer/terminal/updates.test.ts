import { afterEach, expect, test } from 'vitest'
import type { Terminal } from '@xterm/xterm'
import { darkTheme } from '../../../../app/terminal/theme.ts'
import { Screen } from '../../../../main/pty-host/screen/screen.ts'
import { openTerminal, recordData, write } from './page-terminal.ts'

const size = { cols: 40, rows: 6 }
let record: Screen
let page: Terminal
afterEach(() => {
  record.dispose()
  page.dispose()
})

/** A page that shows what the screen of record shows. */
async function begin(text: string): Promise<void> {
  const nothing = () => undefined
  record = new Screen({ ...size, appVersion: '1', theme: darkTheme, onReply: nothing, onSignal: nothing })
  page = openTerminal(size)
  record.parse(new TextEncoder().encode(text))
  await write(page, text)
}

async function update(text: string): Promise<void> {
  const base = record.updateBase()
  record.parse(new TextEncoder().encode(text))
  await write(page, record.updateSince(base))
}

const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `row ${from + at}`).join('\r\n')
const firstSeen = () => page.buffer.active.getLine(page.buffer.active.viewportY)?.translateToString(true)

test('an update leaves the selection, and what is scrolled to, where they are', async () => {
  await begin(rows(1, 100))
  page.scrollLines(-40)
  const seen = firstSeen()
  page.select(0, 60, 6)
  await update(`\r\n${rows(101, 200)}`)
  expect([firstSeen(), page.getSelection()]).toEqual([seen, 'row 61'])
  page.scrollToBottom()
  expect(firstSeen()).toBe('row 195')
})

test('an update of a screen at its end follows it to the new end', async () => {
  await begin(rows(1, 100))
  await update(`\r\n${rows(101, 200)}`)
  expect(firstSeen()).toBe('row 195')
})

test('an update of the alternate screen leaves its selection, and what the normal one is scrolled to', async () => {
  await begin(`${rows(1, 100)}\x1b[?1049h\x1b[H${rows(1, 6)}`)
  page.select(0, 2, 5)
  await update(`\x1b[H${rows(1, 5)}\r\nother`)
  expect(page.getSelection()).toBe('row 3')
})

test('an update has the terminal send nothing', async () => {
  await begin('\x1b[?1004h\x1b[?1003h\x1b[>1u')
  const sent = recordData(page)
  await update(`\x1b]11;?\x07\x1b[6n\x1b[c\x1b]4;1;#123456\x07\x1b[?1049h${rows(1, 6)}`)
  expect(sent).toEqual([])
})
