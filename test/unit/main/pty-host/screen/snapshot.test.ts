import { describe, expect, test } from 'vitest'
import { ByteDoor } from '../../../../../app/terminal/byte-door.ts'
import { darkTheme } from '../../../../../app/terminal/theme.ts'
import { Screen } from '../../../../../main/pty-host/screen/screen.ts'
import { coreOf } from '../../../../../main/pty-host/screen/xterm-core.ts'
import { newTerminal } from '../../../../support/hosted.ts'
import { randomTui, seededRandom } from '../../../../support/random-tui.ts'
import { screenState } from '../../../../support/screen-state.ts'
import { streams } from '../../../../fixtures/tui-streams.ts'

const cols = 24
const rows = 8

function newScreen(): Screen {
  const nothing = () => undefined
  return new Screen({ cols, rows, appVersion: '1', theme: darkTheme, onReply: nothing, onSignal: nothing })
}

function stateAfter(...parts: (string | Uint8Array)[]): unknown {
  const terminal = newTerminal(cols, rows)
  // Parsed at once: thousands of terminals are made here.
  for (const part of parts) coreOf(terminal)._inputHandler.parse(part)
  const state = screenState(terminal)
  terminal.dispose()
  return state
}

/** The state of a page that attaches after `at` bytes of a stream, at the stream's end. */
function stateShownFrom(bytes: Uint8Array, at: number): unknown {
  const screen = newScreen()
  const door = new ByteDoor({ cols, rows })
  screen.parse(door.pass(bytes.subarray(0, at)))
  const { data } = screen.snapshot()
  screen.dispose()
  return stateAfter(data, door.pass(bytes.subarray(at)))
}

const encode = (text: string) => new TextEncoder().encode(text)

describe('a page that attaches in the middle ends up like one that saw every byte', () => {
  test.each(Object.entries(streams))('at any byte of %s', (_, stream) => {
    const bytes = encode(stream)
    const expected = stateAfter(bytes)
    for (let at = 0; at <= bytes.length; at++)
      expect(stateShownFrom(bytes, at), `attached after byte ${at}`).toEqual(expected)
  })

  test('of programs gone wild', () => {
    for (let seed = 1; seed <= 120; seed++) {
      const random = seededRandom(seed)
      const bytes = encode(randomTui(random, 40))
      const expected = stateAfter(bytes)
      for (const at of [bytes.length, Math.floor(random() * bytes.length)])
        expect(stateShownFrom(bytes, at), `seed ${seed}, attached after byte ${at}`).toEqual(expected)
    }
  })

  test('of bytes that are no UTF-8', () => {
    const bytes = new Uint8Array([
      0x61, 0xc3, 0x62, 0xe6, 0x97, 0x1b, 0x5b, 0x33, 0x31, 0x6d, 0xff, 0xf0, 0x9f, 0x91, 0x8d, 0x80, 0x63,
    ])
    const expected = stateAfter(bytes)
    for (let at = 0; at <= bytes.length; at++)
      expect(stateShownFrom(bytes, at), `after byte ${at}`).toEqual(expected)
  })
})

test('colours that a program set, and modes that only the page could act on, are set again', () => {
  const screen = newScreen()
  screen.parse(encode('\x1b]4;1;rgb:12/34/56\x1b\\\x1b]11;#102030\x07\x1b[?1007h\x1b[>4;2m'))
  const { data } = screen.snapshot()
  for (const part of ['\x1b]4;1;rgb:12/34/56\x1b\\', '\x1b]11;#102030\x1b\\', '\x1b[?1007h', '\x1b[>4;2m'])
    expect(data).toContain(part)
  screen.dispose()
})

test('a synchronized frame that does not end holds back nothing after a second', () => {
  let now = 0
  const screen = new Screen({
    cols: 20,
    rows: 5,
    appVersion: '1',
    theme: darkTheme,
    onReply: () => undefined,
    onSignal: () => undefined,
    now: () => now,
  })
  screen.parse(Buffer.from('\u001b[?2026hhalf'))
  now = 999
  expect(screen.inSyncFrame).toBe(true)
  expect(screen.snapshot().data).toContain('\u001b[?2026h')
  now = 1000
  expect(screen.inSyncFrame).toBe(false)
  expect(screen.snapshot().data).not.toContain('\u001b[?2026h')
  screen.parse(Buffer.from('\u001b[?2026h'))
  expect(screen.inSyncFrame).toBe(true)
})
