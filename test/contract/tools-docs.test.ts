import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { emptyFrame } from '../../app/screen/frame.ts'
import { readFrame } from '../../app/screen/read-frame.ts'
import { readRulesFile } from '../../app/tool/rules-file.ts'
import { ruleSet } from '../../app/screen/rule-set.ts'
import { hookAgents } from '../../app/hooks/read-hook-event.ts'
import { mergeTools, type OwnTools } from '../../app/tool/presets/merge-tools.ts'
import { presets } from '../../app/tool/presets/presets.ts'
import { takesImages } from '../../app/tool/takes-images.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'

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

/** The rows of the table of what is known, by the name that is shown: a cell for each heading. */
function knownOf(): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
  const [heading = '', , ...rows] = /^\| tool +\| start [^]*?(?=\n\n)/mu.exec(page)?.[0].split('\n') ?? []
  const names = cells(heading)
  return new Map(
    rows
      .map(cells)
      .map((row) => [row[0] ?? '', Object.fromEntries(names.map((name, at) => [name, row[at] ?? '']))]),
  )
}

/**
 * What the description of a tool has, by the heading of the table. A shell takes paths in place of images, Goose reads the
 * image whose path is a word of the prompt, and Aider asks for an approval on a line, as any program asks a question.
 */
const has: Readonly<Record<string, (tool: ToolConfig) => boolean>> = {
  login: ({ promptPattern, statusRules }) => promptPattern === undefined && claims(statusRules, 'login'),
  approval: ({ name, statusRules }) => name === 'aider' || claims(statusRules, 'approval'),
  'prompt box': ({ promptBox }) => promptBox !== undefined,
  images: (tool) =>
    tool.imageForm.kind !== 'quoted-path' || ['shell', 'goose'].includes(tool.name)
      ? takesImages(tool, 'interactive')
      : false,
  resume: ({ resume }) => resume !== undefined,
  headless: ({ headless }) => headless !== undefined,
  interrupt: ({ interrupt }) => interrupt.length > 0,
  hooks: ({ name }) => hookAgents.some((agent) => agent === name),
}

function claims(rules: ToolConfig['statusRules'], reason: string): boolean {
  return rules.some(({ claim }) => claim.kind === 'waiting' && claim.reason === reason)
}

describe('the table of what is known', () => {
  const known = knownOf()

  test('has a row for each tool that comes with Roost, in the order in which they are offered', () => {
    expect([...known.keys()]).toEqual(presets.map((tool) => tool.displayName))
  })

  test.each(presets.map((tool) => [tool.displayName, tool] as const))(
    'says what %s has and what not',
    (name, tool) => {
      const row = known.get(name) ?? {}
      const { tool: _, 'measured with': version, ...cells } = row
      expect(version).toMatch(/\d|^unmeasured: /u)
      for (const cell of Object.values(cells)) expect(['yes', 'docs', '–']).toContain(cell)
      const told = Object.keys(has).filter((heading) => cells[heading] !== '–')
      expect(told).toEqual(Object.keys(has).filter((heading) => has[heading]?.(tool)))
      // What was not measured at all cannot have been seen.
      if (version?.startsWith('unmeasured') === true) expect(Object.values(cells)).not.toContain('yes')
    },
  )

  test('is counted in the words before it', () => {
    const counts = [
      'fifteen',
      'sixteen',
      'seventeen',
      'eighteen',
      'nineteen',
      'twenty',
      'twenty-one',
      'twenty-two',
    ]
    expect(page).toContain(`Roost comes with ${counts[presets.length - 15]}:`)
  })
})
