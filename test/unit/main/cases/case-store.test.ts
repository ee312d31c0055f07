import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Case } from '../../../../app/activity/case.ts'
import { openCaseStore } from '../../../../main/cases/case-store.ts'

let root: string
let folder: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'roost-cases-'))
  folder = join(root, 'cases')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const one = (at: number, toolName = 'claude'): Case => ({
  version: 1,
  toolName,
  at,
  shown: { kind: 'working', source: 'screen', rule: 'works', text: '✻ Baking…' },
  right: { kind: 'waiting', reason: 'approval' },
  screen: ['line', ''],
  title: 'title',
  signals: ['bell'],
  sign: null,
})
const day = 86_400_000
const mode = (path: string): number => statSync(path).mode & 0o777

describe('a case', () => {
  test('is a file for its owner alone, in a folder for its owner alone', async () => {
    const path = await openCaseStore(folder).save(one(day))
    expect(mode(path)).toBe(0o600)
    expect(mode(folder)).toBe(0o700)
  })

  test('closes a folder that was open to others', async () => {
    mkdirSync(folder)
    chmodSync(folder, 0o755)
    await openCaseStore(folder).save(one(day))
    expect(mode(folder)).toBe(0o700)
  })

  test('is read back as it was saved, oldest first', async () => {
    const cases = openCaseStore(folder)
    await cases.save(one(2 * day, 'codex'))
    await cases.save(one(day))
    expect(await openCaseStore(folder).all()).toEqual([one(day), one(2 * day, 'codex')])
  })

  test('never takes the place of another', async () => {
    const cases = openCaseStore(folder)
    await cases.save(one(day))
    await expect(cases.save({ ...one(day), title: 'other' })).rejects.toThrow(/EEXIST/u)
    expect(await cases.all()).toEqual([one(day)])
  })

  test('is known by its path, and nothing else is', async () => {
    const cases = openCaseStore(folder)
    const path = await cases.save(one(day))
    writeFileSync(join(folder, 'notes.txt'), '')
    expect(await cases.has(path)).toBe(true)
    for (const other of [
      join(folder, 'notes.txt'),
      join(folder, 'gone.json'),
      join(folder, '..', 'a.json'),
      folder,
      '',
    ])
      expect(await cases.has(other)).toBe(false)
    rmSync(path)
    expect(await cases.has(path)).toBe(false)
  })
})

describe('the folder of cases', () => {
  test('holds none before there is one', async () => {
    expect(await openCaseStore(folder).all()).toEqual([])
    expect(readdirSync(root)).toEqual([])
  })

  test('is read past files that are broken, of another version, too large or no cases', async () => {
    const cases = openCaseStore(folder)
    await cases.save(one(day))
    writeFileSync(join(folder, '1.json'), '{"version":1,')
    writeFileSync(join(folder, '2.json'), JSON.stringify({ ...one(day), version: 2 }))
    writeFileSync(join(folder, '3.json'), JSON.stringify({ ...one(day), title: 'x'.repeat(1_000_001) }))
    writeFileSync(join(folder, '4.txt'), JSON.stringify(one(day)))
    mkdirSync(join(folder, '5.json'))
    expect(await cases.all()).toEqual([one(day)])
  })
})
