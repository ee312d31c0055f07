import { expect, test } from 'vitest'
import { makeSessionId } from '../../../../app/session/session.ts'
import type { ProcessFacts } from '../../../../main/process/process-table.ts'
import { parsePs } from '../../../../main/process/process-table-ps.ts'
import { parseCimProcesses } from '../../../../main/process/process-table-windows.ts'
import { processesOfRun, type RunIdentity } from '../../../../main/process/process-tree.ts'

const life: RunIdentity = { sessionId: makeSessionId(1, 'test'), marker: 'ours', pid: 100, startTime: 50 }

function one(pid: number, part: Partial<ProcessFacts> = {}): ProcessFacts {
  return { pid, ppid: 1, sid: pid, startTime: 60, marker: null, ...part }
}

const root = one(100, { ppid: 90, sid: 100, startTime: 50, marker: 'ours' })
const pidsOf = (all: readonly ProcessFacts[], known: readonly ProcessFacts[] = []): number[] =>
  processesOfRun(all, life, known, new Set([5])).map((process) => process.pid)

test('the tree, the session of the terminal and the marker each find what the others miss', () => {
  const child = one(101, { ppid: 100, sid: 100 })
  const cleaned = one(102, { ppid: 101, sid: 102 })
  const sameTerminal = one(103, { sid: 100 })
  const marked = one(104, { marker: 'ours' })
  const childOfMarked = one(105, { ppid: 104 })
  expect(pidsOf([root, child, cleaned, sameTerminal, marked, childOfMarked, one(106)])).toEqual([
    100, 104, 101, 102, 103, 105,
  ])
})

test('after the shell has gone, its terminal and the marker still name the rest', () => {
  expect(pidsOf([one(103, { sid: 100 }), one(104, { marker: 'ours' }), one(105)])).toEqual([104, 103])
})

test('a process that was seen before is still of it when it has left all three', () => {
  const fled = one(107)
  expect(pidsOf([fled])).toEqual([])
  expect(pidsOf([fled], [fled])).toEqual([107])
  expect(pidsOf([one(107, { startTime: 61 })], [fled])).toEqual([])
})

test('a pid that is used again is somebody else', () => {
  const stranger = one(100, { startTime: 70, sid: 100 })
  expect(pidsOf([stranger, one(101, { ppid: 100, sid: 100 })])).toEqual([])
})

test('what began earlier, carries another marker in the same terminal, or is the app itself, is left alone', () => {
  const older = one(101, { ppid: 100, startTime: 49 })
  const other = one(102, { sid: 100, marker: 'theirs' })
  const app = one(5, { marker: 'ours' })
  const init = one(1, { marker: 'ours' })
  expect(pidsOf([root, older, other, app, init])).toEqual([100])
})

test('a run that nobody knows the pid of is found by its marker', () => {
  const unknown: RunIdentity = { ...life, pid: null, startTime: null }
  expect(processesOfRun([root, one(101)], unknown, [], new Set())).toEqual([root])
})

test('the output of ps is read with its five words of time, and zombies are left out', () => {
  const text = [
    '  501   400      0 Ss   Mon Jan  5 10:00:01 2026     /bin/zsh -l TERM=xterm ROOST_SESSION=abc123 HOME=/Users/me',
    '  502   501      0 Z    Mon Jan  5 10:00:02 2026     (sleep)',
    'garbage',
  ].join('\n')
  expect(parsePs(text)).toEqual([
    { pid: 501, ppid: 400, sid: 0, startTime: Date.parse('Mon Jan 5 10:00:01 2026'), marker: 'abc123' },
  ])
})

test('the answer of PowerShell is read, one process or many', () => {
  const row = { ProcessId: 7, ParentProcessId: 3, Started: 1000 }
  const facts = { pid: 7, ppid: 3, sid: 0, startTime: 1000, marker: null }
  expect(parseCimProcesses(JSON.stringify(row))).toEqual([facts])
  expect(parseCimProcesses(JSON.stringify([row, { ...row, Started: null }]))).toEqual([
    facts,
    { ...facts, startTime: 0 },
  ])
  expect(parseCimProcesses('')).toEqual([])
})
