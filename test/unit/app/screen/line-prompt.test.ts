import { describe, expect, test } from 'vitest'
import { emptyFrame, type Frame } from '../../../../app/screen/frame.ts'
import { LinePrompts, readingOfPrompt, type LineLook } from '../../../../app/screen/line-prompt.ts'

/** The cursor stands behind `line`, or at `x` in it. */
function at(line: string, more: Partial<Frame> = {}): Frame {
  return { ...emptyFrame, lines: ['output', line.trimEnd()], cursor: { x: line.length, y: 1 }, ...more }
}

/** What is said of each line, with an Enter of the user's before it. */
function said(...lines: readonly string[]): readonly LineLook[] {
  const prompts = new LinePrompts()
  return lines.map((line) => {
    prompts.entered()
    return prompts.look(at(line))
  })
}

describe('a line that no rule knows', () => {
  test.each(['◆ ', 'half>>> ', 'mysql> ', '(gdb) > ', 'λ:', 'In [0]: ?'])(
    '%j may be a prompt, and is one when it comes again after an Enter',
    (line) => {
      expect(said(line, line, line)).toEqual(['like-prompt', 'prompt', 'prompt'])
    },
  )

  test('is the same prompt with other numbers in it', () => {
    expect(said('In 9 ◆ ', 'In 10 ◆ ', 'In 11 ◆ ')).toEqual(['like-prompt', 'like-prompt', 'prompt'])
    expect(said('sql 1> ', 'sql 2> ')).toEqual(['like-prompt', 'prompt'])
  })

  test.each([
    '',
    '   ',
    'Reading package lists... ',
    'step 3 of 20',
    ' 45%',
    '[####   ]',
    'Compiling',
    'a/b/',
  ])('%j is none, however often it comes', (line) => {
    expect(said(line, line, line)).toEqual([null, null, null])
  })

  test('is none where it is redrawn without an Enter', () => {
    const prompts = new LinePrompts()
    const looks = Array.from({ length: 5 }, () => prompts.look(at('fetching >')))
    expect(looks).toEqual(Array.from({ length: 5 }, () => 'like-prompt'))
    expect(prompts.look(at('linking >'))).toBeNull()
  })

  test('stays a prompt while something is typed behind it', () => {
    const prompts = new LinePrompts()
    prompts.look(at('◆ '))
    prompts.entered()
    expect(prompts.look(at('◆ '))).toBe('prompt')
    expect(prompts.look(at('◆ how are you'))).toBe('prompt')
  })

  test('is none in a full screen, in front of text, or in another run', () => {
    const prompts = new LinePrompts()
    expect(prompts.look(at('◆ ', { isFullScreen: true }))).toBeNull()
    expect(prompts.look(at('◆ text', { cursor: { x: 2, y: 1 } }))).toBeNull()
    expect(prompts.look(at('◆ '))).toBe('like-prompt')
    prompts.reset()
    expect(prompts.look(at('◆ '))).toBe('like-prompt')
  })

  test('of a hundred the last few are remembered', () => {
    const many = Array.from(
      { length: 100 },
      (_, index) => `${'x'.repeat(index % 50)}${String.fromCodePoint(0x4e00 + index)}> `,
    )
    expect(said(...many, many.at(-1) ?? '').at(-1)).toBe('prompt')
    expect(said(many[0] ?? '', ...many.slice(1), many[0] ?? '').at(-1)).toBe('like-prompt')
  })
})

test('a learned prompt reads as rest, by its line', () => {
  expect(readingOfPrompt(at('◆ '))).toMatchObject({
    rule: 'learned-prompt',
    claim: { kind: 'idle' },
    text: '◆',
  })
})
