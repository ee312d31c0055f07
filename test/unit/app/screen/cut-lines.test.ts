import { describe, expect, test } from 'vitest'
import { cutLines } from '../../../../app/base/cut-lines.ts'
import { isPromptLine } from '../../../../app/screen/answer.ts'
import { readConflict } from '../../../../app/screen/git-conflict.ts'
import { readPromptBox } from '../../../../app/screen/prompt-box.ts'
import { readTick } from '../../../../app/screen/screen-tick.ts'
import { inferResume } from '../../../../app/tool/infer-resume.ts'
import { presets } from '../../../../app/tool/presets/presets.ts'
import { findResumeToken } from '../../../../app/tool/resume.ts'
import { presetNamed } from '../../../support/tools.ts'

const long = 64 * 1024

/** What patterns are slow on: numbers, blanks, quotes, dashes and dots, in lines of 64 KB. */
const lines = [
  '1 ',
  '1m ',
  '1:0',
  '1,',
  ' ',
  '\t',
  '.',
  '-',
  '--a ',
  'a ',
  'x',
  '"',
  '[',
  '─',
  '(1',
  'CONFLICT (',
  '| ',
].map((unit) => unit.repeat(long / unit.length))

function quickly(run: () => void): void {
  const started = performance.now()
  run()
  // Seconds and minutes, before.
  expect(performance.now() - started).toBeLessThan(2000)
}

describe('no line of 64 KB holds up what looks at it with patterns', () => {
  test.each(lines)('of %#', (line) => {
    quickly(() => readTick(line))
    quickly(() => readConflict([line, `CONFLICT (content): ${line}`, line]))
    for (const tool of presets) {
      for (const text of [line, `${tool.command[0] ?? ''} --resume ${line}`]) {
        quickly(() => findResumeToken(text, tool, { ended: true }))
        quickly(() => inferResume(text, tool, { ended: true }))
      }
      const { promptPattern = null, promptBox } = tool
      quickly(() => isPromptLine(line, { lead: '', pattern: promptPattern }))
      if (promptBox === undefined) continue
      const rows = [line, line, line]
      const frame = { lines: rows, solid: rows, cursor: { x: 1, y: 1 }, title: '', notification: [] }
      quickly(() => readPromptBox(frame, promptBox))
    }
  })
})

describe('lines that are cut', () => {
  test('have 400 characters at most, and no half word at their end', () => {
    expect(cutLines('a\nb')).toBe('a\nb')
    expect(cutLines(`${'x'.repeat(400)}\nb`)).toBe(`${'x'.repeat(400)}\nb`)
    expect(cutLines(`${'word '.repeat(100)}\nb`)).toBe(`${'word '.repeat(80)}\nb`)
    expect(cutLines(`${'x'.repeat(1000)}\nb`)).toBe('\nb')
  })

  test('give no half of an id', () => {
    const claude = presetNamed('claude')
    const id = '0b0f5a5e-7c1d-4c0a-9a53-0123456789ab'
    for (let before = 330; before < 420; before++)
      expect([null, id]).toContain(findResumeToken(`${'.'.repeat(before)} claude --resume ${id}\n`, claude))
  })
})
