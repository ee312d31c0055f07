import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import type { Claim } from '../../../../../app/activity/evidence.ts'
import { emptyFrame, type Frame } from '../../../../../app/screen/frame.ts'
import { readPromptBox } from '../../../../../app/screen/prompt-box.ts'
import { cleanTitle } from '../../../../../app/terminal/title.ts'
import { presets } from '../../../../../app/tool/presets/presets.ts'
import { claimedBy, CursorSchema, screensOf } from '../../../../support/screens.ts'
import { presetNamed } from '../../../../support/tools.ts'

/** As test/fixtures/screens/README.md has it. */
const ScreenSchema = v.strictObject({
  state: v.string(),
  claim: v.nullable(
    v.union([
      v.picklist(['keep', 'overlay']),
      v.variant('kind', [
        v.strictObject({ kind: v.picklist(['idle', 'working']) }),
        v.strictObject({ kind: v.literal('waiting'), reason: v.string(), question: v.nullable(v.string()) }),
        v.strictObject({ kind: v.literal('failed'), reason: v.string(), message: v.string() }),
      ]),
    ]),
  ),
  box: v.optional(v.strictObject({ kind: v.literal('none') })),
  title: v.string(),
  isFullScreen: v.optional(v.boolean()),
  cursor: CursorSchema,
  lines: v.array(v.string()),
})
type Screen = v.InferOutput<typeof ScreenSchema> & { readonly tool: string }

const tools = screensOf('screens', ScreenSchema)
const all: readonly Screen[] = tools.flatMap(({ tool, screens }) =>
  screens.map((screen) => ({ tool, ...screen })),
)
const isOverlay = ({ claim }: Screen): boolean => claim === 'overlay'
const asks = ({ claim }: Screen): boolean => kindOf(claim) === 'waiting'

/** Nobody has run them for this yet: their rules follow their documentation or their source. */
const withoutScreens = new Set(['aider', 'crush', 'cursor', 'vibe'])

test('agents that Roost brings have screens, each state once', () => {
  const agents = presets.filter(({ kind }) => kind === 'agent').map(({ name }) => String(name))
  expect(tools.map(({ tool }) => tool).toSorted()).toEqual(
    agents.filter((name) => !withoutScreens.has(name)).toSorted(),
  )
  for (const { tool, screens } of tools) {
    const states = screens.map(({ state }) => state)
    expect(states, tool).toEqual([...new Set(states)])
  }
})

describe('a screen of the tool itself', () => {
  test.each(all.filter((screen) => !isOverlay(screen)))(
    'is taken for what it is: $tool, $state',
    ({ claim, ...screen }) => {
      const read = claimedBy(screen.tool, frameOf(screen))
      if (claim === null || typeof claim === 'string') expect(read, screen.lines.join('\n')).toBe(claim)
      else expect(read, screen.lines.join('\n')).toMatchObject(claim)
    },
  )

  test.each(all.filter((screen) => (asks(screen) || screen.box !== undefined) && hasPromptBox(screen)))(
    'has no prompt to type into: $tool, $state',
    (screen) => {
      const frame = { ...emptyFrame, ...frameOf(screen), solid: screen.lines }
      expect(readPromptBox(frame, presetNamed(screen.tool).promptBox ?? never())).toEqual({ kind: 'none' })
    },
  )

  test.each(all.filter(isOverlay))('asks nothing by what the user opened: $tool, $state', (screen) => {
    for (const from of ['screen', 'title'] as const)
      expect([null, 'keep', 'idle']).toContain(kindOf(claimedBy(screen.tool, frameOf(screen), from)))
  })
})

/**
 * Their rules take a dialog that an answer shows right above the prompt for one of the tool's own. A case that is mended
 * fails here until it is struck off.
 */
const takenForAsked = new Set([
  'grok: asks for a command',
  'grok: asks for a change of a file',
  'grok: asks a question',
])
const isTakenForAsked = ({ tool, state }: Screen): boolean => takenForAsked.has(`${tool}: ${state}`)

describe('a dialog that is quoted', () => {
  const asked = all.filter(asks)

  test.each(asked.filter((screen) => !isTakenForAsked(screen)))(
    'right above the prompt asks nothing: $tool, $state',
    (screen) => {
      expect(kindOf(claimedBy(screen.tool, aboveThePrompt(screen)))).toBe('idle')
    },
  )

  test.fails.each(asked.filter(isTakenForAsked))('right above the prompt: $tool, $state', (screen) => {
    expect(kindOf(claimedBy(screen.tool, aboveThePrompt(screen)))).toBe('idle')
  })

  test.each(tools)('asks nothing further up, with all others of the tool: $tool', ({ tool }) => {
    const dialogs = asked.filter((screen) => screen.tool === tool).flatMap(({ lines }) => lines)
    const answer = [...dialogs, ...Array<string>(4).fill('and so on')].map((line) => `      ${line}`)
    const rest = atRest(tool)
    expect(kindOf(claimedBy(tool, below(answer, rest, rest.lines.length)))).toBe('idle')
  })
})

/** A screen with this dialog in an answer, and the tool at rest. */
function aboveThePrompt({ tool, lines }: Screen): Partial<Frame> {
  return below([...lines.map((line) => (line === '' ? '' : `  ${line}`)), ''], atRest(tool), promptRows)
}

/** Of a tool with nothing to do: its prompt with its edges, and what is below it. */
const promptRows = 8

/** A screen of the tool at rest whose cursor is in its last rows: some have the prompt further up at the start. */
function atRest(toolName: string): Screen {
  const screen = all.find(
    ({ tool, claim, cursor, lines }) =>
      tool === toolName && kindOf(claim) === 'idle' && cursor.y >= lines.length - promptRows,
  )
  return screen ?? never()
}

/** The last rows of a screen with an answer above them. */
function below(answer: readonly string[], screen: Screen, rows: number): Partial<Frame> {
  const shown = screen.lines.slice(-rows)
  const cursor = {
    x: screen.cursor.x,
    y: screen.cursor.y - screen.lines.length + shown.length + answer.length,
  }
  return { ...frameOf(screen), cursor, lines: [...answer, ...shown] }
}

function frameOf({
  title,
  isFullScreen,
  cursor,
  lines,
}: Pick<Screen, 'title' | 'isFullScreen' | 'cursor' | 'lines'>): Partial<Frame> {
  return {
    title: cleanTitle(title),
    cursor,
    lines,
    ...(isFullScreen === undefined ? {} : { isFullScreen }),
  }
}

function hasPromptBox({ tool }: Screen): boolean {
  return presetNamed(tool).promptBox !== undefined
}

function kindOf(claim: Claim | Screen['claim']): string | null {
  return claim === null || typeof claim === 'string' ? claim : claim.kind
}

function never(): never {
  throw new Error('There is none.')
}
