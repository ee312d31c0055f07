import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Result } from '../../../../app/base/result.ts'
import { withoutLearned } from '../../../../app/tool/learned-resume.ts'
import { presets } from '../../../../app/tool/presets/presets.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import { createNoticeBoard, type NoticeBoard } from '../../../../main/notices/notice-board.ts'
import { translateIn } from '../../../../app/i18n/translate.ts'
import type { SettingsStore } from '../../../../main/store/settings-store.ts'
import { openToolBook, type ToolBook } from '../../../../main/tools/tool-book.ts'
import { readEntry } from '../../../../main/tools/tool-text.ts'
import { openSettings } from '../../../support/settings.ts'
import { presetNamed } from '../../../support/tools.ts'

const t = translateIn(() => 'en')
const box = { shape: { kind: 'edges' } }
const learned = { pattern: '^mine -r (?<token>\\w+)', resumeArgs: ['-r', '{resume}'] }

let folder: string
let notices: NoticeBoard
let settings: SettingsStore
let book: ToolBook

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-tools-'))
  start()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function start(): void {
  notices = createNoticeBoard()
  settings = openSettings(folder, { notices })
  book = openToolBook({ settings, notices, t, clock: systemClock })
}

const save = (toolName: string, entry: unknown) => book.save(toolName, JSON.stringify(entry))
const messageOf = (result: Result<unknown>): string => (result.ok ? '' : result.error.message)
const ownOf = (toolName: string): unknown => {
  const read = book.read(toolName)
  return read.ok ? JSON.parse(read.value.own) : read.error.code
}
const warnings = () => notices.list().map(({ message }) => message)

describe('tools that are saved', () => {
  test('are in force from then on, and in the next life', async () => {
    expect(book.all()).toEqual(presets)
    expect((await save('claude', { command: ['claude', '--verbose'] })).ok).toBe(true)
    expect((await save('psql', { command: ['psql'], promptPattern: '^\\w+=[#>] ' })).ok).toBe(true)
    expect(book.named('claude')?.command).toEqual(['claude', '--verbose'])
    expect(book.all().at(-1)).toMatchObject({ name: 'psql', kind: 'command' })
    settings.flush()
    start()
    expect(book.named('claude')?.command).toEqual(['claude', '--verbose'])
    expect(book.named('psql')).not.toBeNull()
    expect(warnings()).toEqual([])
  })

  test('are told to those who listen, each alone, until they do not any more', async () => {
    const told: string[] = []
    const stop = book.onChange((toolName) => told.push(toolName))
    await save('claude', { enterPauseMs: 1 })
    await save('mine', { command: ['mine'] })
    settings.change({ fontSize: 20 })
    book.reset('mine')
    stop()
    await save('codex', { enterPauseMs: 1 })
    expect(told).toEqual(['claude', 'mine', 'mine'])
  })

  test('are given back as they were written, beside what is in force', async () => {
    await save('claude', { enterPauseMs: 1 })
    expect(ownOf('claude')).toEqual({ enterPauseMs: 1 })
    expect(ownOf('codex')).toEqual({})
    const read = book.read('claude')
    expect(read.ok && read.value.isPreset).toBe(true)
    expect(read.ok && JSON.parse(read.value.inForce)).toMatchObject({ name: 'claude', enterPauseMs: 1 })
    expect(book.read('nobody')).toMatchObject({ ok: false, error: { code: 'tool-unknown' } })
  })

  test('are taken back: a preset is as it came, a tool of one’s own is gone', async () => {
    await save('claude', { enterPauseMs: 1 })
    await save('mine', { command: ['mine'] })
    expect(book.reset('claude')).toEqual({ ok: true, value: null })
    expect(book.reset('mine')).toEqual({ ok: true, value: null })
    expect(book.all()).toEqual(presets)
    expect(settings.read().tools).toEqual({})
    expect(book.reset('mine')).toMatchObject({ ok: false, error: { code: 'tool-unknown' } })
  })

  test.each(['', '  \n', '{}'])('without a field are taken back: %j', async (text) => {
    await save('claude', { enterPauseMs: 1 })
    expect((await book.save('claude', text)).ok).toBe(true)
    expect(settings.read().tools).toEqual({})
    expect(book.all()).toEqual(presets)
  })

  test('keep the same list until one changes', async () => {
    const before = book.all()
    settings.change({ fontSize: 20 })
    await save('claude', {})
    expect(book.all()).toBe(before)
  })
})

