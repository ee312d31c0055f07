import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { claimOfReading } from '../../../../../app/activity/screen-claim.ts'
import { emptyFrame, type Frame } from '../../../../../app/screen/frame.ts'
import { compileRules, readFrame } from '../../../../../app/screen/read-frame.ts'
import { PromptBoxRuleSchema, readPromptBox } from '../../../../../app/screen/prompt-box.ts'
import { presets } from '../../../../../app/tool/presets/presets.ts'

/** What the tools themselves showed in a terminal of each size, with what it was; `overlay` is what the user opened. */
const ScreensSchema = v.array(
  v.strictObject({
    dialog: v.string(),
    size: v.string(),
    kind: v.picklist(['waiting', 'idle', 'working', 'failed', 'overlay']),
    reason: v.optional(v.string()),
    words: v.optional(v.string()),
    title: v.string(),
    isFullScreen: v.boolean(),
    cursor: v.strictObject({ x: v.number(), y: v.number() }),
    lines: v.array(v.string()),
  }),
)
type Screen = v.InferOutput<typeof ScreensSchema>[number]

const toolNames = ['claude', 'codex', 'copilot', 'gemini', 'opencode', 'qwen'] as const
const folder = join(import.meta.dirname, '../../../../fixtures/screens')
const screensOf = (tool: string): readonly Screen[] =>
  v.parse(ScreensSchema, JSON.parse(readFileSync(join(folder, `${tool}.json`), 'utf8')))

function claimed(toolName: string, frame: Partial<Frame>): unknown {
  const tool = presets.find(({ name }) => name === toolName)
  const reading = readFrame(compileRules(tool?.statusRules ?? []), { ...emptyFrame, ...frame })
  return reading === null ? null : claimOfReading(reading)
}

const all = toolNames.flatMap((tool) => screensOf(tool).map((screen) => ({ tool, ...screen })))
const asked = all.filter(({ kind }) => kind === 'waiting')

describe('a screen of the tool itself', () => {
  test.each(asked)('asks: $tool, $dialog, $size', ({ tool, reason, words, ...frame }) => {
    expect(claimed(tool, frame)).toEqual({ kind: 'waiting', reason, question: words })
  })

  test.each(asked)(
    'has no prompt to type into while it asks: $tool, $dialog, $size',
    ({ tool, ...frame }) => {
      expect(promptBoxOf(tool, frame)).toEqual({ kind: 'none' })
    },
  )

  test.each(all.filter(({ tool, kind }) => tool === 'codex' && kind === 'overlay'))(
    'has no prompt where a list of its own has a mark as its prompt has: $tool, $dialog, $size',
    ({ tool, ...frame }) => {
      expect(promptBoxOf(tool, frame)).toEqual({ kind: 'none' })
    },
  )

  test.each(all.filter(({ kind }) => kind === 'failed'))(
    'shows why its turn failed: $tool, $dialog',
    ({ tool, reason, words, ...frame }) => {
      expect(claimed(tool, frame)).toMatchObject({ kind: 'failed', reason, message: words })
    },
  )

  test.each(all.filter(({ kind }) => kind === 'idle' || kind === 'working'))(
    'works or rests: $tool, $dialog',
    ({ tool, kind, ...frame }) => {
      expect(claimed(tool, frame)).toMatchObject({ kind })
    },
  )

  test.each(all.filter(({ kind }) => kind === 'overlay'))(
    'asks nothing by what the user opened: $tool, $dialog, $size',
    ({ tool, ...frame }) => {
      expect([null, 'idle']).toContain(kindOf(claimed(tool, frame)))
    },
  )
})

describe('a dialog that is quoted', () => {
  test.each(asked)('in an answer is none: $tool, $dialog, $size', ({ tool, lines }) => {
    const atRest = screensOf(tool).find(({ kind }) => kind === 'idle')
    if (atRest === undefined) throw new Error(`${tool} has no screen at rest`)
    const quoted = lines.map((line) => (line === '' ? '' : `  ${line}`))
    expect(kindOf(claimed(tool, { title: atRest.title, lines: [...quoted, '', ...promptOf(atRest)] }))).toBe(
      'idle',
    )
  })
})

function promptBoxOf(toolName: string, frame: Partial<Frame>): unknown {
  const rule = v.parse(PromptBoxRuleSchema, presets.find(({ name }) => name === toolName)?.promptBox)
  const lines = frame.lines ?? []
  return readPromptBox({ ...emptyFrame, ...frame, lines, solid: lines }, rule)
}

function kindOf(claim: unknown): unknown {
  return typeof claim === 'object' && claim !== null && 'kind' in claim ? claim.kind : claim
}

/** The prompt of a screen at rest, with its edges and what is below it. */
function promptOf({ lines }: Screen): readonly string[] {
  return lines.slice(-8)
}
