import { describe, expect, test } from 'vitest'
import { updatePresets } from '../../../../app/tool/presets/updated-presets.ts'
import { diffRules, isSameRules } from '../../../../app/tool/rules-diff.ts'
import { readRulesFile, writeRulesFile } from '../../../../app/tool/rules-file.ts'
import type { ToolConfig } from '../../../../app/tool/tool-config.ts'
import { presetNamed, toolFrom } from '../../../support/tools.ts'

const idle = { id: 'prompt', when: { contains: '»' }, claim: { kind: 'idle' } }
const works = {
  id: 'works',
  priority: 50,
  when: { contains: 'hold esc to stop' },
  claim: { kind: 'working' },
}
const file = (tools: unknown, more: object = {}) => JSON.stringify({ roostRules: 1, tools, ...more })
const claude = (more: object = {}) =>
  file({ claude: { measured: '2.1.340', statusRules: [works, idle], ...more } })

function refusal(text: string) {
  const read = readRulesFile(text)
  if (read.ok) throw new Error('it was taken')
  const { code, details } = read.error
  return { code, ...details }
}

describe('a file of rules', () => {
  test('has rules, versions and boxes by the names of tools', () => {
    const box = { shape: { kind: 'rules' } }
    expect(readRulesFile(claude({ measured: ['2.1.338', '2.1.340'] }))).toMatchObject({
      ok: true,
      value: {
        tools: {
          claude: { measured: ['2.1.338', '2.1.340'], statusRules: [{ id: 'works' }, { id: 'prompt' }] },
        },
      },
    })
    expect(readRulesFile(file({ mine: { statusRules: [idle] } }))).toMatchObject({ ok: true })
    expect(refusal(claude({ promptBox: box }))).toMatchObject({ code: 'rules-file-wrong' })
  })

  test('is read again as it was written, with a byte order mark too', () => {
    const read = readRulesFile(claude())
    if (!read.ok) throw new Error(read.error.message)
    const text = writeRulesFile(read.value.tools)
    expect(readRulesFile(`\uFEFF${text}`)).toEqual(read)
  })

  test.each([
    ['{\n  "roostRules": 1,\n  "tools": {,}\n}', { kind: 'text-place', line: 3, column: 13 }],
    [claude().slice(0, -1), { kind: 'text-place', line: 1, column: claude().length }],
    ['hello', undefined],
    ['', { kind: 'text-place', line: 1, column: 1 }],
  ])('that is not JSON is refused with the place: %j', (text, reason) => {
    expect(refusal(text)).toEqual({ code: 'rules-file-json', ...(reason && { reason }) })
  })

  test.each([['[]'], ['7'], ['{}'], ['{"tools":{}}'], ['{"roostRules":"1","tools":{}}']])(
    'of another kind is refused: %j',
    (text) => expect(refusal(text)).toEqual({ code: 'rules-file-form' }),
  )

  test('of a newer form is refused as such, whatever else is in it', () => {
    expect(refusal('{"roostRules":2,"packs":[]}')).toEqual({ code: 'rules-file-newer' })
  })

  test.each([
    [file(7), 'tools', 'type'],
    [claude({ measured: 'latest' }), 'tools.claude.measured', 'version'],
    [claude({ command: ['rm'] }), 'tools.claude.command', 'unknown-field'],
    [claude({ statusRules: [] }), 'tools.claude.statusRules', 'length'],
    [
      claude({ statusRules: [idle, { ...works, when: { regex: '(' } }] }),
      'tools.claude.statusRules.works.when.regex',
      'pattern',
    ],
    [
      claude({ statusRules: [{ ...works, claim: undefined }] }),
      'tools.claude.statusRules.works.claim',
      'missing-field',
    ],
    [claude({ statusRules: [idle, 7] }), 'tools.claude.statusRules.1', 'type'],
    [claude({ statusRules: [idle, works, idle] }), 'tools.claude.statusRules.prompt', 'rule-id-taken'],
    [
      claude({ statusRules: Array.from({ length: 201 }, (_, at) => ({ ...idle, id: `r${at}` })) }),
      'tools.claude.statusRules',
      'length',
    ],
    [file({ claude: { statusRules: [idle] } }, { more: 1 }), 'more', 'unknown-field'],
  ])('that is wrong is refused with the place: %#', (text, field, kind) => {
    expect(refusal(text)).toMatchObject({ code: 'rules-file-wrong', field, reason: { kind } })
  })

  test('with conditions that nobody writes is refused, and does not overflow', () => {
    const deep = `${'{"not":'.repeat(50_000)}{"contains":"x"}${'}'.repeat(50_000)}`
    const text = claude({ statusRules: [{ ...idle, when: 'WHEN' }] }).replace('"WHEN"', deep)
    expect(refusal(text)).toMatchObject({ code: 'rules-file-wrong', reason: { kind: 'deep' } })
  })
})

describe('what a file would change', () => {
  const after = (part: object): ToolConfig => {
    return toolFrom({ name: 'claude', displayName: 'Claude Code', command: ['claude'], ...part })
  }

  test('is told rule by rule, with the text of both', () => {
    const before = after({ statusRules: [idle, works], measured: '2.1.332' })
    const now = after({
      statusRules: [
        { ...works, priority: 60 },
        { ...idle, id: 'rests' },
      ],
      measured: '2.1.340',
    })
    const diff = diffRules(before, now)
    expect(diff.measured).toEqual({ before: '2.1.332', after: '2.1.340' })
    expect(diff.rules.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'changed works',
      'added rests',
      'removed prompt',
    ])
    expect(diff.rules[0]).toMatchObject({
      before: expect.stringContaining('"priority": 50'),
      after: expect.stringContaining('"priority": 60'),
    })
    expect(isSameRules(diff)).toBe(false)
  })

  test('is nothing for the same rules, and the order counts', () => {
    const [one, other] = [after({ statusRules: [idle, works] }), after({ statusRules: [works, idle] })]
    expect(isSameRules(diffRules(one, one))).toBe(true)
    expect(diffRules(one, other)).toMatchObject({ rules: [], isReordered: true })
    expect(isSameRules(diffRules(one, other))).toBe(false)
  })

  test('is also the box of a half-typed prompt', () => {
    const { promptBox, ...rest } = presetNamed('claude')
    expect(diffRules(presetNamed('claude'), { ...rest })).toMatchObject({
      promptBox: { kind: 'removed', before: JSON.stringify(promptBox, null, 2) },
    })
  })
})

describe('the rules of a file in use', () => {
  const read = readRulesFile(
    file({ claude: { measured: '2.1.320', statusRules: [idle] }, pi: { statusRules: [idle] } }),
  )
  const tools = read.ok ? read.value.tools : {}

  test('take the place of all built-in ones, and of the version that those were measured with', () => {
    const { claude: updated, codex, pi } = updatePresets({ tools, over: { claude: '2.1.332', pi: '1.6' } })
    expect(updated).toMatchObject({ measured: '2.1.320', statusRules: [{ id: 'prompt' }], shellPrefix: '!' })
    expect(pi['measured']).toBeUndefined()
    expect(codex).toMatchObject({ measured: ['0.169', '0.171'] })
  })

  test('give way to a later Roost that knows a later version of the tool', () => {
    const { claude: updated } = updatePresets({ tools, over: { claude: '2.1.310' } })
    expect(updated).toMatchObject({ measured: '2.1.332' })
  })
})
