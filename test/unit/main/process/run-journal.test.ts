import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeSessionId } from '../../../../app/session/session.ts'
import { openJournal } from '../../../../main/process/run-journal.ts'
import type { RunIdentity } from '../../../../main/process/process-tree.ts'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-journal-'))
  path = join(folder, 'running.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

let retry = (): void => undefined
const clock = {
  setTimer(task: () => void) {
    retry = task
    return () => undefined
  },
}

const fail = (error: unknown): void => {
  throw error
}

function life(number: number, pid: number | null = 100): RunIdentity {
  return { sessionId: makeSessionId(number, 'test'), marker: `marker${number}0000`, pid, startTime: 7 }
}

test('what was not seen to end is there at the next start, for nobody else to read', () => {
  const journal = openJournal(path, 'boot', clock, fail)
  journal.put(life(1, null))
  journal.put(life(1))
  journal.put(life(2))
  journal.remove(life(2))
  expect(openJournal(path, 'boot', clock, fail).left).toMatchObject([life(1)])
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('what an earlier app left stays in the file until it is gone', () => {
  openJournal(path, 'boot', clock, fail).put(life(1))
  const next = openJournal(path, 'boot', clock, fail)
  next.put(life(2))
  expect(openJournal(path, 'boot', clock, fail).left).toHaveLength(2)
  next.remove(life(1))
  expect(openJournal(path, 'boot', clock, fail).left).toMatchObject([life(2)])
})

test('processes of another boot do not live any more', () => {
  openJournal(path, 'boot', clock, fail).put(life(1))
  expect(openJournal(path, 'next boot', clock, fail).left).toEqual([])
})

test('half a journal, or one with nonsense in it, names no process', () => {
  openJournal(path, 'boot', clock, fail).put(life(1))
  const whole = readFileSync(path, 'utf8')
  writeFileSync(path, whole.slice(0, -5))
  expect(openJournal(path, 'boot', clock, fail).left).toEqual([])
  writeFileSync(path, whole.replace('"pid":100', '"pid":1'))
  expect(openJournal(path, 'boot', clock, fail).left).toEqual([])
})

test('a journal that cannot be written is told once', () => {
  let told = 0
  const journal = openJournal(join(folder, 'nowhere', 'running.json'), 'boot', clock, () => (told += 1))
  journal.put(life(1))
  journal.put(life(2))
  expect(told).toBe(1)
})

test('a journal that could not be written is tried again, and told when it can be', () => {
  const told: boolean[] = []
  const later = join(folder, 'later')
  const journal = openJournal(join(later, 'running.json'), 'boot', clock, (error) =>
    told.push(error !== null),
  )
  journal.put(life(1))
  retry()
  expect(told).toEqual([true])
  mkdirSync(later)
  retry()
  expect(told).toEqual([true, false])
  expect(openJournal(join(later, 'running.json'), 'boot', clock, fail).left).toMatchObject([life(1)])
})
