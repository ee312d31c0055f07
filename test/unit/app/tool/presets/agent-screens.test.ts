import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { claimOfReading } from '../../../../../app/activity/screen-claim.ts'
import { emptyFrame } from '../../../../../app/screen/frame.ts'
import { readFrame } from '../../../../../app/screen/read-frame.ts'
import { ruleSet } from '../../../../../app/screen/rule-set.ts'
import { presets } from '../../../../../app/tool/presets/presets.ts'

const folder = resolve(import.meta.dirname, '../../../../fixtures/agent-screens')

/** Screens of the real tools, most of them of 80 columns and 24 rows. `claim`: what their rules have to make of them. */
const FixtureSchema = v.array(
  v.strictObject({
    state: v.string(),
    title: v.string(),
    cursor: v.object({ x: v.number(), y: v.number() }),
    lines: v.array(v.string()),
    claim: v.nullable(
      v.variant('kind', [
        v.strictObject({ kind: v.picklist(['idle', 'working']) }),
        v.strictObject({ kind: v.literal('waiting'), reason: v.string(), question: v.string() }),
        v.strictObject({ kind: v.literal('failed'), reason: v.string() }),
      ]),
    ),
  }),
)

const tools = readdirSync(folder).map((file) => file.replace('.json', ''))

describe.each(tools)('a screen of %s', (name) => {
  const screens = v.parse(FixtureSchema, JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')))
  const tool = presets.find((preset) => preset.name === name)
  const rules = ruleSet(tool?.statusRules ?? []).screen

  test.each(screens)('is read right: $state', ({ title, cursor, lines, claim }) => {
    const reading = readFrame(rules, { ...emptyFrame, title, cursor, lines })
    const read = reading === null ? null : claimOfReading(reading)
    if (claim === null) expect(read, lines.join('\n')).toBeNull()
    else expect(read, lines.join('\n')).toMatchObject(claim)
  })

  test('is no question once the whole of it was quoted in what stands above the prompt', () => {
    const ready = screens.find(({ state }) => state === 'ready')
    const quoted = screens.filter(({ claim }) => claim?.kind === 'waiting').flatMap(({ lines }) => lines)
    const above = [...quoted, ...Array<string>(4).fill('and so on')].map((line) => `      ${line}`)
    const lines = [...above, ...(ready?.lines ?? [])]
    const cursor = { x: ready?.cursor.x ?? 0, y: above.length + (ready?.cursor.y ?? 0) }
    expect(claimOfReading(readFrame(rules, { ...emptyFrame, lines, cursor }) ?? never())).toMatchObject({
      kind: 'idle',
    })
  })
})

function never(): never {
  throw new Error('No rule knows the screen.')
}
