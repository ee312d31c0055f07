import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { readLoginEnvironment } from '../../../../main/environment/login-environment.ts'

const homes: string[] = []
afterEach(() => homes.splice(0).forEach((home) => rmSync(home, { recursive: true, force: true })))

function homeWith(profile: string): string {
  const home = mkdtempSync(join(tmpdir(), 'roost-login-'))
  homes.push(home)
  writeFileSync(join(home, '.bash_profile'), profile)
  return home
}

function read(home: string, extra: Record<string, string> = {}, timeoutMs?: number) {
  const base = { HOME: home, SHELL: '/bin/bash', PATH: '/usr/bin:/bin', ...extra }
  return readLoginEnvironment(base, 'linux', timeoutMs)
}

test('what the start files export is there, whatever they print', async () => {
  const home = homeWith('echo welcome; export FROM_PROFILE="two words"; export PATH="/opt/mine:$PATH"\n')
  const environment = await read(home)
  expect(environment['FROM_PROFILE']).toBe('two words')
  expect(environment['PATH']?.split(':')).toContain('/opt/mine')
})

test('a folder on the PATH that Roost was started with is kept, behind those of the login shell', async () => {
  const home = homeWith('export PATH=/usr/local/bin:/usr/bin:/bin\n')
  const environment = await read(home, { PATH: '/srv/tools/bin:/usr/bin:/bin' })
  expect(environment['PATH']).toBe('/usr/local/bin:/usr/bin:/bin:/srv/tools/bin')
})

test("the folders that npm adds for its scripts do not become the user's", async () => {
  const home = homeWith('export PATH=/usr/bin:/bin\n')
  const environment = await read(home, { PATH: '/srv/app/node_modules/.bin:/usr/bin:/bin' })
  expect(environment['PATH']).toBe('/usr/bin:/bin')
})

test('start files that never end are given up', async () => {
  const home = homeWith('while :; do read -t 1 < /dev/zero; done\n')
  const environment = await read(home, { MINE: 'kept' }, 500)
  expect(environment['MINE']).toBe('kept')
})

test('a shell that cannot be asked leaves the own environment', async () => {
  const home = homeWith('')
  const shell = join(home, 'no-shell')
  writeFileSync(shell, '#!/bin/sh\nexit 3\n')
  chmodSync(shell, 0o755)
  expect((await read(home, { SHELL: shell, MINE: 'kept' }))['MINE']).toBe('kept')
})
