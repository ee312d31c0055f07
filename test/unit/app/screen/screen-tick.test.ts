import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTick, TickReader } from '../../../../app/screen/screen-tick.ts'

const elapsed = (line: string): number | null | undefined => readTick(line)?.elapsedMs
const count = (line: string): number | null | undefined => readTick(line)?.count

describe('an elapsed time', () => {
  test.each([
    ['45s', 45],
    ['1m 38s', 98],
    ['1m38s', 98],
    ['1m 05s', 65],
    ['2h 03m 10s', 7390],
    ['1m', 60],
    ['1h', 3600],
    ['0:45', 45],
    ['12:07', 727],
    ['0s', 0],
    ['✻ Baking… (1m 38s · ↓ 187 tokens)', 98],
    ['• Working (59s • esc to interrupt)', 59],
    ['✻ Baking… (45s · ↓ 1.2k tokens · thought for 8s)', 45],
    ['✻ Baking… (1m 38s · thought for 2m 1s)', 98],
    ['⠋ Thinking (esc to cancel, 3.5s)', 3],
  ])('is read as it is printed: %s', (line, seconds) => {
    expect(elapsed(line)).toBe(seconds * 1000)
  })

  test.each([
    'retrying in 5s',
    'Retrying in 2.5s',
    'checks every 30s',
    'timeout: 30s',
    'within 10s',
    'wait 5s',
  ])('is not read from a countdown or a limit: %s', (line) => {
    expect(elapsed(line) ?? null).toBeNull()
  })

  test.each([
    '✻ Cooked for 8s',
    'took 3m',
    'took 2.5s',
    'Worked for 1m 38s',
    'Done in 2.3s',
    'failed after 12s',
  ])('is not read from a line that says how long it took: %s', (line) => {
    expect(elapsed(line) ?? null).toBeNull()
  })

  test.each([
    'resets 3:15pm',
    '10:45 PM',
    '10:45 a.m.',
    '10:45:30',
    '12:30:45.123',
    'src/main.ts:10:45',
    'a/b:10:45',
  ])('is not read from a time of day or a place in a file: %s', (line) => {
    expect(elapsed(line) ?? null).toBeNull()
  })

  test.each(['120ms', 'v1.2s', '5 seconds', 'es6', '3rd', 'no digits'])(
    'is not read from what only looks so: %s',
    (line) => {
      expect(elapsed(line) ?? null).toBeNull()
    },
  )
})

describe('a counter', () => {
  test.each([
    ['187 tokens', 187],
    ['1 token', 1],
    ['12.3k tokens', 12_300],
    ['12.3K tokens', 12_300],
    ['1.2M tokens', 1_200_000],
    ['1,234 tokens', 1234],
    ['1,234,567 tokens', 1_234_567],
    ['12,3k tokens', 12_300],
    ['↓ 1.2k tok', 1200],
    ['512 KB', 512_000],
    ['1.5 GiB', 1_500_000_000],
  ])('is read as it is printed: %s', (line, value) => {
    expect(count(line)).toBe(value)
  })

  test('is not read from a name of a model or a limit without a unit', () => {
    expect(count('gpt-5 4 files')).toBeUndefined()
  })
})

describe('a percentage', () => {
  test('is read from 0 to 100, with a blank or a fraction or without', () => {
    expect(readTick('Downloading 42%')?.percent).toBe(42)
    expect(readTick('99.5 % done')?.percent).toBe(99)
    expect(readTick('100%')?.percent).toBe(100)
    expect(readTick('150%')).toBeNull()
  })
})

describe('a line that is drawn again', () => {
  test('is known as the same one, whatever its spinner, its clock and its counters show', () => {
    const lines = [
      '✻ Baking… (59s · ↓ 187 tokens)',
      '✶ Baking… (1m 00s · ↓ 1.2k tokens)',
      '· Baking… (2h 03m 10s · ↓ 12.3k tokens)',
    ]
    expect(new Set(lines.map((line) => readTick(line)?.line)).size).toBe(1)
  })

  test('is another one where its words are', () => {
    expect(readTick('Baking (5s)')?.line).not.toBe(readTick('Boiling (5s)')?.line)
  })
})

describe('the ticks of a screen', () => {
  const read = (lines: readonly string[], limit = 4) => new TickReader().read(lines, limit)

  test('are its last ones first, no more than asked for', () => {
    const lines = ['a (1s)', 'b (2s)', 'words', 'c (3s)']
    expect(read(lines, 2).map(({ elapsedMs }) => elapsedMs)).toEqual([3000, 2000])
  })

  test('are none of lines that only count: a total stands for good', () => {
    expect(read(['12.3k tokens', '42%'])).toMatchObject([{ percent: 42 }])
  })

  test('are those of this look, whatever was read at the looks before', () => {
    const reader = new TickReader()
    const screens = [['a (1s)', 'b'], ['a (1s)', 'b (2s)'], ['b (2s)', 'a (1s)'], ['words'], ['a (1s)', 'b']]
    for (const lines of screens) expect(reader.read(lines, 4)).toEqual(read(lines))
  })
})

test('every time that can be printed is read back', () => {
  const time = fc.record({ h: fc.nat(99), m: fc.nat(59), s: fc.nat(59) })
  fc.assert(
    fc.property(time, ({ h, m, s }) => {
      const hours = h > 0 ? `${h}h ` : ''
      const minutes = h > 0 || m > 0 ? `${m}m ` : ''
      expect(elapsed(`⠋ Working (${hours}${minutes}${s}s • esc)`)).toBe(((h * 60 + m) * 60 + s) * 1000)
    }),
  )
})
