import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  appOf,
  changeRecords,
  childRecords,
  leadingRecord,
  maxRecords,
  noRecords,
  type ProgramRecords,
  type ProgramRecordsEvent,
} from '../../../../app/terminal/program-records.ts'
import { parseProgramStatus } from '../../../../app/terminal/program-status.ts'

describe('the records of a session', () => {
  test('are replaced whole by each report', () => {
    const records = play('state=working:app=a:progress=50:msg=aGk=', 'state=working')
    expect(leadingRecord(records)).toMatchObject({
      state: 'working',
      app: null,
      progress: null,
      message: null,
    })
  })

  test('form a tree, of which clear takes a branch', () => {
    const tree = play(
      'state=working',
      'state=working:id=a',
      'state=done:id=a/b',
      'state=idle:id=ab',
      'state=idle:id=c/d',
    )
    expect(childRecords(tree, '').map((record) => record.id)).toEqual(['a', 'ab'])
    expect(childRecords(tree, 'a').map((record) => record.id)).toEqual(['a/b'])
    const pruned = change(tree, report('state=clear:id=a'))
    expect([...pruned.keys()].sort()).toEqual(['', 'ab', 'c/d'])
    expect(change(tree, report('state=clear')).size).toBe(0)
  })

  test('without an app belong to the nearest ancestor that has one', () => {
    const records = play(
      'state=idle:app=claude-code',
      'state=working:id=a',
      'state=working:id=a/b:app=helper',
      'state=working:id=a/b/c/d',
    )
    const apps = ['', 'a', 'a/b', 'a/b/c/d'].map((id) => appOf(records, records.get(id) ?? fail(id)))
    expect(apps).toEqual(['claude-code', 'claude-code', 'helper', 'helper'])
    const orphans = play('state=working:id=x/y')
    expect(appOf(orphans, orphans.get('x/y') ?? fail('x/y'))).toBeNull()
  })

  test('are at most 128: the part that was silent longest goes first, the root never', () => {
    const reports = Array.from({ length: 300 }, (_, index) => `state=working:id=p${index}`)
    const records = play(
      'state=idle',
      'state=working:id=p0',
      ...reports.slice(1, 100),
      'state=blocked:id=p0',
      ...reports.slice(100),
    )
    expect(records.size).toBe(maxRecords)
    expect(records.has('')).toBe(true)
    expect(records.has('p299')).toBe(true)
    expect(records.has('p172')).toBe(false)
    const fresh = play('state=idle', ...reports.slice(0, 127), 'state=done:id=p0', 'state=idle:id=q')
    expect([fresh.has('p0'), fresh.has('p1')]).toEqual([true, false])
  })

  test.each(['processExit', 'shellPrompt'] as const)(
    'keep only results and errors after %s, until they are looked at',
    (kind) => {
      const before = play(
        'state=working',
        'state=blocked:id=a',
        'state=idle:id=b',
        'state=done:id=c',
        'state=error:id=d',
      )
      const after = change(before, { kind })
      expect([...after.keys()]).toEqual(['c', 'd'])
      expect(change(after, { kind: 'seen' }).size).toBe(0)
    },
  )

  test('of a program that runs: a result that was looked at is idle, an error stays', () => {
    const seen = change(play('state=done:msg=aGk=', 'state=error:id=a', 'state=working:id=b'), {
      kind: 'seen',
    })
    expect(leadingRecord(seen)).toMatchObject({ state: 'idle', message: null })
    expect(seen.get('a')).toMatchObject({ state: 'error' })
    expect(seen.get('b')).toMatchObject({ state: 'working' })
  })

  test('are gone after a full reset', () => {
    expect(change(play('state=done', 'state=error:id=a'), { kind: 'reset' }).size).toBe(0)
  })

  test('do not change under a reader', () => {
    const before = play('state=working')
    change(before, report('state=done'))
    expect(leadingRecord(before)).toMatchObject({ state: 'working' })
  })
})

describe('the record that stands for the session', () => {
  test.each([
    [[], null],
    [['state=working'], ''],
    [['state=working', 'state=blocked:id=a'], 'a'],
    [['state=blocked:id=a', 'state=working'], 'a'],
    [['state=blocked:id=a', 'state=done'], ''],
    [['state=done', 'state=blocked:id=a'], 'a'],
    [['state=blocked', 'state=blocked:id=a'], ''],
    [['state=idle', 'state=working:id=a'], ''],
    [['state=idle:id=a', 'state=working:id=b', 'state=done:id=c'], 'b'],
    [['state=done:id=a', 'state=done:id=b'], 'b'],
  ])('of %j is %j', (reports, id) => {
    expect(leadingRecord(play(...reports))?.id ?? null).toBe(id)
  })

  test('needs a user whenever the root works and a part is blocked', () => {
    const parts = fc.array(
      fc.constantFrom('state=working', 'state=blocked:id=a', 'state=done:id=b', 'state=clear:id=a'),
    )
    fc.assert(
      fc.property(parts, (reports) => {
        const records = play(...reports, 'state=working')
        expect(leadingRecord(records)?.state).toBe(records.has('a') ? 'blocked' : 'working')
      }),
    )
  })
})

function play(...reports: readonly string[]): ProgramRecords {
  return reports.reduce((records, text) => change(records, report(text)), noRecords)
}

function change(records: ProgramRecords, event: ProgramRecordsEvent): ProgramRecords {
  return changeRecords(records, event)
}

function report(payload: string): ProgramRecordsEvent {
  const message = parseProgramStatus(payload)
  return message?.kind === 'report' ? message : fail(payload)
}

function fail(what: string): never {
  throw new Error(`not there: ${what}`)
}
