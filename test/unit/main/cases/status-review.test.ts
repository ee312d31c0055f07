import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CaseSchema } from '../../../../app/activity/case.ts'
import { parseOwnRules } from '../../../../app/screen/own-rules.ts'
import type { OwnRule } from '../../../../app/screen/rules.ts'
import type { CaseDraft } from '../../../../app/activity/why.ts'
import type { Result } from '../../../../app/base/result.ts'
import { AbsolutePathSchema, makeSessionId } from '../../../../app/session/session.ts'
import { newRecord } from '../../../../app/session/session-record.ts'
import { claude } from '../../../../app/tool/presets/claude.ts'
import { openCaseStore } from '../../../../main/cases/case-store.ts'
import { SessionState } from '../../../../main/session/state/session-state.ts'
import { succeed } from '../../../../app/base/result.ts'
import { createStatusReview, type StatusReview } from '../../../../main/cases/status-review.ts'
import { toolFrom } from '../../../support/tools.ts'

const id = makeSessionId(1, 'test')
const stranger = makeSessionId(2, 'test')
const now = 1_700_000_000_000
const spinner = '✻ Baking… (3s · ↓ 187 tokens)'

let root: string
let folder: string
let session: SessionState
let own: readonly OwnRule[]
let shown: string[]
let time: number
let review: StatusReview

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'roost-review-'))
  folder = join(root, 'cases')
  session = claudeAtWork()
  own = []
  shown = []
  time = now
  review = createStatusReview({
    manager: { get: (wanted) => (wanted === id ? facts() : null) },
    questions: {
      screen: () => Promise.resolve(`${spinner}\nDo you see it?`),
      moments: () => Promise.resolve([]),
      moment: (_, at) => Promise.resolve(`the screen at ${at}`),
    },
    cases: openCaseStore(folder),
    rules: { ownOf: () => own },
    clock: { dateNow: () => time },
    showFile: async (path) => {
      shown.push(path)
      return succeed(null)
    },
  })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function claudeAtWork(): SessionState {
  const tool = toolFrom(claude)
  const record = newRecord(
    {
      id,
      toolName: 'claude',
      workdir: v.parse(AbsolutePathSchema, tmpdir()),
    },
    now,
  )
  const made = new SessionState(record, tool, { lastStatus: null, at: now - 9000 })
  made.begin(now - 9000, 'new', 'claude')
  made.observe([{ kind: 'osc7501', body: 'state=working:app=claude-code' }], now - 5000)
  return made
}

function facts() {
  const { record, toolInFront, status, program, signalLog } = session
  const versions = { installed: session.installedVersion, measured: '2.1.330' }
  const askVersion = async () => {
    session.installedVersion = '2.1.340'
  }
  const why = (at: number) => session.why(at)
  return { record, toolInFront, status, program, signals: signalLog.lines, why, versions, askVersion }
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

/** Saves the frame of a draft as one that should have been something else. */
async function save(more: Partial<Parameters<StatusReview['save']>[0]> = {}) {
  const { screen, title, signals }: CaseDraft = valueOf(await review.draft(id))
  const right = { kind: 'waiting', reason: 'question' } as const
  return review.save({ id, screen, title, signals: [...signals], right, sign: null, ...more })
}

describe('a status', () => {
  test('says why it is, and what it was before', () => {
    expect(valueOf(review.why(id))).toMatchObject({
      status: { kind: 'working' },
      sources: [{ source: 'osc7501', rule: 'working', lost: null }],
      transitions: [{ kind: 'working' }, { kind: 'starting' }],
    })
  })

  test('asks for the version that is installed, and does not wait for it', () => {
    expect(valueOf(review.why(id)).versions).toEqual({ installed: null, measured: '2.1.330' })
    expect(valueOf(review.why(id)).versions).toEqual({ installed: '2.1.340', measured: '2.1.330' })
  })

  test('has a timeline that goes up to now, and a text for each moment of it', async () => {
    expect(valueOf(await review.timeline(id))).toEqual({ transitions: [], now })
    expect(valueOf(await review.moment(id, 5))).toBe('the screen at 5')
  })

  test('that is called wrong shows its frame before anything is saved', async () => {
    expect(valueOf(await review.draft(id))).toEqual({
      toolName: 'claude',
      status: session.status,
      screen: `${spinner}\nDo you see it?`,
      title: '',
      signals: ['OSC 7501 state=working:app=claude-code'],
      at: now,
    })
  })
})

describe('a case that is saved', () => {
  test('holds what the user left in it, what was shown, and what is right', async () => {
    const { path } = valueOf(await save({ screen: 'a\nb', title: 'edited', signals: [] }))
    expect(v.parse(CaseSchema, JSON.parse(readFileSync(path, 'utf8')))).toEqual({
      version: 1,
      toolName: 'claude',
      at: now,
      shown: { kind: 'working', source: 'osc7501', rule: 'working', text: '' },
      right: { kind: 'waiting', reason: 'question' },
      screen: ['a', 'b'],
      title: 'edited',
      signals: [],
      sign: null,
    })
  })

  test('comes with the changes of rules that would have made it right', async () => {
    const { fixes } = valueOf(await save({ sign: 'Do you see it?' }))
    expect(fixes).toMatchObject([{ kind: 'add', others: 0 }])
    const { rules } = parseOwnRules(v.parse(v.array(v.unknown()), JSON.parse(fixes[0]?.rules ?? '')))
    own = rules
    time += 1000
    const next = valueOf(await save({ right: { kind: 'working' } }))
    expect(next.fixes.map(({ kind, rule, others }) => [kind, rule, others])).toEqual([
      ['raise', 'works', 1],
      ['off', rules[0]?.id, 1],
    ])
  })

  test('can be shown in its folder, and no other file can', async () => {
    const { path } = valueOf(await save())
    expect(await review.reveal(path)).toEqual({ ok: true, value: null })
    writeFileSync(join(root, 'other.json'), '{}')
    expect(await review.reveal(join(root, 'other.json'))).toMatchObject({
      ok: false,
      error: { code: 'case-gone' },
    })
    rmSync(path)
    expect(await review.reveal(path)).toMatchObject({ ok: false, error: { code: 'case-gone' } })
    expect(shown).toEqual([path])
  })

  test('that cannot be saved says so, with what to do', async () => {
    writeFileSync(folder, 'a file where the folder should be')
    const failed = await save()
    expect(failed).toMatchObject({ ok: false, error: { code: 'case-not-saved' } })
    expect(failed.ok ? '' : failed.error.message + failed.error.hint).toMatch(/could not be saved.*disk/u)
  })
})

test('of a session that is gone nothing can be asked', async () => {
  const frame = { screen: '', title: '', signals: [], right: { kind: 'idle' } as const, sign: null }
  const answers = [
    review.why(stranger),
    await review.timeline(stranger),
    await review.moment(stranger, 1),
    await review.draft(stranger),
    await review.save({ id: stranger, ...frame }),
  ]
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'no-session' } })
})
