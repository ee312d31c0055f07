import { expect, test } from 'vitest'
import { ruleSet } from '../../../../app/screen/rule-set.ts'
import { programEnded, readSignal, signalsSeen } from '../../../../app/activity/signals.ts'
import { noRecords, type ProgramRecords } from '../../../../app/terminal/program-records.ts'
import { claude } from '../../../../app/tool/presets/claude.ts'
import { codex } from '../../../../app/tool/presets/codex.ts'
import type { ToolConfig } from '../../../../app/tool/tool-config.ts'
import type { OscProgress } from '../../../../app/terminal/osc.ts'
import { toolFrom } from '../../../support/tools.ts'

const at = 5

const rulesOf = (tool: ToolConfig) => ruleSet(tool.statusRules)
const plain = toolFrom({ name: 'plain', command: ['plain'] })

function report(records: ProgramRecords, ...bodies: string[]): ReturnType<typeof readSignal> {
  let read: ReturnType<typeof readSignal> = { records, evidence: [] }
  for (const body of bodies)
    read = readSignal(read.records, { kind: 'osc7501', body }, plain, rulesOf(plain), at)
  return read
}

const claims = (read: ReturnType<typeof readSignal>): unknown[] => read.evidence.map((one) => one.claim)

test('reports of Claude Code are read as they are on the wire', () => {
  const question = btoa('approve Bash: rm -rf build')
  expect(claims(report(noRecords, 'state=idle:app=claude-code'))).toEqual([{ kind: 'idle', finished: false }])
  expect(claims(report(noRecords, 'state=working:app=claude-code'))).toEqual([
    { kind: 'working', progress: null, background: 0 },
  ])
  expect(claims(report(noRecords, `state=blocked:app=claude-code:kind=permission:msg=${question}`))).toEqual([
    { kind: 'waiting', reason: 'approval', question: 'approve Bash: rm -rf build' },
  ])
  expect(claims(report(noRecords, 'state=done'))).toEqual([{ kind: 'idle', finished: true }])
  expect(claims(report(noRecords, 'state=working', 'state=clear'))).toEqual([{ kind: 'none' }])
})

test('a sub-agent that goes on keeps the session working after the root is done', () => {
  const read = report(noRecords, 'state=working', 'state=working:id=a', 'state=done')
  expect(claims(read)).toEqual([{ kind: 'working', progress: null, background: 1 }])
  expect(claims(report(read.records, 'state=done:id=a'))).toEqual([{ kind: 'idle', finished: true }])
})

test('a sub-agent that needs a user makes the session wait', () => {
  expect(claims(report(noRecords, 'state=working', 'state=blocked:kind=auth:id=a/b'))).toEqual([
    { kind: 'waiting', reason: 'login', question: null },
  ])
})

test('a report that breaks a limit says nothing', () => {
  expect(report(noRecords, 'state=blocked:msg=%%%').evidence).toEqual([])
  expect(report(noRecords, 'state=sleeping').evidence).toEqual([])
})

test('what a program was doing is void when it has gone; how it ended stays until somebody looks', () => {
  expect(claims(programEnded(report(noRecords, 'state=working').records, at))[0]).toEqual({ kind: 'none' })
  const ended = programEnded(report(noRecords, 'state=error').records, at)
  expect(claims(ended)).toEqual([{ kind: 'none' }, { kind: 'none' }])
  expect(ended.records.get('')?.state).toBe('error')
  expect(claims(signalsSeen(ended.records, at))).toEqual([{ kind: 'none' }])
})

test('a look at the result of a program that still runs makes it idle', () => {
  expect(claims(signalsSeen(report(noRecords, 'state=done').records, at))).toEqual([
    { kind: 'idle', finished: false },
  ])
})

test('a look at an error of a program that still runs says nothing: said again, it would be news', () => {
  const read = signalsSeen(report(noRecords, 'state=error').records, at)
  expect(read.evidence).toEqual([])
  expect(read.records.size).toBe(1)
})

test('a full reset takes back everything that was said', () => {
  const read = readSignal(
    report(noRecords, 'state=working').records,
    { kind: 'reset' },
    plain,
    rulesOf(plain),
    at,
  )
  expect(read.records.size).toBe(0)
  expect(read.evidence.map((one) => [one.source, one.claim.kind])).toEqual([
    ['osc7501', 'none'],
    ['osc', 'none'],
    ['title', 'none'],
  ])
})

test('titles speak by the rules of their own tool, and where there are none not at all', () => {
  const read = (tool: ToolConfig, title: string): unknown[] =>
    claims(readSignal(noRecords, { kind: 'title', title }, tool, rulesOf(tool), at))
  expect(read(toolFrom(codex), '⠋ codex')).toEqual([{ kind: 'working', progress: null, background: 0 }])
  expect(read(toolFrom(codex), '[ ! ] Action Required | codex')).toEqual([
    { kind: 'waiting', reason: 'approval', question: null },
  ])
  expect(read(toolFrom(codex), 'codex')).toEqual([{ kind: 'idle' }])
  expect(read(toolFrom(claude), '◐ Claude Code')).toEqual([
    { kind: 'working', progress: null, background: 0 },
  ])
  expect(read(toolFrom(claude), '✳ Claude Code')).toEqual([{ kind: 'none' }])
  expect(read(plain, '⠋ anything')).toEqual([])
})

test('a mark that blinks in a title is the same claim each time', () => {
  const read = (title: string): unknown =>
    readSignal(noRecords, { kind: 'title', title }, toolFrom(codex), rulesOf(toolFrom(codex)), at).evidence[0]
      ?.claim
  expect(read('[ ! ] Action Required | codex')).toEqual(read('[ . ] Action Required | codex'))
})

test('progress is work while it runs, and nothing when it is off', () => {
  const read = (progress: OscProgress, tool = plain): unknown[] =>
    claims(readSignal(noRecords, { kind: 'progress', progress }, tool, rulesOf(tool), at))
  expect(read({ kind: 'running', percent: 42 })).toEqual([{ kind: 'working', progress: 42 }])
  expect(read({ kind: 'running', percent: null })).toEqual([{ kind: 'working', progress: null }])
  expect(read({ kind: 'paused', percent: 10 })).toEqual([{ kind: 'working', progress: 10 }])
  expect(read({ kind: 'failed', percent: 10 })).toEqual([{ kind: 'none' }])
  expect(read({ kind: 'none' })).toEqual([{ kind: 'none' }])
  const deaf = { ...plain, signals: { ...plain.signals, progress: false } }
  expect(read({ kind: 'running', percent: 42 }, deaf)).toEqual([])
})

test('an error is not told again by what happens beside it', () => {
  const failed = report(noRecords, 'state=working', 'state=error')
  expect(report(failed.records, 'state=done:id=a').evidence).toEqual([])
  expect(claims(programEnded(failed.records, at))).toEqual([{ kind: 'none' }, { kind: 'none' }])
  expect(claims(report(failed.records, 'state=error'))).toMatchObject([{ kind: 'failed' }])
})
