import { describe, expect, test } from 'vitest'
import { mergeTools, type OwnTools } from '../../../../../app/tool/presets/merge-tools.ts'
import { presetNames } from '../../../../../app/tool/presets/preset-names.ts'
import { presets } from '../../../../../app/tool/presets/presets.ts'
import type { ToolConfig } from '../../../../../app/tool/tool-config.ts'

const named = (own: OwnTools, name: string): ToolConfig | undefined => {
  const { tools, problems } = mergeTools(own)
  expect(problems).toEqual([])
  return tools.find((tool) => tool.name === name)
}
const preset = (name: string) => presets.find((tool) => tool.name === name)
const fieldsOf = (own: OwnTools) =>
  mergeTools(own).problems.map(({ toolName, field }) => `${toolName}.${field}`)

describe('a user’s entry', () => {
  test('replaces the fields of a preset that it names, or stands behind all of them as a tool of its own', () => {
    const { tools, problems } = mergeTools({
      claude: { command: ['/opt/claude', '--verbose'] },
      mine: { command: ['mine'] },
    })
    expect(problems).toEqual([])
    expect(tools.map((tool) => tool.name)).toEqual([...presetNames, 'mine'])
    expect(tools[1]).toEqual({ ...preset('claude'), command: ['/opt/claude', '--verbose'] })
  })

  test('that changes one field of headless, resume, signals or timeouts keeps the others', () => {
    const tool = named(
      {
        claude: {
          headless: { imageInPrompt: 'see {image}' },
          resume: { tokenPattern: '[0-9a-f-]+' },
          signals: { notifications: false },
          timeouts: { idleSec: 5 },
        },
      },
      'claude',
    )
    const before = preset('claude')
    expect(tool?.headless).toEqual({ ...before?.headless, imageInPrompt: 'see {image}' })
    expect(tool?.resume).toEqual({ ...before?.resume, tokenPattern: '[0-9a-f-]+' })
    expect(tool?.signals).toEqual({ ...before?.signals, notifications: false })
    expect(tool?.timeouts).toEqual({ ...before?.timeouts, idleSec: 5 })
  })

  test('replaces a list as a whole', () => {
    expect(named({ codex: { resume: { resumeArgs: ['resume', '{resume}'] } } }, 'codex')?.resume).toEqual({
      ...preset('codex')?.resume,
      resumeArgs: ['resume', '{resume}'],
    })
    expect(named({ pi: { politeExit: [] } }, 'pi')?.politeExit).toEqual([])
  })

  test('takes a field of a preset away with null', () => {
    const tool = named({ claude: { headless: null, resume: { pattern: null } } }, 'claude')
    expect(tool?.headless).toBeUndefined()
    expect(tool?.resume).toMatchObject({ resumeArgs: ['--resume', '{resume}'] })
    expect(tool?.resume?.pattern).toBeUndefined()
  })

  test('lifts a time-out with null', () => {
    expect(named({ claude: { timeouts: { totalSec: null } } }, 'claude')?.timeouts).toEqual({
      ...preset('claude')?.timeouts,
      totalSec: null,
    })
  })

  test('that takes a prompt pattern away or changes it does so with its rule', () => {
    const rulesOf = (tool: ToolConfig | undefined) => tool?.statusRules.filter(({ id }) => id === 'prompt')
    expect(rulesOf(named({ shell: { promptPattern: null } }, 'shell'))).toEqual([])
    expect(rulesOf(named({ shell: { promptPattern: '^here> ' } }, 'shell'))).toMatchObject([
      { when: { regex: '^here> ' } },
    ])
  })

  test.each([
    [{ claude: { command: 7 } }, 'claude.command'],
    [{ claude: 'nonsense' }, 'claude.'],
    [{ claude: null }, 'claude.'],
    [{ claude: [] }, 'claude.'],
    [{ claude: { name: 'codex' } }, 'claude.name'],
    [{ claude: { resume: { pattern: '(' } } }, 'claude.resume.pattern'],
    [{ claude: { timeouts: 7 } }, 'claude.timeouts'],
    [{ 'Bad Name': { command: ['x'] } }, 'Bad Name.name'],
    [{ constructor: {} }, 'constructor.command'],
    [{ mine: { command: ['x'], displayName: 'claude  CODE' } }, 'mine.displayName'],
    [{ mine: { command: ['x'], displayName: 'Codex' } }, 'mine.displayName'],
    [{ mine: { command: ['x'] }, other: { command: ['x'], displayName: 'Mine' } }, 'other.displayName'],
    [{ gemini: { displayName: 'Codex' } }, 'gemini.displayName'],
  ])('that cannot be used is told by its field: %j', (own: OwnTools, field) => {
    expect(fieldsOf(own)).toEqual([field])
  })

  test('cannot reach behind the fields', () => {
    const own: OwnTools = JSON.parse(
      '{"claude":{"__proto__":{"command":["x"]}},"__proto__":{"command":["x"]}}',
    )
    const { tools } = mergeTools(own)
    expect(tools).toEqual(presets)
  })

  test('that cannot be used leaves the last good one in force, and loses nothing else', () => {
    const good = mergeTools({ claude: { command: ['good'] }, mine: { command: ['mine'] } }).tools
    const bad = { claude: { command: 7 }, mine: { command: [] }, new: {}, codex: { enterPauseMs: 9 } }
    const { tools, problems } = mergeTools(bad, good)
    expect(problems.map(({ toolName }) => toolName)).toEqual(['claude', 'mine', 'new'])
    expect(tools.find(({ name }) => name === 'claude')?.command).toEqual(['good'])
    expect(tools.find(({ name }) => name === 'mine')?.command).toEqual(['mine'])
    expect(tools.find(({ name }) => name === 'codex')?.enterPauseMs).toBe(9)
    expect(mergeTools({ claude: { command: 7 } }).tools).toEqual(presets)
  })
})
