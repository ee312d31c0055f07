import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { ByteDoor } from '../../../../../app/terminal/byte-door.ts'
import { darkTheme } from '../../../../../app/terminal/theme.ts'
import { Screen } from '../../../../../main/pty-host/screen/screen.ts'
import { coreOf } from '../../../../../main/pty-host/screen/xterm-core.ts'
import { newTerminal } from '../../../../support/hosted.ts'
import { randomTui, seededRandom } from '../../../../support/random-tui.ts'
import { hiddenState, screenState } from '../../../../support/screen-state.ts'

const cols = 24
const rows = 8
const encode = (text: string) => new TextEncoder().encode(text)

/** A record, a page that gets updates of it, and a page that gets all of its bytes. */
class Pages {
  readonly record: Screen
  readonly door: ByteDoor
  readonly updated: ReturnType<typeof newTerminal>
  readonly whole: ReturnType<typeof newTerminal>

  constructor(size = { cols, rows }) {
    const nothing = () => undefined
    this.record = new Screen({
      ...size,
      appVersion: '1',
      theme: darkTheme,
      onReply: nothing,
      onSignal: nothing,
    })
    this.door = new ByteDoor(size)
    this.updated = newTerminal(size.cols, size.rows)
    this.whole = newTerminal(size.cols, size.rows)
  }

  /** Bytes that both pages see. */
  follow(text: string): void {
    const bytes = this.#all(text)
    coreOf(this.updated)._inputHandler.parse(bytes)
  }

  /** Bytes that the one page does not see, and what it gets for them. */
  skip(text: string): string {
    const base = this.record.updateBase()
    this.#all(text)
    const update = this.record.updateSince(base)
    coreOf(this.updated)._inputHandler.parse(update)
    return update
  }

  resize(size: { readonly cols: number; readonly rows: number }): void {
    this.record.resize(size.cols, size.rows)
    this.door.resize(size)
    for (const page of [this.updated, this.whole]) page.resize(size.cols, size.rows)
  }

  states(): readonly [unknown, unknown] {
    return [screenState(this.updated), screenState(this.whole)]
  }

  hidden(): readonly [unknown, unknown] {
    return [hiddenState(this.updated), hiddenState(this.whole)]
  }

  dispose(): void {
    this.record.dispose()
    this.updated.dispose()
    this.whole.dispose()
  }

  #all(text: string): Uint8Array {
    const bytes = this.door.pass(encode(text))
    this.record.parse(bytes)
    coreOf(this.whole)._inputHandler.parse(bytes)
    return bytes
  }
}

const open: Pages[] = []
afterEach(() => open.splice(0).forEach((pages) => pages.dispose()))
function newPages(size = { cols, rows }): Pages {
  const pages = new Pages(size)
  open.push(pages)
  return pages
}

type Step =
  | { readonly kind: 'follow' | 'skip'; readonly seed: number; readonly pieces: number }
  | { readonly kind: 'resize'; readonly narrower: number; readonly rows: number }
const output = { seed: fc.nat(), pieces: fc.integer({ min: 1, max: 30 }) }
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('follow' as const), ...output }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('skip' as const), ...output }) },
    fc.record({
      kind: fc.constant('resize' as const),
      // Wider, xterm.js shows cells again that were beyond the edge, which neither snapshot nor update has.
      narrower: fc.integer({ min: 0, max: 3 }),
      rows: fc.integer({ min: 3, max: 12 }),
    }),
  ),
  { minLength: 1, maxLength: 8 },
)

