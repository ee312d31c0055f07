import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Result } from '../../../../app/base/result.ts'
import { presets } from '../../../../app/tool/presets/presets.ts'
import type { ToolConfig } from '../../../../app/tool/tool-config.ts'
import { openRuleBook, type RuleBook } from '../../../../main/tools/rule-book.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import { createNoticeBoard, type NoticeBoard } from '../../../../main/notices/notice-board.ts'
import { translateIn } from '../../../../app/i18n/translate.ts'
import type { SettingsStore } from '../../../../main/store/settings-store.ts'
import { openSettings } from '../../../support/settings.ts'
import { presetNamed } from '../../../support/tools.ts'

const t = translateIn(() => 'en')
const claude = presetNamed('claude')
const mine = { id: 'mine', when: { contains: 'ready' }, claim: { kind: 'idle' } }

let folder: string
let settings: SettingsStore
let book: RuleBook
let notices: NoticeBoard

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-rules-'))
  notices = createNoticeBoard()
  settings = openSettings(folder)
  book = openRuleBook({
    settings,
    clock: systemClock,
    notices,
    tools: { named: (name: string) => presets.find((tool) => tool.name === name) ?? null },
    t,
  })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const idsOf = (tool: ToolConfig): readonly string[] => book.of(tool).map(({ id }) => id)
const messageOf = (result: Result<unknown>): string => (result.ok ? '' : result.error.message)
const save = (...rules: readonly unknown[]): Promise<Result<null>> =>
  book.save('claude', JSON.stringify(rules))

describe('rules that are saved', () => {
  test('are in force from then on, for their tool alone, and in the next life', async () => {
    expect(await save(mine, { id: 'prompt', off: true })).toEqual({ ok: true, value: null })
    expect(idsOf(claude)).toContain('mine')
    expect(idsOf(claude)).not.toContain('prompt')
    expect(book.of(presetNamed('codex'))).toEqual(presetNamed('codex').statusRules)
    settings.flush()
    book = openRuleBook({
      settings: openSettings(folder),
      clock: systemClock,
      notices,
      tools: { named: (name: string) => presets.find((tool) => tool.name === name) ?? null },
      t,
    })
    expect(idsOf(claude)[0]).toBe('mine')
  })

  test('are told to those who listen, until they do not any more', async () => {
    const told: string[] = []
    const stop = book.onChange((toolName) => told.push(toolName))
    await save(mine)
    await book.save('codex', '[]')
    stop()
    await save()
    expect(told).toEqual(['claude', 'codex'])
  })

  test('are given back as they were written, beside those of the preset', async () => {
    await save(mine)
    const read = book.read('claude')
    expect(read.ok && JSON.parse(read.value.own)).toEqual([mine])
    expect(read.ok && JSON.parse(read.value.preset)).toEqual(claude.statusRules)
    expect(book.ownOf('claude')).toMatchObject([{ id: 'mine', priority: 0 }])
  })

  test('are gone when the field is emptied, and the preset is in force', async () => {
    await save(mine)
    expect((await book.save('claude', '  \n')).ok).toBe(true)
    expect(book.of(claude)).toEqual(claude.statusRules)
  })

  test('of one tool leave those of another as they are', async () => {
    await save(mine)
    await book.save('codex', JSON.stringify([{ ...mine, id: 'other' }]))
    expect(book.ownOf('claude')).toHaveLength(1)
    expect(book.ownOf('codex')).toMatchObject([{ id: 'other' }])
  })
})

