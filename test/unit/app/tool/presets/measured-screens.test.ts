import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { claimOfReading } from '../../../../../app/activity/screen-claim.ts'
import { emptyFrame } from '../../../../../app/screen/frame.ts'
import { compileRules, readFrame } from '../../../../../app/screen/read-frame.ts'
import { cleanTitle } from '../../../../../app/terminal/title.ts'
import { presets } from '../../../../../app/tool/presets/presets.ts'

const folder = resolve(import.meta.dirname, '../../../../fixtures/preset-screens')
const tools = readdirSync(folder).map((file) => file.replace('.json', ''))

/** Screens of the real tools, 80 columns wide unless the state says otherwise, and what each has to be taken for. */
const FixtureSchema = v.array(
  v.strictObject({
    state: v.string(),
    title: v.string(),
    cursor: v.object({ x: v.number(), y: v.number() }),
    lines: v.array(v.string()),
    claim: v.nullable(v.union([v.literal('keep'), v.looseObject({ kind: v.string() })])),
  }),
)

describe.each(tools)('a measured screen of %s', (name) => {
  const screens = v.parse(FixtureSchema, JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')))
  const rules = compileRules(presets.find((tool) => tool.name === name)?.statusRules ?? [])

  test.each(screens)('is taken for what it is: $state', ({ title, cursor, lines, claim }) => {
    const reading = readFrame(rules, { ...emptyFrame, title: cleanTitle(title), cursor, lines })
    const said = reading === null ? null : (claimOfReading(reading) ?? 'keep')
    if (claim === null || claim === 'keep') expect(said, lines.join('\n')).toBe(claim)
    else expect(said, lines.join('\n')).toMatchObject(claim)
  })
})
