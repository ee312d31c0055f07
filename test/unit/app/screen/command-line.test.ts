import { describe, expect, test } from 'vitest'
import {
  learnPrompt,
  readCommandLine,
  type CursorLine,
  type ProcessPlace,
} from '../../../../app/screen/command-line.ts'

/** A line of 80 cells with the cursor at `|`. */
function line(text: string, more: Partial<CursorLine> = {}): CursorLine {
  const [left = '', right = ''] = text.split('|')
  return { left, right, toEdge: 80 - left.length - right.length, isLast: true, bracketedPaste: true, ...more }
}

const read = (
  text: string,
  bare: readonly string[],
  {
    place = 'resting',
    drawn = null,
    ...more
  }: { place?: ProcessPlace; drawn?: string | null } & Partial<CursorLine> = {},
) =>
  readCommandLine(
    line(text, more),
    place,
    bare.map((one) => line(one)),
    drawn,
  )

describe('a command line is empty', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['with the prompt that was seen', 'me@box:~$ |', ['me@box:~$ |']],
    ['with one of those that were seen', '[1] $ |', ['$ |', '[1] $ |']],
    ['with another time in the prompt', '12:09:58 $ |', ['09:15:01 $ |']],
    ['with another time at the right', '~ % |     12:09', ['~ % |     09:15']],
    ['where the right prompt is gone', '~ % |', ['~ % |     09:15']],
  ])('%s', (_, text, bare) => {
    expect(read(text, bare)).toBe('empty')
  })

  test.each([
    ['in another folder', '~/work $ |'],
    ['with an exit code', '[130] ~ $ |'],
    ['behind output without a line end', 'abc~ $ |'],
  ])('with a prompt that ends as one that was seen, %s, if no key can have drawn that end', (_, text) => {
    expect(read(text, ['~ $ |'], { drawn: 'q' })).toBe('empty')
    expect(read(text, ['~ $ |'], { drawn: 'echo $ ' })).toBe('unknown')
    expect(read(text, ['~ $ |'], { drawn: null })).toBe('unknown')
  })
})

describe('a command line is begun', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['by a letter', '$ l|', ['$ |']],
    ['by a blank', '$  |', ['$ |']],
    ['with the cursor before the text', '$ |ls', ['$ |']],
    ['with the cursor inside the text', '$ l|s', ['$ |']],
    ['before a right prompt', '~ % l|    12:09', ['~ % |     09:15']],
    ['behind another time', '12:09 $ ls|', ['09:15 $ |']],
    ['by the prompt of bash for more', '> |', ['~ $ |']],
    ['by the prompt of bash for more, where the own one ends alike', '> |', ['~> |']],
    ['by a prompt of zsh for more', 'for dquote> |', ['box% |']],
    ['by a blank row of fish', '       |', ['me@box ~> |']],
    ['by a row that zsh was told to add', '|', ['box% |']],
    ['by a sign of the user’s own for more', '∙ |', ['~ ❯ |']],
  ])('%s', (_, text, bare) => {
    expect(read(text, bare, { drawn: '' })).toBe('begun')
  })

  test.each(['... |', '   ...: |', '   ...> |', '    -> |', "    '> |"])(
    'by the prompt for more of a program in the shell: %s',
    (text) => {
      expect(read(text, ['~ $ |'], { place: 'behind' })).toBe('begun')
    },
  )
})

describe('nobody knows', () => {
  test.each<readonly [string, string, Parameters<typeof read>[2]]>([
    ['while something runs', '$ |', { place: 'behind' }],
    ['while the shell works', '$ |', { place: 'running' }],
    ['with a prompt that is not like one that was seen', '(venv) me ~ |', { drawn: '' }],
    ['with rows below: a menu, or the rest of a draft', '$ |', { isLast: false }],
    ['where no line editor reads', '$ |', { bracketedPaste: false }],
    ['with other text at the right', '$ |      took 5s', {}],
  ])('%s', (_, text, more) => {
    expect(read(text, ['$ |'], more)).toBe('unknown')
  })

  test('before any prompt was seen', () => {
    for (const text of ['$ |', '$ ls|', '> |', '|']) expect(read(text, [], { drawn: '' })).toBe('unknown')
  })
})

describe('a prompt is learned', () => {
  const learn = (
    text: string,
    bare: readonly string[] = [],
    more: Partial<CursorLine> = {},
    interrupted = false,
  ) =>
    learnPrompt(
      bare.map((one) => line(one)),
      line(text, more),
      'resting',
      interrupted,
    ).map(({ left }) => left)

  test('once', () => {
    expect(learn('$ |')).toEqual(['$ '])
    expect(learn('$ |', ['$ |', '> |'])).toEqual(['$ ', '> '])
    expect(learn('~/a $ |', ['$ |'])).toEqual(['~/a $ ', '$ '])
  })

  test('not from a blank row, rows with more below, or what is more than a prompt', () => {
    expect(learn('  |')).toEqual([])
    expect(learn('$ |', [], { isLast: false })).toEqual([])
    expect(learn('$ ls|', ['$ |'])).toEqual(['$ '])
    expect(learn('$ |ls', ['$ |'])).toEqual(['$ '])
    expect(learn('> |', ['~ $ |'])).toEqual(['~ $ '])
  })

  test('also where it looks like one for more, behind Ctrl-C', () => {
    expect(learn('> |', ['~ $ |'], {}, true)).toEqual(['> ', '~ $ '])
    expect(learn('$ ls|', ['$ |'], {}, true)).toEqual(['$ '])
  })

  test('not while something else is in front', () => {
    expect(learnPrompt([], line('$ |'), 'behind', false)).toEqual([])
    expect(learnPrompt([], line('$ |'), 'running', false)).toEqual([])
  })

  test('up to a number of them', () => {
    const folders = Array.from({ length: 40 }, (_, at) => line(`${'d'.repeat(at)}/ $ |`))
    const known = folders.reduce<readonly CursorLine[]>(
      (all, one) => learnPrompt(all, one, 'resting', false),
      [],
    )
    expect(known).toHaveLength(16)
    expect(known[0]).toEqual(folders.at(-1))
  })
})
