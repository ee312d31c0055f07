import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { emptyFrame, type Frame } from '../../../../app/screen/frame.ts'
import { maxLineChars } from '../../../../app/base/cut-lines.ts'
import { allReadings, compileRules, readFrame, type FrameReading } from '../../../../app/screen/read-frame.ts'
import { RuleSchema, type Condition, type RuleInput } from '../../../../app/screen/rules.ts'

const rule = '─'.repeat(20)
const dialog = { kind: 'waiting', reason: 'approval' } as const

function read(
  lines: readonly string[],
  rules: readonly Partial<RuleInput>[],
  more: Partial<Frame> = {},
): FrameReading | null {
  return readFrame(compiled(rules), { ...emptyFrame, lines, ...more })
}

function compiled(rules: readonly Partial<RuleInput>[]): ReturnType<typeof compileRules> {
  return compileRules(rules.map((one) => v.parse(RuleSchema, { id: 'r', claim: { kind: 'idle' }, ...one })))
}

const holds = (lines: readonly string[], when: Condition, more: Partial<Frame> = {}): boolean =>
  read(lines, [{ when }], more) !== null

describe('a condition', () => {
  test('finds text in whatever case it is written', () => {
    expect(holds(['ESC to Interrupt'], { contains: 'esc TO interrupt' })).toBe(true)
    expect(holds(['escape'], { contains: 'esc to' })).toBe(false)
  })

  test('tries a pattern on each line by itself, so that it cannot wander over the screen', () => {
    expect(holds(['Do you want', 'to go on?'], { regex: String.raw`want\s+to` })).toBe(false)
    expect(holds(['a', 'b'], { regex: '[^]*a[^]*b' })).toBe(false)
    expect(holds(['a', '^b$', 'b'], { regex: '^b$' })).toBe(true)
  })

  test('may ask of how many lines a pattern has to be true', () => {
    const twice: Condition = { regex: '^┃$', atLeast: 2 }
    expect(holds(['┃', 'a'], twice)).toBe(false)
    expect(holds(['┃', 'a', '┃'], twice)).toBe(true)
    expect(holds(['┃', 'a', '┃'], { all: [{ regex: '^┃$' }, { not: twice }] })).toBe(false)
    expect(holds(['┃'], { ...twice, region: { kind: 'bottom', lines: 1 } })).toBe(false)
    expect(
      v.safeParse(RuleSchema, { id: 'r', claim: { kind: 'idle' }, when: { regex: 'a', atLeast: 0 } }).success,
    ).toBe(false)
  })

  test('sees no more of a line than its first 400 characters', () => {
    const line = `${'x'.repeat(maxLineChars - 1)}ab`
    expect(maxLineChars).toBe(400)
    expect(holds([line], { contains: 'xa' })).toBe(true)
    expect(holds([line], { contains: 'ab' })).toBe(false)
    expect(holds([line], { regex: 'a$' })).toBe(true)
  })

  test('of all, any and not means what it says, also inside another', () => {
    const [a, b, c] = [{ contains: 'a' }, { contains: 'b' }, { contains: 'c' }]
    expect(holds(['a', 'b'], { all: [a, b] })).toBe(true)
    expect(holds(['a'], { all: [a, b] })).toBe(false)
    expect(holds(['b'], { any: [a, b] })).toBe(true)
    expect(holds(['c'], { any: [a, b] })).toBe(false)
    expect(holds(['a'], { not: b })).toBe(true)
    expect(holds(['b'], { not: b })).toBe(false)
    expect(holds(['a', 'c'], { all: [a, { not: { any: [b, { not: c }] } }] })).toBe(true)
    expect(holds(['a'], { all: [a, { not: { any: [b, { not: c }] } }] })).toBe(false)
  })

  test('looks where it says, and those inside it look there too unless they say otherwise', () => {
    const lines = ['quoted: esc to cancel', rule, '❯ ', rule, 'footer']
    const inBox: Condition = {
      region: { kind: 'promptBox' },
      all: [{ contains: '❯' }, { not: { contains: 'esc' } }],
    }
    expect(holds(lines, inBox)).toBe(true)
    const alsoAbove: Condition = {
      region: { kind: 'promptBox' },
      all: [{ contains: '❯' }, { region: { kind: 'screen' }, contains: 'esc to cancel' }],
    }
    expect(holds(lines, alsoAbove)).toBe(true)
    expect(holds(lines, { region: { kind: 'promptBox' }, contains: 'footer' })).toBe(false)
  })

  test('about the title is asked of the title alone', () => {
    const when: Condition = { region: { kind: 'title' }, regex: '^⠋' }
    expect(holds(['⠋ on the screen'], when, { title: 'codex' })).toBe(false)
    expect(holds([], when, { title: '⠋ codex' })).toBe(true)
  })

  test('of a region in which nothing stands is false, and its opposite true', () => {
    const box: Condition = { region: { kind: 'promptBox' }, contains: 'x' }
    expect(holds(['x'], box)).toBe(false)
    expect(holds(['x'], { not: box })).toBe(true)
  })
})

