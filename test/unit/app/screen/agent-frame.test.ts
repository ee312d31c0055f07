import { describe, expect, test } from 'vitest'
import {
  compileSignatures,
  recognizeAgent,
  type AgentInFrame,
  type AgentSignature,
} from '../../../../app/screen/agent-frame.ts'
import { emptyFrame, type Frame } from '../../../../app/screen/frame.ts'

const rule = '─'.repeat(20)
const inBox = (mark: string): AgentSignature['conditions'] => [
  {
    all: [
      { region: { kind: 'cursorBox' }, regex: `^${mark}(?: |$)` },
      { region: { kind: 'bottom', lines: 1 }, regex: '^keys' },
    ],
  },
]
const signatures = compileSignatures([
  { tool: 'one', conditions: [...inBox('1'), { region: { kind: 'title' }, regex: '^One$' }] },
  { tool: 'two', conditions: inBox('2'), resumePattern: '^two --resume (?<token>\\w+)' },
])

/** A screen of `rows` rows; the cursor is in the row that is marked with `▮`, where that stands. */
function screen(lines: readonly string[], more: Partial<Frame> & { readonly rows?: number } = {}): Frame {
  const { rows = 12, ...frame } = more
  const y = lines.findIndex((line) => line.includes('▮'))
  const x = (lines[y] ?? '').indexOf('▮')
  const shown = lines.map((line) => line.replace('▮', '').trimEnd())
  return {
    ...emptyFrame,
    lines: [...shown, ...Array.from({ length: rows - lines.length }, () => '')],
    cursor: { x, y },
    ...frame,
  }
}
const full = { isFullScreen: true } as const
const box = (mark: string) => ['answer', rule, `${mark} ▮`, rule, 'keys']
const overlay = ['a list of the tool', '▮  first', '   second']
const status = '[0] 0:node*      "box" 12:00'

const at = (frame: Frame, before: AgentInFrame | null = null) => recognizeAgent(frame, signatures, before)
const toolAt = (frame: Frame, before: AgentInFrame | null = null) => at(frame, before)?.tool ?? null
const one: AgentInFrame = { tool: 'one', isFullScreen: false }
const two: AgentInFrame = { tool: 'two', isFullScreen: false }

describe('an agent', () => {
  test('is recognized by its box, where the cursor is', () => {
    expect(at(screen(box('1')))).toEqual(one)
    expect(at(screen(box('2'), full))).toEqual({ tool: 'two', isFullScreen: true })
    expect(toolAt(screen(['answer', rule, '1', rule, 'keys', '▮x']))).toBeNull()
  })

  test('is recognized by any of its signs', () => {
    expect(toolAt(screen(['loading ▮'], { title: 'One' }))).toBe('one')
  })

  test.each([
    ['in the last row', [...box('1'), ...Array.from({ length: 6 }, () => ''), status]],
    ['in the first row', [status, ...box('1')]],
  ])('is recognized with the status line of a multiplexer %s', (_, lines) => {
    expect(toolAt(screen(lines, full))).toBe('one')
  })

  test('is not recognized below the output that shows one, whatever the prompt', () => {
    for (const prompt of ['$ ▮', 'ada@box:~$ ▮', '[ada@box code]$ ▮', '❯ ▮', 'my » ▮', '▮']) {
      expect(toolAt(screen([...box('1').map((line) => line.replace('▮', '')), prompt]))).toBeNull()
    }
  })

  test('is not recognized by a title that one has left behind, where a shell waits', () => {
    expect(toolAt(screen(['x', 'ada@box:~$ ▮'], { title: 'One' }))).toBeNull()
  })

  test.each([
    ['less', ['~', '~', ':']],
    ['less at the end', ['~', '~', '(END)']],
    ['vim', ['~', '~', '"screen.txt" 12L, 300B         1,1       All']],
    ['vim while something is inserted', ['~', '~', '-- INSERT --']],
    ['vim with a status line', ['~', 'screen.txt        12,3      Bot', '']],
    ['nano', ['~', '^G Help  ^O Write Out', '^X Exit  ^R Read File']],
  ])('is not recognized in a file that shows one, in %s', (_, rows) => {
    expect(toolAt(screen([...box('1'), '', '', '', '', ...rows], { ...full, title: 'One' }))).toBeNull()
    expect(toolAt(screen([...box('1'), '', '', '', ...rows, status], { ...full, title: 'One' }))).toBeNull()
  })
})

describe('an agent that was recognized', () => {
  test('stays while it shows something else', () => {
    expect(at(screen(overlay), one)).toBe(one)
    expect(at(screen([]), one)).toBe(one)
    expect(at(screen(overlay, full), one)).toBe(one)
  })

  test('gives way to another that is recognized', () => {
    expect(toolAt(screen(box('2')), one)).toBe('two')
    expect(toolAt(screen(box('1'), { title: 'One' }), two)).toBe('one')
  })

  test('is asked first: the title of one that has ended does not take its place', () => {
    expect(toolAt(screen(box('2'), { title: 'One' }), two)).toBe('two')
  })

  test('is over where a shell waits below everything', () => {
    expect(
      at(screen([...box('1').map((line) => line.replace('▮', '')), 'bye', '~/work $ ▮']), one),
    ).toBeNull()
    expect(at(screen(['~/work $ ls▮', '', '', '', status], { ...full, rows: 5 }), one)).toBeNull()
    expect(at(screen([status, 'ada@box:~$ ▮'], full), one)).toBeNull()
  })

  test('is not over where its own mark looks like a shell’s prompt, or a shell’s prompt is quoted', () => {
    expect(at(screen([rule, '$ ▮', rule, 'other keys']), one)).toBe(one)
    expect(at(screen(['ada@box:~$ ls', 'a list', '▮ first']), one)).toBe(one)
  })

  test('is over where the full screen is left in which it was recognized, and not where another was', () => {
    const inFull = at(screen(box('1'), full))
    expect(at(screen(['answer ▮']), inFull)).toBeNull()
    expect(at(screen(['answer ▮']), at(screen(['an editor ▮'], full), one))).toBe(one)
  })

  test('is over where it has said how it is resumed, and no box stands below', () => {
    const farewell = ['Resume with:', 'two --resume abc']
    expect(at(screen([...farewell, 'my » ▮']), two)).toBeNull()
    expect(at(screen([...farewell, '▮'], full), { ...two, isFullScreen: true })).toBeNull()
    expect(toolAt(screen([...farewell, ...box('2')]), two)).toBe('two')
    expect(at(screen([...farewell, 'a', 'b', 'c', 'd', 'e', 'f ▮']), two)).toBe(two)
    expect(at(screen([...farewell, 'my » ▮']), one)).toBe(one)
  })

  test('is over where nobody looks for it any more', () => {
    expect(at(screen(overlay), { tool: 'three', isFullScreen: false })).toBeNull()
  })
})
