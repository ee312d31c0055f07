import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDataFolder } from '../../../../main/desktop/data-folder.ts'
import { mountSmallDisk } from '../../../support/small-disk.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'roost-data-'))
  mkdirSync(join(root, 'tmp'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function open(hasLock: boolean, userData = join(root, 'data'), temporaryFolder = join(root, 'tmp')) {
  const folders = {
    userData,
    screensDir: join(userData, 'screens'),
    chromiumData: join(userData, 'chromium'),
  }
  return openDataFolder(folders, { requestLock: () => hasLock, temporaryFolder })
}

/** As Chromium makes it. */
function lock(holder: string): void {
  mkdirSync(join(root, 'data'))
  symlinkSync(holder, join(root, 'data', 'SingletonLock'))
}

test('a folder that can be written, with the lock, is where everything goes', () => {
  const data = join(root, 'data')
  expect(open(true)).toMatchObject({
    workFolder: data,
    screensDir: join(data, 'screens'),
    readOnlyBecause: null,
  })
  expect(existsSync(join(data, 'chromium'))).toBe(true)
})

test('a lock that another process has is held', () => {
  lock(`${hostname()}-${process.pid}`)
  expect(open(false)).toEqual({ kind: 'held' })
})

test('a lock of another machine is held, by a process that cannot be looked at', () => {
  lock('another-machine-1')
  expect(open(false)).toEqual({ kind: 'held' })
})

test('a lock that cannot be made is not held: the folder is only read, and no kept text is written', () => {
  const found = open(false)
  expect(found).toMatchObject({ kind: 'open', readOnlyBecause: 'SingletonLock' })
  if (found.kind === 'held') return
  expect(dirname(found.workFolder)).toBe(join(root, 'tmp'))
  expect(found.screensDir).toBe(join(found.workFolder, 'screens'))
})

test('a folder on a disk that is only read is read, and the run works in one of its own', ({ skip }) => {
  const disk = mountSmallDisk()
  try {
    if (disk.whyNot !== null) return skip(disk.whyNot)
    const data = join(disk.folder, 'data')
    mkdirSync(data)
    disk.makeReadOnly()
    const found = open(false, data)
    expect(found).toMatchObject({ screensDir: join(data, 'screens'), readOnlyBecause: 'EROFS' })
    expect(open(false, join(disk.folder, 'never-made'))).toMatchObject({
      readOnlyBecause: expect.any(String),
    })
    expect(() => open(false, data, data)).toThrow('EROFS')
  } finally {
    disk.dispose()
  }
})

test('a folder that is a file is one that cannot be written', () => {
  writeFileSync(join(root, 'data'), '')
  expect(open(false)).toMatchObject({ kind: 'open', readOnlyBecause: expect.stringMatching(/^E/u) })
})
