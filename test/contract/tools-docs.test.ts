import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { emptyFrame } from '../../app/screen/frame.ts'
import { readFrame } from '../../app/screen/read-frame.ts'
import { readRulesFile } from '../../app/tool/rules-file.ts'
import { ruleSet } from '../../app/screen/rule-set.ts'
import { mergeTools, type OwnTools } from '../../app/tool/presets/merge-tools.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/tools.md'), 'utf8')
const blocks = [...page.matchAll(/```json\n([\s\S]*?)```/gu)].map(([, text = '']) => text)
const isRulesFile = (text: string): boolean => text.includes('"roostRules"')
const examples = blocks.filter((text) => !isRulesFile(text))

/** An example is a part of the settings, or the one field it shows. */
function toolsIn(text: string): OwnTools {
  if (text.startsWith('{')) return JSON.parse(text)
  return { mine: { command: ['mine'], ...JSON.parse(`{${text}}`) } }
}

describe('the page about tools', () => {
  test.each(examples)('has examples that can be used: %.40s', (text) => {
    const { tools, problems } = mergeTools(toolsIn(text))
    expect(problems).toEqual([])
    expect(tools.length).toBeGreaterThan(0)
  })

  test.each(blocks.filter(isRulesFile))('has files of rules that can be used: %.40s', (text) => {
    expect(readRulesFile(text)).toMatchObject({ ok: true })
  })

  test.each(['shop=> ', 'shop=# ', 'shop-> ', 'shop(# '])('has a database that is idle at %j', (line) => {
    const own = examples.map(toolsIn).find((one) => 'psql' in one) ?? {}
    const tool = mergeTools(own).tools.find(({ name }) => name === 'psql')
    const frame = { ...emptyFrame, lines: [line], cursor: { x: line.length, y: 0 } }
    expect(readFrame(ruleSet(tool?.statusRules ?? []).screen, frame)).toMatchObject({
      claim: { kind: 'idle' },
      rule: 'prompt',
    })
  })
})
