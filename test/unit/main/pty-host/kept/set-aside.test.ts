import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { setAside } from '../../../../../main/pty-host/kept/set-aside.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-aside-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (...names: readonly string[]) => {
  for (const name of names) writeFileSync(join(folder, name), `text of ${name}`)
}

test('what would be replayed is moved, whole; history and moments stay', () => {
  put('snapshot', 'log-3', 'log-12', 'history-1.txt', 'moments.jsonl', 'log-2.corrupt-1')
  const target = setAside(folder, 1000)
  expect(target).toBe(join(folder, 'set-aside-1000'))
  expect(readdirSync(join(folder, 'set-aside-1000')).toSorted()).toEqual(['log-12', 'log-3', 'snapshot'])
  expect(readFileSync(join(folder, 'set-aside-1000', 'log-12'), 'utf8')).toBe('text of log-12')
  expect(readdirSync(folder).toSorted()).toEqual([
    'history-1.txt',
    'log-2.corrupt-1',
    'moments.jsonl',
    'set-aside-1000',
  ])
})

test('the last three times are kept', () => {
  for (const at of [900, 1000, 2000, 3000]) {
    put('snapshot')
    setAside(folder, at)
  }
  expect(readdirSync(folder).toSorted()).toEqual(['set-aside-1000', 'set-aside-2000', 'set-aside-3000'])
})

test('nothing is made where nothing is kept, or there is no folder', () => {
  expect(setAside(folder, 1000)).toBeNull()
  expect(setAside(join(folder, 'never made'), 1000)).toBeNull()
  mkdirSync(join(folder, 'empty'))
  expect(readdirSync(folder)).toEqual(['empty'])
})