describe('rules that cannot be used', () => {
  test.each([
    '{',
    '{"id":"a"}',
    '"rules"',
    'null',
    '[1,',
    JSON.stringify(Array.from({ length: 201 }, () => mine)),
  ])('are refused where they are no list: %.20s', async (text) => {
    expect(await book.save('claude', text)).toMatchObject({
      ok: false,
      error: { code: 'rules-refused', message: t('rules.noList') },
    })
  })

  test('are refused by the name of the bad one', async () => {
    const refused = await save(mine, { ...mine, id: 'wrong', claim: { kind: 'sleeping' } })
    expect(messageOf(refused)).toMatch(/“wrong” cannot be used: claim\.kind/u)
    expect(messageOf(await save(mine, 'nonsense'))).toContain('“#2”')
    expect(messageOf(await save(mine, mine))).toContain('“mine”')
  })

  test('are refused by the name of the one whose pattern does not compile', async () => {
    expect(messageOf(await save({ ...mine, when: { regex: '(' } }))).toContain(
      '“mine” cannot be used: when.regex',
    )
  })

  test.each(['(a+)+$', String.raw`(\w+\s?)*$`, '^.*.*.*x$'])(
    'are refused by the name of the one whose pattern may take forever: %s',
    async (regex) => {
      const nested = {
        ...mine,
        id: 'slow',
        when: { all: [{ contains: 'x' }, { not: { any: [{ regex }] } }] },
      }
      expect(messageOf(await save(mine, nested))).toContain('“slow”')
      expect(messageOf(await save(mine, nested))).toContain(regex)
      expect(messageOf(await save({ ...mine, id: 'words', words: [{ regex }] }))).toContain('“words”')
    },
  )

  test('change nothing, and nobody is told', async () => {
    await save(mine)
    const told: string[] = []
    book.onChange((toolName) => told.push(toolName))
    await save({ ...mine, id: 'other' }, 'nonsense')
    await book.save('claude', '{')
    expect(told).toEqual([])
    expect(book.ownOf('claude')).toMatchObject([{ id: 'mine' }])
  })

  test('are refused for a tool that is not there', async () => {
    for (const name of ['nobody', '__proto__', '']) {
      expect(await book.save(name, '[]')).toMatchObject({ ok: false, error: { code: 'tool-unknown' } })
      expect(book.read(name)).toMatchObject({ ok: false, error: { code: 'tool-unknown' } })
    }
  })
})

describe('stored rules of a tool that are no list', () => {
  test.each(['nonsense', { id: 'mine' }, null, 7])('lose only themselves: %j', async (entry) => {
    settings.change({ statusRules: { claude: entry, codex: [mine] } })
    expect(book.of(claude)).toEqual(claude.statusRules)
    expect(book.ownOf('claude')).toEqual([])
    expect(book.read('claude')).toMatchObject({ ok: true, value: { own: '[]' } })
    expect(book.ownOf('codex')).toMatchObject([{ id: 'mine' }])
    expect((await save({ ...mine, id: 'again' })).ok).toBe(true)
    expect(book.ownOf('claude')).toMatchObject([{ id: 'again' }])
    expect(book.ownOf('codex')).toMatchObject([{ id: 'mine' }])
  })
})

describe('a stored entry that cannot be read', () => {
  test('is left out, and stays in the settings to be corrected', () => {
    const broken = { id: 'broken', when: {} }
    settings.change({ statusRules: { claude: [broken, mine] } })
    expect(idsOf(claude)).toContain('mine')
    expect(idsOf(claude)).not.toContain('broken')
    const read = book.read('claude')
    expect(read.ok && JSON.parse(read.value.own)).toEqual([broken, mine])
  })
})

test('rules that were written by hand are looked at as those that are saved', async () => {
  const slow = { ...mine, id: 'slow', when: { regex: '^(?:a+)+$' } }
  settings.change({ statusRules: { claude: [mine, slow] } })
  expect(idsOf(claude)).toContain('slow')
  const told: string[] = []
  book.onChange((toolName) => told.push(toolName))
  await book.checkKept()
  expect(idsOf(claude)).toContain('mine')
  expect(idsOf(claude)).not.toContain('slow')
  expect(told).toEqual(['claude'])
  expect(notices.list().map(({ message }) => message)).toEqual([expect.stringContaining('“slow”')])
})