describe('of several rules', () => {
  const any = { when: { contains: 'x' } }

  test('the one of the highest priority that is true speaks', () => {
    const rules = [
      { ...any, id: 'low', priority: 1 },
      { ...any, id: 'high', priority: 2 },
      { id: 'higher', priority: 3, when: { contains: 'y' } },
    ]
    expect(read(['x'], rules)?.rule).toBe('high')
    expect(read(['x', 'y'], rules)?.rule).toBe('higher')
    expect(read(['z'], rules)).toBeNull()
  })

  test('that are true all are told, in order, to whoever wants to change them', () => {
    const rules = compiled([
      { ...any, id: 'low', priority: 1 },
      { id: 'false', priority: 9, when: { contains: 'y' } },
      { ...any, id: 'high', priority: 2 },
    ])
    expect(allReadings(rules, { ...emptyFrame, lines: ['x'] }).map((one) => one.rule)).toEqual([
      'high',
      'low',
    ])
  })

  test('each one that was asked is told, up to the one that is true, so that a slow one can be found', () => {
    const rules = compiled([
      { id: 'first', when: { contains: 'no' } },
      { id: 'second', ...any },
      { id: 'third', ...any },
    ])
    const asked: string[] = []
    readFrame(rules, { ...emptyFrame, lines: ['x'] }, ({ id }) => asked.push(id))
    expect(asked).toEqual(['first', 'second'])
  })

  test('each one is told when its words are found too: the time that they take is its own', () => {
    // Tries every way to share 90 letters among five: a tenth of a second and more.
    const words = [{ regex: '^a*a*a*a*a*c$' }]
    const rules = compiled([{ id: 'asks', when: { contains: 'a' }, claim: dialog, words }])
    let toldAt = 0
    const before = performance.now()
    readFrame(rules, { ...emptyFrame, lines: ['a'.repeat(90)] }, () => (toldAt = performance.now()))
    expect(toldAt - before).toBeGreaterThan(20)
  })

  test('a viewer that keeps the status speaks like any other', () => {
    const rules = [
      { ...any, priority: 5, claim: { kind: 'keep' } as const },
      { ...any, id: 'idle' },
    ]
    expect(read(['x'], rules)?.claim).toEqual({ kind: 'keep' })
  })
})

describe('the words of a reading', () => {
  test('are the last line that made the rule true, without the frame around it', () => {
    const reading = read(['│ Run a? │', '│ Run b?   │', 'c'], [{ when: { contains: 'run' }, claim: dialog }])
    expect(reading).toMatchObject({ text: '│ Run b?   │', words: 'Run b?' })
  })

  test('are of a pattern its group, else all that matched, in order and each once', () => {
    const words = [
      { regex: String.raw`^\$ (?<text>\S+)` },
      { regex: 'Run this[^?]*\\?' },
      { regex: String.raw`^\$ (?<text>rm)$` },
    ]
    const reading = read(
      ['$ ls', '$ rm', ' Run this now? yes'],
      [{ when: { contains: 'run this' }, claim: dialog, words }],
    )
    expect(reading?.words).toBe('rm · Run this now?')
  })

  test('may stand in another region than the rule looks at', () => {
    const words = [{ region: { kind: 'screen' } as const, regex: '^Which .*' }]
    const asks = {
      region: { kind: 'bottom', lines: 1 } as const,
      when: { contains: 'enter' },
      claim: dialog,
      words,
    }
    expect(read(['Which one', 'a', 'Enter to select'], [asks])?.words).toBe('Which one')
  })

  test('are looked for only where they are shown: a question or a failure has some', () => {
    const words = [{ regex: '(?<text>x)y' }]
    const wordsFor = (claim: RuleInput['claim']): string | undefined =>
      read(['xy'], [{ when: { contains: 'x' }, claim, words }])?.words
    expect(wordsFor(dialog)).toBe('x')
    expect(wordsFor({ kind: 'failed', reason: 'api' })).toBe('x')
    expect([wordsFor({ kind: 'idle' }), wordsFor({ kind: 'working' }), wordsFor({ kind: 'keep' })]).toEqual([
      '',
      '',
      '',
    ])
  })

  test('are the line where no pattern finds any', () => {
    expect(
      read(['Go on?'], [{ when: { contains: 'go on' }, claim: dialog, words: [{ regex: 'never' }] }])?.words,
    ).toBe('Go on?')
  })

  test('are of several conditions those of the first that rests on a line', () => {
    const when: Condition = { all: [{ not: { contains: 'z' } }, { contains: 'a' }, { contains: 'b' }] }
    expect(read(['b', 'a'], [{ when }])?.text).toBe('a')
    expect(read(['b'], [{ when: { not: { contains: 'z' } } }])).toMatchObject({ text: '', words: '' })
  })
})

test('whatever stands on a screen, it is read, and the text of a reading stands there', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('', rule, `╭${rule}╮`, '│ > │', '❯ ', 'a'.repeat(900)),
  )
  const region = fc.constantFrom<RuleInput['region']>(
    { kind: 'screen' },
    { kind: 'bottom', lines: 3 },
    { kind: 'belowRule' },
    { kind: 'promptBox' },
    { kind: 'cursorLine' },
  )
  const cursor = fc.record({ x: fc.nat(400), y: fc.nat(40) })
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), region, cursor, (lines, where, at) => {
      const reading = read(lines, [{ ...(where && { region: where }), when: { regex: '.' } }], { cursor: at })
      if (reading !== null && where?.kind === 'screen')
        expect(lines.some((one) => one.startsWith(reading.text))).toBe(true)
      expect(reading === null || reading.text.length <= maxLineChars).toBe(true)
    }),
  )
})