describe('tools that cannot be used', () => {
  test.each(['{', '[]', '7', 'null', '"x"'])('are refused where they are no object: %s', async (text) => {
    expect(await book.save('claude', text)).toMatchObject({
      ok: false,
      error: { code: 'tool-refused', message: t('tools.noObject') },
    })
  })

  test.each([
    ['claude', { command: 7 }, 'command'],
    ['claude', { resume: { pattern: 'no group' } }, 'resume.pattern'],
    ['claude', { promptPattern: '(' }, 'promptPattern'],
    ['mine', {}, 'command'],
    ['Bad Name', { command: ['x'] }, 'name'],
    ['mine', { command: ['x'], displayName: 'Codex' }, 'displayName'],
    ['mine', { command: ['x'], promptPattern: '^(a+)+$' }, 'promptPattern'],
    ['pi', { resume: { pattern: String.raw`^(\w+\s?)*(?<token>x)$` } }, 'resume.pattern'],
    ['pi', { resume: { tokenPattern: '(a+)+b' } }, 'resume.tokenPattern'],
    ['pi', { promptBox: { shape: { kind: 'mark', mark: '^(a+)+$' } } }, 'promptBox.shape.mark'],
    ['pi', { promptBox: { ...box, first: '(a+)+$' } }, 'promptBox.first'],
    ['pi', { promptBox: { ...box, next: '(a+)+$' } }, 'promptBox.next'],
    ['pi', { promptBox: { ...box, end: '(a+)+$' } }, 'promptBox.end'],
    ['pi', { promptBox: { ...box, placeholders: ['Ask', '(a+)+b'] } }, 'promptBox.placeholders.1'],
    ['pi', { promptBox: { ...box, unless: { not: { regex: '(a+)+$' } } } }, 'promptBox.unless'],
    ['pi', { promptBox: { ...box, mode: { all: [{ regex: '(a+)+$' }] } } }, 'promptBox.mode'],
    [
      'mine',
      {
        command: ['x'],
        statusRules: [{ id: 'a', when: { regex: '(a+)+$' }, claim: { kind: 'idle' } }],
      },
      'statusRules.0',
    ],
    [
      'mine',
      {
        command: ['x'],
        imageForm: {
          kind: 'paste',
          quoting: 'none',
          trailingSpace: false,
          oneAtATime: true,
          markPattern: '(a+)+$',
          markTimeoutMs: 1,
        },
      },
      'imageForm.markPattern',
    ],
  ])('are refused by the name of the field: %s %j', async (toolName, entry, field) => {
    const refused = await save(toolName, entry)
    expect(messageOf(refused)).toContain(`“${field}”`)
    expect(book.all()).toEqual(presets)
    expect(settings.read().tools).toEqual({})
  })

  test('are refused without a word of their secrets', async () => {
    const refusals = [
      await save('claude', { environment: { TOKEN: { is: 'hunter2' } } }),
      await save('claude', { environment: 'hunter2' }),
      await book.save('claude', '{"environment":{"TOKEN":"hunter2"'),
    ]
    for (const refused of refusals) expect(refused.ok).toBe(false)
    expect(JSON.stringify(refusals)).not.toContain('hunter2')
  })
})

describe('stored tools that cannot be used', () => {
  test('leave the preset in force at start, and the field is named; what is mended is told no more', async () => {
    settings.change({ tools: { claude: { command: 7 }, mine: { nonsense: 1 }, codex: { enterPauseMs: 9 } } })
    settings.flush()
    start()
    expect(book.named('claude')).toEqual(presetNamed('claude'))
    expect(book.named('mine')).toBeNull()
    expect(book.named('codex')?.enterPauseMs).toBe(9)
    expect(warnings()).toHaveLength(2)
    expect(warnings()[0]).toContain('claude cannot be used (command: ')
    expect(ownOf('mine')).toEqual({ nonsense: 1 })
    await save('mine', { command: ['mine'] })
    book.reset('claude')
    expect(warnings()).toEqual([])
  })

  test('leave the last good ones in force while Roost runs', async () => {
    await save('claude', { command: ['good'] })
    await save('mine', { command: ['mine'] })
    const told: string[] = []
    book.onChange((toolName) => told.push(toolName))
    settings.change({ tools: { claude: { command: [] }, mine: 7 } })
    expect(book.named('claude')?.command).toEqual(['good'])
    expect(book.named('mine')?.command).toEqual(['mine'])
    expect(told).toEqual([])
    expect(warnings()).toHaveLength(2)
  })
})