describe('a page that gets updates in the place of bytes ends up like one that saw every byte', () => {
  test('of programs gone wild, in terminals that become narrower, lower and higher', () => {
    let compared = 0
    fc.assert(
      fc.property(steps, (all) => {
        const pages = new Pages({ cols, rows })
        for (const step of all) {
          if (step.kind === 'resize')
            pages.resize({ cols: pages.record.cols - step.narrower, rows: step.rows })
          else pages[step.kind](randomTui(seededRandom(step.seed), step.pieces))
          // Two states that a snapshot does not tell apart.
          const { cols: width, rows: height } = pages.record
          const attached = newTerminal(width, height)
          coreOf(attached)._inputHandler.parse(pages.record.snapshot().data)
          const [updated, whole] = pages.states()
          const isWhole = isDeepStrictEqual(screenState(attached), whole)
          attached.dispose()
          if (!isWhole || !isDeepStrictEqual(...pages.hidden())) break
          expect(updated).toEqual(whole)
          compared += 1
        }
        pages.dispose()
      }),
      { numRuns: 150, seed: 1 },
    )
    expect(compared).toBeGreaterThan(350)
  })

  test('of more rows than the scrollback holds', () => {
    const pages = newPages()
    pages.follow(numbered(1, 1300))
    for (const [from, to] of [
      [1301, 1310],
      [1311, 2600],
    ] as const) {
      pages.skip(`\r\n${numbered(from, to)}`)
      const [updated, whole] = pages.states()
      expect(updated).toEqual(whole)
    }
  })

  test('of a scrollback that was cleared', () => {
    const pages = newPages()
    pages.follow(numbered(1, 50))
    pages.skip(`\r\n${numbered(51, 60)}\x1b[3J\r\n${numbered(61, 70)}`)
    const [updated, whole] = pages.states()
    expect(updated).toEqual(whole)
  })

  test('of a line that began before it', () => {
    const pages = newPages()
    pages.follow(`${numbered(1, 9)}\r\n${'long '.repeat(40)}`)
    pages.skip(`${'er '.repeat(30)}\r\nend`)
    const [updated, whole] = pages.states()
    expect(updated).toEqual(whole)
  })

  test('of a row that was made to continue one that has left the screen', () => {
    const pages = newPages()
    pages.follow(numbered(1, 20))
    pages.skip(`\x1b[H${'x'.repeat(cols + 5)}\x1b[H\x1b[M`)
    const [updated, whole] = pages.states()
    expect(updated).toEqual(whole)
  })

  test('of colours', () => {
    const pages = newPages()
    pages.follow('\x1b]4;1;#111111\x07\x1b]11;#222222\x07\x1b]12;#333333\x07')
    const update = pages.skip('\x1b]104;1\x07\x1b]111\x07\x1b]10;#444444\x07')
    expect(update).toContain('\x1b]104;1\x1b\\\x1b]111\x1b\\\x1b]10;#444444\x1b\\')
    expect(update).not.toContain('#333333')
  })
})

test('an update writes no row again that has left the screen before it, and moves what is above as bytes do', () => {
  const pages = newPages()
  pages.follow(numbered(1, 500))
  const marks = [pages.updated, pages.whole].map((page) => page.registerMarker(-300))
  const update = pages.skip(`\r\n${numbered(501, 900)}`)
  expect(update).not.toContain('line 492')
  expect(update).toContain('line 493')
  const [inUpdated, inWhole] = marks.map((mark) => mark?.line)
  expect(inUpdated).toBe(inWhole)
  expect(pages.updated.buffer.normal.getLine(inUpdated ?? -1)?.translateToString(true)).toBe('line 200')
})

test('modes that have not changed are not touched: turning focus reports on again sends one', () => {
  const pages = newPages()
  pages.follow('\x1b[?1004h\x1b[?1003h\x1b[?2004h\x1b[?25l\x1b[?1049h')
  const answers: string[] = []
  pages.updated.onData((data) => answers.push(data))
  const shown: string[] = []
  pages.updated.buffer.onBufferChange((buffer) => shown.push(buffer.type))
  const update = pages.skip(`\x1b[2J\x1b[Hredrawn\x1b[?2004l`)
  for (const mode of ['1004', '1003', '25', '1049', '1047']) expect(update).not.toContain(`?${mode}`)
  expect(update).toContain('\x1b[?2004l')
  expect([answers, shown]).toEqual([[], []])
})

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `line ${from + at}`).join('\r\n')
