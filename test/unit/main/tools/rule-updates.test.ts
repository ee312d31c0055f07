import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Result } from '../../../../app/base/result.ts'
import { translateIn } from '../../../../app/i18n/translate.ts'
import type { RulesPreview } from '../../../../app/tool/rules-diff.ts'
import { maxRulesFileBytes } from '../../../../app/tool/rules-file.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import { createNoticeBoard, type NoticeBoard } from '../../../../main/notices/notice-board.ts'
import type { SettingsStore } from '../../../../main/store/settings-store.ts'
import { openRuleBook, type RuleBook } from '../../../../main/tools/rule-book.ts'
import { openRuleUpdates, type RuleUpdates } from '../../../../main/tools/rule-updates.ts'
import { openToolBook, type ToolBook } from '../../../../main/tools/tool-book.ts'
import { openSettings } from '../../../support/settings.ts'

const t = translateIn(() => 'en')
const idle = { id: 'prompt', when: { contains: '»' }, claim: { kind: 'idle' } }
const works = { id: 'works', when: { contains: 'hold esc to stop' }, claim: { kind: 'working' } }
const chosenAt = 1_700_000_000_000

let folder: string
let picked: string | null
let settings: SettingsStore
let notices: NoticeBoard
let tools: ToolBook
let rules: RuleBook
let updates: RuleUpdates

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-updates-'))
  picked = join(folder, 'claude-2.1.340.json')
  start()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A life of the app in the same folder. */
function start(): void {
  notices = createNoticeBoard()
  const deps = { notices, t, clock: { ...systemClock, dateNow: () => chosenAt } }
  settings = openSettings(folder, deps)
  tools = openToolBook({ ...deps, settings })
  rules = openRuleBook({ ...deps, settings, tools })
  updates = openRuleUpdates({
    ...deps,
    settings,
    tools,
    rules,
    pickFile: async () => picked,
    pickTarget: async (name) => (picked === null ? null : join(folder, name)),
  })
}

function nextLife(): void {
  settings.flush()
  start()
}

const write = (text: string | Buffer): void => writeFileSync(picked ?? '', text)
const claudeFile = (more: object = {}) =>
  JSON.stringify({
    roostRules: 1,
    tools: { claude: { measured: '2.1.340', statusRules: [works, idle], ...more } },
  })

async function pick(text: string | Buffer): Promise<Result<RulesPreview | null>> {
  write(text)
  return updates.pick()
}

async function preview(text: string): Promise<RulesPreview> {
  const result = await pick(text)
  if (!result.ok) throw new Error(result.error.message)
  if (result.value === null) throw new Error('nothing was picked')
  return result.value
}

async function refusal(text: string | Buffer): Promise<string> {
  const result = await pick(text)
  if (result.ok) throw new Error('it was taken')
  return `${result.error.message} ${result.error.hint}`
}

const claude = () => {
  const tool = tools.named('claude')
  if (tool === null) throw new Error('there is no claude')
  return tool
}
const idsInForce = () => rules.of(claude()).map(({ id }) => id)

