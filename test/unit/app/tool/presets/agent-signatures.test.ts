import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { compileSignatures, recognizeAgent } from '../../../../../app/screen/agent-frame.ts'
import { emptyFrame, type Frame } from '../../../../../app/screen/frame.ts'
import { presets } from '../../../../../app/tool/presets/presets.ts'
import { signaturesOf } from '../../../../../app/tool/signatures.ts'
import { CursorSchema, screensOf } from '../../../../support/screens.ts'

/** Screens of the real agents in another terminal; those of tmux 3.3 have its status line. */
const fixtures = screensOf(
  'agent-frames',
  v.strictObject({
    state: v.string(),
    cursor: CursorSchema,
    isFullScreen: v.boolean(),
    title: v.string(),
    lines: v.array(v.string()),
  }),
)
type Screen = (typeof fixtures)[number]['screens'][number]

const signatures = compileSignatures(signaturesOf(presets))
const toolAt = (frame: Frame): string | null => recognizeAgent(frame, signatures, null)?.tool ?? null
const frameOf = (screen: Screen): Frame => ({ ...emptyFrame, ...screen })

/** The screen's own text, without the status line of tmux. */
const textOf = ({ lines }: Screen): readonly string[] => lines.filter((line) => !line.startsWith('[0] 0:'))

/** A screen of the same size with these lines as its last ones, and the cursor behind the last of them. */
function printed(screen: Screen, lines: readonly string[], more: Partial<Frame> = {}): Frame {
  const shown = lines.slice(-screen.lines.length)
  const cursor = { x: shown.at(-1)?.length ?? 0, y: shown.length - 1 }
  return { ...emptyFrame, lines: shown.map((line) => line.trimEnd()), cursor, ...more }
}

/** Not measured in another terminal yet: they are known by their process only. */
const unmeasured = new Set(
  'aider amp auggie cline continue crush cursor droid goose grok kilo kimi vibe'.split(' '),
)

test('agents that Roost brings have a signature and screens that it was measured on', () => {
  const agents = presets.filter(({ kind }) => kind === 'agent').map(({ name }) => String(name))
  expect(fixtures.map(({ tool }) => tool).toSorted()).toEqual(
    agents.filter((name) => !unmeasured.has(name)).toSorted(),
  )
  expect(signatures.map(({ tool }) => tool).toSorted()).toEqual(fixtures.map(({ tool }) => tool).toSorted())
})

describe.each(fixtures)('$tool', ({ tool, screens }) => {
  const others = signatures.filter((signature) => signature.tool !== tool)

  test.each(screens)('is recognized, and no other agent: $state', (screen) => {
    expect(toolAt(frameOf(screen))).toBe(tool)
    expect(recognizeAgent(frameOf(screen), others, null)).toBeNull()
  })

  test('is not recognized where its screen was printed by a shell', () => {
    for (const screen of screens)
      for (const prompt of [
        'ada@box:~/work$ ',
        '❯ ',
        '➜  work git:(main) ',
        'work » ',
        '> ',
        'work » cat screen',
      ])
        for (const isFullScreen of [false, true]) {
          const lines = [...textOf(screen), prompt]
          expect(toolAt(printed(screen, lines, { isFullScreen })), `${screen.state}: ${prompt}`).toBeNull()
        }
  })

  test('is not recognized where a file with its screen is read', () => {
    for (const screen of screens)
      for (const row of [':', '(END)', '"screen" 40L, 2000B           1,1           All', '-- INSERT --']) {
        const lines = [...textOf(screen).slice(0, screen.lines.length - 1), row]
        for (let y = 0; y < lines.length; y++) {
          const frame = printed(screen, lines, { isFullScreen: true, cursor: { x: 2, y } })
          expect(toolAt(frame), `${screen.state}: ${row}`).toBeNull()
        }
      }
  })
})

test.each([
  ['a shell', ['ada@box:~/work$ ls', 'readme.md', 'ada@box:~/work$ '], {}],
  ['a prompt of two lines below a rule', ['─'.repeat(80), '~/work on main', '❯ '], {}],
  [
    'a list of commits',
    ['* 1234567 Fix the box ─────────', '* 89abcde Add > a quote', ':'],
    { isFullScreen: true },
  ],
  ['a table', ['─'.repeat(40), '> name', '─'.repeat(40), '1 row', 'db=> '], {}],
  ['top', ['top - 12:00:00 up 1 day', 'Tasks: 200 total', '%Cpu(s):  1.0 us'], { isFullScreen: true }],
  ['a REPL', ['>>> 1', '1', '>>> '], {}],
])('%s is no agent', (_, lines, more) => {
  const [screen] = fixtures[0]?.screens ?? []
  if (screen === undefined) throw new Error('no screen')
  expect(toolAt(printed(screen, lines, more))).toBeNull()
})