describe('the environment of a tool', () => {
  test('is the user’s own to edit, and blanked elsewhere', async () => {
    await save('claude', { environment: { TOKEN: 'hunter2' } })
    expect(book.named('claude')?.environment).toEqual({ TOKEN: 'hunter2' })
    expect(ownOf('claude')).toEqual({ environment: { TOKEN: 'hunter2' } })
    const read = book.read('claude')
    expect(read.ok && read.value.inForce).toContain('"TOKEN"')
    expect(read.ok && read.value.inForce).not.toContain('hunter2')
  })
})

describe('what is learned', () => {
  test('is kept in the user’s entry, marked, with what else is there', async () => {
    await save('mine', { command: ['mine'], enterPauseMs: 1 })
    expect(book.learn('mine', learned).ok).toBe(true)
    expect(ownOf('mine')).toEqual({
      command: ['mine'],
      enterPauseMs: 1,
      resume: { ...learned, learned: true },
    })
    expect(book.named('mine')?.resume).toMatchObject({ ...learned, learned: true })
  })

  test('keeps the arguments that a tool has', () => {
    expect(book.learn('aider', learned).ok).toBe(true)
    expect(ownOf('aider')).toEqual({ resume: { pattern: learned.pattern, learned: true } })
    expect(book.named('aider')?.resume?.resumeArgs).toEqual(['--restore-chat-history'])
  })

  test('changes no tool that has a pattern, and none that is not there', async () => {
    const told: string[] = []
    book.onChange((toolName) => told.push(toolName))
    expect(book.learn('claude', learned).ok).toBe(true)
    expect(told).toEqual([])
    expect(book.learn('nobody', learned)).toMatchObject({ ok: false, error: { code: 'tool-unknown' } })
  })

  test('is not learned again once it was taken back', async () => {
    await save('mine', { command: ['mine'] })
    book.learn('mine', learned)
    await save('mine', withoutLearned(readEntry(JSON.stringify(settings.read().tools['mine'])) ?? {}))
    expect(book.named('mine')?.resume?.pattern).toBeUndefined()
    book.learn('mine', learned)
    expect(book.named('mine')?.resume?.pattern).toBeUndefined()
  })

  test('does not make an entry that cannot be used look as if it could', () => {
    settings.change({ tools: { aider: { command: 7 } } })
    expect(book.learn('aider', learned)).toMatchObject({ ok: false, error: { code: 'tool-not-learned' } })
    expect(ownOf('aider')).toEqual({ command: 7 })
  })

  test('is refused where it is no pattern', () => {
    const refused = book.learn('aider', { ...learned, pattern: '(' })
    expect(refused).toMatchObject({ ok: false, error: { code: 'tool-not-learned' } })
    expect(settings.read().tools).toEqual({})
  })
})

test('a tool that was written by hand is looked at as one that is saved', async () => {
  settings.change({
    tools: {
      claude: { promptPattern: '^(?:a+)+$' },
      psql: { command: ['psql'], promptPattern: '^\\w+=[#>] ' },
    },
  })
  expect(book.named('claude')?.promptPattern).toBe('^(?:a+)+$')
  await book.checkKept()
  expect(book.named('claude')).toEqual(presetNamed('claude'))
  expect(book.named('psql')).not.toBeNull()
  expect(warnings()).toEqual([expect.stringContaining('promptPattern')])
  expect((await save('claude', { promptPattern: '^> ' })).ok).toBe(true)
  expect(book.named('claude')?.promptPattern).toBe('^> ')
  expect(warnings()).toEqual([])
})
