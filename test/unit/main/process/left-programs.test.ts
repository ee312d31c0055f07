import { expect, test } from 'vitest'
import { findLeftPrograms, withoutTrees, type TerminalTies } from '../../../../main/process/left-programs.ts'
import type { ProcessFacts } from '../../../../main/process/process-table.ts'

function one(pid: number, ppid: number, sid = 100): ProcessFacts {
  return { pid, ppid, sid, startTime: pid, marker: 'm' }
}

const shell = one(100, 1)
const job = one(101, 100)
const nohup = one(102, 100)
const setsid = one(103, 1, 103)
const server = one(104, 1, 104)
const pane = one(105, 104, 105)
const inPane = one(106, 105, 105)
const tree = [shell, job, nohup, setsid, server, pane, inPane]
const names = new Map([
  [102, 'backup'],
  [103, 'serve'],
  [104, 'tmux'],
])
const ties = ({ pid }: ProcessFacts): TerminalTies => ({
  hasTerminal: pid !== 103 && pid !== 104,
  ignoresHangUp: pid === 102,
})
const find = async (isAgent: boolean) =>
  (await findLeftPrograms(tree, isAgent, async (pid) => names.get(pid) ?? null, ties)).map(({ name }) => name)

test('what the user detached from a terminal is named, each with what it started; a job of the shell is not', async () => {
  expect(await find(false)).toEqual(['backup', 'serve', 'tmux'])
})

test('of an agent a server of terminals is named, and what else it detached is its own', async () => {
  expect(await find(true)).toEqual(['tmux'])
})

test('nothing is named where nobody tells what ties a process to its terminal', async () => {
  expect(
    await findLeftPrograms(
      tree,
      false,
      async () => 'x',
      () => null,
    ),
  ).toEqual([])
})

test('what is left alone takes with it what it started, and nothing of another process of its id', () => {
  expect(withoutTrees(tree, [server])).toEqual([shell, job, nohup, setsid])
  expect(withoutTrees(tree, [{ ...server, startTime: 1 }])).toEqual(tree)
})
