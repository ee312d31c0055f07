import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../../../main/base/clock.ts'
import { createHasOpener } from '../../../../main/desktop/has-opener.ts'
import { createFindProgram } from '../../../../main/environment/find-program.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-opener-'))
  mkdirSync(join(folder, 'bin'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function program(name: string, text = ''): void {
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
}

function has(kind: 'link' | 'folder', environment: Record<string, string> = {}) {
  const env = { PATH: join(folder, 'bin'), ...environment }
  return createHasOpener(env, 'linux', createFindProgram(systemClock))(kind)
}

test('nothing is opened where there is no xdg-open', async () => {
  program('firefox')
  expect([await has('link'), await has('folder')]).toEqual([false, false])
})

test('the default of the type opens it', async () => {
  program('xdg-open')
  program('xdg-mime', '[ "$3" = x-scheme-handler/https ] && echo firefox.desktop; exit 0')
  expect([await has('link'), await has('folder')]).toEqual([true, false])
})

test('without a default a link is opened by a browser that xdg-open knows, or the user named', async () => {
  program('xdg-open')
  program('xdg-mime', 'exit 0')
  expect(await has('link')).toBe(false)
  expect(await has('link', { BROWSER: 'mine' })).toBe(true)
  program('chromium')
  expect([await has('link'), await has('folder')]).toEqual([true, false])
})

test('where nobody can tell, it is not called impossible', async () => {
  program('xdg-open')
  expect([await has('link'), await has('folder')]).toEqual([true, true])
})

test('other systems tell it themselves', async () => {
  const find = () => Promise.reject(new Error('not asked'))
  expect(await createHasOpener({}, 'darwin', find)('link')).toBe(true)
})
