import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { creditHighBytes, creditLowBytes } from '../../../../../app/ipc/stream.ts'
import { maxFrameWaitMs, updateEveryMs } from '../../../../../main/pty-host/stream/showing.ts'
import { randomTui, seededRandom } from '../../../../support/random-tui.ts'
import { hiddenState, screenState } from '../../../../support/screen-state.ts'
import { ShowingRig } from '../../../../support/showing-rig.ts'

const size = { cols: 24, rows: 8 }
const open: ShowingRig[] = []
afterEach(() => open.splice(0).forEach((rig) => rig.dispose()))
function newRig(): ShowingRig {
  const rig = new ShowingRig(size)
  open.push(rig)
  return rig
}

let line = 0
/** Numbered lines, of about so many bytes together. */
function lines(bytes: number): string {
  let text = ''
  while (text.length < bytes) text += `line ${(line += 1)}\r\n`
  return text
}
const kinds = (rig: ShowingRig) => rig.sent.map(({ type }) => type)
const updates = (rig: ShowingRig) => kinds(rig).filter((type) => type === 'catchUp').length
function flood(rig: ShowingRig, bytes: number): void {
  for (const end = rig.received + bytes; rig.received < end;) rig.write(lines(20_000))
}
function expectWhole(rig: ShowingRig): void {
  expect(rig.pageSeq).toBe(rig.received)
  expect(screenState(rig.page)).toEqual(screenState(rig.asFarAsPage()))
}

describe('a page within its credit', () => {
  test('gets every byte', () => {
    const rig = newRig()
    for (let count = 0; count < 10; count++) {
      flood(rig, creditHighBytes - 100_000)
      while (rig.step());
    }
    rig.finish()
    expect(new Set(kinds(rig))).toEqual(new Set(['output']))
    expectWhole(rig)
  })
})

describe('a page that falls behind', () => {
  test('is sent no more than its credit, whatever comes, until it has parsed that', () => {
    const rig = newRig()
    flood(rig, 20 * creditHighBytes)
    rig.clock.pass(10_000)
    expect(rig.sentLength).toBeLessThan(creditHighBytes + 100_000)
    expect(updates(rig)).toBe(0)
    rig.finish()
    expectWhole(rig)
    // The rows of a scrollback and the screen, of some 12 bytes each.
    expect(rig.sentLength).toBeLessThan(creditHighBytes + 150_000)
  })

  test('is brought up to date by one update for each that it has parsed, and then gets every byte again', () => {
    const rig = newRig()
    flood(rig, 2 * creditHighBytes)
    while (rig.step());
    expect(updates(rig)).toBe(1)
    for (let count = 2; count < 6; count++) {
      flood(rig, creditHighBytes)
      rig.clock.pass(updateEveryMs)
      rig.step()
      expect(updates(rig)).toBe(count)
    }
    flood(rig, creditLowBytes - 50_000)
    rig.clock.pass(updateEveryMs)
    expect(updates(rig)).toBe(6)
    rig.write('at once')
    rig.clock.pass(16)
    expect(kinds(rig).at(-1)).toBe('output')
    rig.finish()
    expect(updates(rig)).toBe(6)
    expectWhole(rig)
  })

  test('is brought up to date by a later update where one cannot be made', () => {
    const rig = newRig()
    rig.failures = 2
    flood(rig, 2 * creditHighBytes)
    while (rig.step());
    rig.clock.pass(2 * maxFrameWaitMs)
    expect(rig.faults).toHaveLength(2)
    rig.finish()
    expectWhole(rig)
  })

  test('gets updates no closer than a few tens of ms, however fast it is, and one within a tenth of a second', () => {
    const rig = newRig()
    flood(rig, 2 * creditHighBytes)
    for (let ms = 0; ms < 500; ms++) {
      flood(rig, 20_000)
      while (rig.step());
      rig.clock.pass(1)
    }
    expect(updates(rig)).toBeGreaterThanOrEqual(5)
    expect(updates(rig)).toBeLessThanOrEqual(1 + 500 / updateEveryMs)
    // All that came is twenty times as much as the credit.
    expect(rig.sentLength).toBeLessThan(2 * creditHighBytes)
  })

  test('is up to date where the terminal changes its size, or the program ends', () => {
    const rig = newRig()
    rig.write('wraps '.repeat(100))
    rig.showing.fallBehind()
    rig.write(lines(1000))
    rig.resize({ cols: 10, rows: 6 })
    expect(kinds(rig).slice(-2)).toEqual(['catchUp', 'resized'])
    rig.write(lines(1000))
    rig.showing.setLive(false)
    expect(kinds(rig).slice(-2)).toEqual(['catchUp', 'live'])
    // The rows that wrapped anew are the same on both sides: nothing is cleared.
    for (const message of rig.sent)
      if (message.type === 'catchUp') expect(message.data).not.toContain('\x1b[3J')
    rig.finish()
    expectWhole(rig)
  })

  test('is brought up to date after sleep, when its acknowledgements may be lost for good', () => {
    const rig = newRig()
    flood(rig, 2 * creditHighBytes)
    const before = rig.inbox.length
    rig.showing.resetCredit()
    expect(rig.inbox.slice(before).map(({ type }) => type)).toEqual(['catchUp'])
  })

  test('is shown whole synchronized frames, also of a program that is always inside one', () => {
    const rig = newRig()
    const frame = (text: string) => `\x1b[?2026h\x1b[H${text}\x1b[?2026l`
    flood(rig, 2 * creditHighBytes)
    rig.write('\x1b[?2026h\x1b[2J\x1b[Hhalf')
    while (rig.step());
    expect(updates(rig)).toBe(0)
    rig.write(`${'x'.repeat(40)}\x1b[?2026l${frame('whole')}\x1b[?2026hhalf again`)
    expect(updates(rig)).toBe(1)
    rig.step()
    expect(rig.page.buffer.active.getLine(rig.page.buffer.active.baseY)?.translateToString()).toMatch(
      /^whole/,
    )
    rig.write('\x1b[?2026l')
    rig.finish()
    expectWhole(rig)
  })

  test('gets every byte again at once where nothing has come, also inside a frame', () => {
    const rig = newRig()
    rig.write('\x1b[?2026hhalf')
    rig.showing.fallBehind()
    while (rig.step());
    rig.write(' and half\x1b[?2026l')
    expect(kinds(rig)).toEqual(['output', 'output'])
    rig.finish()
    expectWhole(rig)
  })

  test('is shown a frame that does not end after a second', () => {
    const rig = newRig()
    flood(rig, 2 * creditHighBytes)
    rig.write('\x1b[?2026hhalf')
    while (rig.step());
    rig.clock.pass(maxFrameWaitMs - 1)
    expect(updates(rig)).toBe(0)
    rig.clock.pass(1)
    expect(updates(rig)).toBe(1)
  })
})