describe('a file that is picked', () => {
  test('is shown as what it would change, and nothing is changed by that', async () => {
    const before = idsInForce()
    const shown = await preview(claudeFile())
    expect(shown).toMatchObject({
      fileName: 'claude-2.1.340.json',
      leftOut: [],
      tools: [{ toolName: 'claude', tool: 'Claude Code', measured: { before: '2.1.332', after: '2.1.340' } }],
    })
    const kinds = new Map(shown.tools[0]?.rules.map(({ id, kind }) => [id, kind]))
    expect(kinds.get('works')).toBe('changed')
    expect(kinds.get('asks-trust')).toBe('removed')
    expect(idsInForce()).toEqual(before)
    expect(updates.origin('claude').file).toBeNull()
  })

  test('is in force once it is used, at once and in the next life, and says where it came from', async () => {
    const heard: string[] = []
    tools.onChange((name) => heard.push(name))
    const { id } = await preview(claudeFile())
    expect(updates.use(id)).toMatchObject({ ok: true })
    expect(heard).toEqual(['claude'])
    nextLife()
    expect(idsInForce()).toEqual(['works', 'prompt'])
    expect(claude()).toMatchObject({ measured: '2.1.340', shellPrefix: '!' })
    expect(updates.origin('claude')).toEqual({
      isPreset: true,
      measured: '2.1.340',
      file: {
        fileName: 'claude-2.1.340.json',
        chosenAt,
        versions: [{ toolName: 'claude', tool: 'Claude Code', measured: '2.1.340', isUsed: true }],
      },
    })
  })

  test('is below the user’s own rules and settings', async () => {
    const mine = { id: 'works', when: { contains: 'mine' }, claim: { kind: 'working' } }
    await rules.save('claude', JSON.stringify([mine, { id: 'prompt', off: true }]))
    await tools.save('claude', JSON.stringify({ promptBox: null }))
    const { id } = await preview(claudeFile({ promptBox: { shape: { kind: 'edges' } } }))
    updates.use(id)
    expect(rules.of(claude())).toMatchObject([{ id: 'works', when: { contains: 'mine' } }])
    expect(claude().promptBox).toBeUndefined()
  })

  test('is undone at once', async () => {
    const before = idsInForce()
    updates.use((await preview(claudeFile())).id)
    updates.undo()
    expect(idsInForce()).toEqual(before)
    nextLife()
    expect(idsInForce()).toEqual(before)
    expect(updates.origin('claude')).toMatchObject({ measured: '2.1.332', file: null })
  })

  test('is compared with the file before it', async () => {
    updates.use((await preview(claudeFile())).id)
    const shown = await preview(claudeFile({ measured: '2.1.341' }))
    expect(shown.tools[0]).toMatchObject({ rules: [], measured: { before: '2.1.340', after: '2.1.341' } })
  })

  test('is used only as it was shown', async () => {
    const first = await preview(claudeFile())
    const second = await preview(claudeFile({ statusRules: [idle] }))
    expect(updates.use(first.id)).toMatchObject({ ok: false, error: { code: 'rules-preview-gone' } })
    expect(updates.use(second.id)).toMatchObject({ ok: true })
    expect(updates.use(second.id)).toMatchObject({ ok: false })
    expect(idsInForce()).toEqual(['prompt'])
  })

  test('has only its tools that Roost brings used, and says which are left out', async () => {
    const both = { mine: { statusRules: [idle] }, claude: { statusRules: [idle] } }
    const shown = await preview(JSON.stringify({ roostRules: 1, tools: both }))
    expect(shown).toMatchObject({ leftOut: ['mine'], tools: [{ toolName: 'claude' }] })
  })

  test('may be none: nothing happens', async () => {
    picked = null
    expect(await updates.pick()).toEqual({ ok: true, value: null })
  })
})

