import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanTitle, freshThrottle, throttleTitle, titleIntervalMs } from '../../../../app/terminal/title.ts'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const anyTitle = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        '\u202E',
        '\u200D',
        '\u200B',
        '\n',
        '\u001B]0;',
        'e\u0301',
        '👩‍💻',
        '\u0300\u0301',
        '🇷🇺',
        'ᄀ',
        ' ',
      ),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''))

describe('a cleaned title', () => {
  test('is one line of at most 80 visible graphemes', () => {
    fc.assert(
      fc.property(anyTitle, (raw) => {
        const title = cleanTitle(raw)
        expect(title).not.toMatch(
          /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200B\u200C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u,
        )
        expect([...graphemes.segment(title)].length).toBeLessThanOrEqual(80)
        expect(title.length).toBeLessThanOrEqual(200)
      }),
    )
  })

  test('is in NFC and stays the same when it is cleaned again', () => {
    fc.assert(
      fc.property(anyTitle, (raw) => {
        const title = cleanTitle(raw)
        expect(title).toBe(title.normalize('NFC'))
        expect(cleanTitle(title)).toBe(title)
      }),
    )
  })

  test('of ordinary text is the text', () => {
    for (const title of [
      '✳ Claude Code',
      '[ ! ] Action Required | codex',
      'π - dir',
      '◐︎ Qwen - папка',
      '👩‍💻 日本語',
    ]) {
      expect(cleanTitle(title)).toBe(title)
    }
  })

  test.each([
    ['padding', '◇  Ready (dir)                ', '◇ Ready (dir)'],
    ['line ends', 'one\r\ntwo\tthree\u2028four', 'one two three four'],
    ['escape sequences', 'a\u001B[31mb\u0007\u009Bc', 'a[31mbc'],
    ['reordering marks', 'exe\u202Etxt.\u2066x', 'exetxt.x'],
    ['zero width', 'a\u200Bb\u200Cc\u200Dd\u2060e\uFEFFf', 'abcdef'],
    ['hidden tags', 'hi\u{E0041}\u{E0042}', 'hi'],
    ['a pile of marks', `a${'\u0335'.repeat(500)}b`, `a${'\u0335'.repeat(8)}b`],
  ])('loses %s', (_, raw, clean) => {
    expect(cleanTitle(raw)).toBe(clean)
  })

  test('does not cut a grapheme in two', () => {
    expect(cleanTitle('👩‍👩‍👧‍👦'.repeat(100))).toMatch(/^(?:👩‍👩‍👧‍👦)+$/u)
    expect(cleanTitle('é'.normalize('NFD').repeat(100))).toBe('é'.repeat(80))
  })

  test('of many megabytes is short', () => {
    expect(cleanTitle('x'.repeat(9_000_000))).toBe('x'.repeat(80))
  })
})

describe('the throttle of titles', () => {
  const titles = fc.array(
    fc.record({ after: fc.integer({ min: 0, max: 400 }), text: fc.constantFrom('a', 'b', 'c', 'd') }),
    {
      minLength: 1,
      maxLength: 100,
    },
  )

  test('shows at most four in any second, and always the last one in the end', () => {
    fc.assert(
      fc.property(titles, (arrivals) => {
        const { shown, last } = play(arrivals)
        for (const [index, entry] of shown.entries()) {
          const fifth = shown[index + 4]
          if (fifth !== undefined) expect(fifth.at - entry.at).toBeGreaterThanOrEqual(1000)
        }
        expect(shown.at(-1)?.title).toBe(last)
      }),
    )
  })

  test('shows the first at once and a repeated one never', () => {
    const first = throttleTitle(freshThrottle, cleanTitle('a'), 1000)
    expect(first.show).toBe('a')
    const again = throttleTitle(first.throttle, cleanTitle('a'), 5000)
    expect([again.show, again.wakeInMs]).toEqual([null, null])
  })

  test('drops a held title that was taken back', () => {
    const first = throttleTitle(freshThrottle, cleanTitle('a'), 0)
    const second = throttleTitle(first.throttle, cleanTitle('b'), 10)
    expect(second.wakeInMs).toBe(titleIntervalMs - 10)
    const third = throttleTitle(second.throttle, cleanTitle('a'), 20)
    expect([third.show, third.wakeInMs]).toEqual([null, null])
    expect(throttleTitle(third.throttle, null, 1000).show).toBeNull()
  })

  test('does not hold a title because a clock went backwards', () => {
    const first = throttleTitle(freshThrottle, cleanTitle('a'), 1_000_000)
    expect(throttleTitle(first.throttle, cleanTitle('b'), 5).show).toBe('b')
  })

  function play(arrivals: readonly { after: number; text: string }[]) {
    const shown: { at: number; title: string }[] = []
    let throttle = freshThrottle
    const step = (title: string | null, now: number) => {
      const result = throttleTitle(throttle, title === null ? null : cleanTitle(title), now)
      throttle = result.throttle
      if (result.show !== null) shown.push({ at: now, title: result.show })
      return result.wakeInMs === null ? null : now + result.wakeInMs
    }
    let now = 0
    let wakeAt: number | null = null
    for (const { after, text } of arrivals) {
      now += after
      if (wakeAt !== null && wakeAt <= now) wakeAt = step(null, wakeAt)
      wakeAt = step(text, now)
    }
    if (wakeAt !== null) wakeAt = step(null, wakeAt)
    expect(wakeAt).toBeNull()
    return { shown, last: arrivals.at(-1)?.text }
  }
})