type Step =
  | { readonly kind: 'write'; readonly seed: number; readonly pieces: number }
  | { readonly kind: 'page'; readonly messages: number }
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'behind' }
  | { readonly kind: 'live' }
  | { readonly kind: 'parse' }
  | { readonly kind: 'resize'; readonly narrower: number; readonly rows: number }

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('write' as const),
        seed: fc.nat(),
        pieces: fc.integer({ min: 1, max: 20 }),
      }),
    },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('page' as const), messages: fc.nat(3) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(60) }) },
    { weight: 2, arbitrary: fc.constant({ kind: 'behind' as const }) },
    fc.constant({ kind: 'live' as const }),
    fc.constant({ kind: 'parse' as const }),
    fc.record({
      kind: fc.constant('resize' as const),
      // Wider, xterm.js shows cells again that were beyond the edge, which neither snapshot nor update has.
      narrower: fc.nat(2),
      rows: fc.integer({ min: 3, max: 12 }),
    }),
  ),
  { minLength: 5, maxLength: 30 },
)

/** Compares the page with a terminal that saw every byte up to there. @returns whether there is more to compare after it */
function compare(rig: ShowingRig): boolean {
  const expected = rig.asFarAsPage()
  const attached = rig.attachedAsFarAsPage()
  const [state, hidden] = [screenState(expected), hiddenState(expected)]
  // What a snapshot does not carry, an update does not either.
  const isCarried = isDeepStrictEqual(screenState(attached), state)
  for (const terminal of [expected, attached]) terminal.dispose()
  if (!isCarried) return false
  expect(screenState(rig.page)).toEqual(state)
  return isDeepStrictEqual(hiddenState(rig.page), hidden)
}

test('each state that a page shows was one of the screen of record, and the last one is its own', () => {
  let compared = 0
  fc.assert(
    fc.property(steps, (all) => {
      const rig = new ShowingRig(size, false)
      const page = { isComparable: true }
      const take = (): boolean => {
        if (!page.isComparable || !rig.step()) return false
        page.isComparable = compare(rig)
        compared += 1
        return true
      }
      for (const step of all) perform(rig, step, take)
      for (let round = 0; round < 30; round++) {
        while (take());
        rig.clock.pass(maxFrameWaitMs)
      }
      if (page.isComparable) expect(rig.pageSeq).toBe(rig.received)
      rig.dispose()
    }),
    { numRuns: 60, seed: 1 },
  )
  expect(compared).toBeGreaterThan(150)
})

/** @param take has the page parse its next message */
function perform(rig: ShowingRig, step: Step, take: () => boolean): void {
  switch (step.kind) {
    case 'write':
      return rig.write(randomTui(seededRandom(step.seed), step.pieces))
    case 'page':
      for (let count = 0; count < step.messages && take(); count++);
      return
    case 'pass':
      return rig.clock.pass(step.ms)
    case 'behind':
      return rig.showing.fallBehind()
    case 'parse':
      return rig.parseAll()
    case 'live':
      return rig.showing.setLive(true)
    case 'resize':
      return rig.resize({ cols: Math.max(rig.screen.cols - step.narrower, 12), rows: step.rows })
  }
}