describe('a file that cannot be used changes nothing, and it is said why', () => {
  test.each<[string, string | Buffer, RegExp]>([
    ['too large', ' '.repeat(maxRulesFileBytes + 1), /larger than 1 MB\. Nothing was changed/],
    ['not JSON', '{\n "roostRules": 1,\n}', /not JSON \(line 3, column 1\)\. Nothing was changed/],
    ['no text', Buffer.from([0xff, 0xfe, 0x00, 0xd8]), /not a file of rules/],
    ['another file', '{"name":"roost"}', /not a file of rules/],
    ['a newer form', '{"roostRules":2}', /newer version of Roost.*Update Roost/],
    ['an unknown tool alone', '{"roostRules":1,"tools":{"mine":{"statusRules":[]}}}', /mine\.statusRules/],
    ['a wrong field', claudeFile({ measured: 'latest' }), /tools\.claude\.measured: not a version such as/],
    [
      'a slow pattern',
      claudeFile({ statusRules: [idle, { ...works, when: { regex: '^(a+)+$' } }] }),
      /tools\.claude\.statusRules\.works: .*\(a\+\)\+/,
    ],
    [
      'a slow pattern of the box',
      claudeFile({ promptBox: { shape: { kind: 'edges' }, first: '^(a+)+$' } }),
      /tools\.claude\.promptBox\.first: .*\(a\+\)\+/,
    ],
  ])('%s', async (_, text, words) => {
    const before = idsInForce()
    expect(await refusal(text)).toMatch(words)
    expect(idsInForce()).toEqual(before)
    expect(settings.read().rulesFile).toBeNull()
  })

  test('rules of tools that Roost does not bring', async () => {
    const text = JSON.stringify({ roostRules: 1, tools: { mine: { statusRules: [idle] } } })
    expect(await refusal(text)).toMatch(/no rules for a tool that Roost brings/)
  })

  test('a file that is gone, a folder, and a pipe that nobody writes to', async () => {
    expect(await updates.pick()).toMatchObject({ ok: false, error: { code: 'rules-file-unreadable' } })
    picked = folder
    expect((await updates.pick()).ok).toBe(false)
    picked = join(folder, 'pipe')
    execFileSync('mkfifo', [picked])
    expect(await updates.pick()).toMatchObject({ ok: false, error: { code: 'rules-file-form' } })
  })
})

describe('what is kept of a file', () => {
  test.each([
    ['no entry at all', () => 'nonsense'],
    ['changed by hand', (entry: object) => ({ ...entry, text: claudeFile({ statusRules: [idle] }) })],
    ['cut off', (entry: object) => ({ ...entry, text: '{"roostRules":1,' })],
  ])('and is %s leaves the built-in rules in force, and it is said', async (_, damage) => {
    const before = idsInForce()
    updates.use((await preview(claudeFile())).id)
    const entry = settings.read().rulesFile
    const damaged = damage(Object(entry))
    settings.change({ rulesFile: damaged })
    nextLife()
    expect(idsInForce()).toEqual(before)
    expect(notices.list()).toMatchObject([
      { id: 'rules-file-damaged', message: expect.stringContaining('built-in') },
    ])
    expect(settings.read().rulesFile).toEqual(damaged)
    updates.use((await preview(claudeFile())).id)
    expect(notices.list()).toEqual([])
    expect(idsInForce()).toEqual(['works', 'prompt'])
  })
})

describe('rules that are saved as a file', () => {
  test('are those in force, the user’s own among them, and can be used again', async () => {
    await rules.save(
      'claude',
      JSON.stringify([
        { ...works, id: 'mine' },
        { id: 'prompt', off: true },
      ]),
    )
    const saved = await updates.save('claude')
    expect(saved).toEqual({ ok: true, value: join(folder, 'claude-rules.json') })
    const text = readFileSync(join(folder, 'claude-rules.json'), 'utf8')
    expect(JSON.parse(text)).toMatchObject({ roostRules: 1, tools: { claude: { measured: '2.1.332' } } })
    const inForce = rules.of(claude())
    await rules.save('claude', '[]')
    updates.use((await preview(text)).id)
    expect(rules.of(claude())).toEqual(inForce)
    expect(claude().promptBox).toBeDefined()
  })

  test('cannot be where nothing can be written, nor of a tool of the user’s own', async () => {
    await tools.save('mine', '{"command":["mine"]}')
    expect(await updates.save('mine')).toMatchObject({ ok: false, error: { code: 'tool-unknown' } })
    rmSync(folder, { recursive: true })
    expect(await updates.save('claude')).toMatchObject({
      ok: false,
      error: { code: 'rules-file-not-written' },
    })
  })

  test('are none where nothing is chosen', async () => {
    picked = null
    expect(await updates.save('claude')).toEqual({ ok: true, value: null })
  })
})
