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

function asked(home: string, extra: Record<string, string> = {}, limitMs = 20_000) {
  const base = { HOME: home, SHELL: '/bin/bash', PATH: '/usr/bin:/bin', ...extra }
  return readLoginEnvironment(base, 'linux', { limitMs })
}

async function read(home: string, extra: Record<string, string> = {}) {
  const answer = await asked(home, extra)
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  return answer.value
}

test('what the start files export is there, whatever they print', async () => {
  const home = homeWith('echo welcome; export FROM_PROFILE="two words"; export PATH="/opt/mine:$PATH"\n')
  const environment = await read(home)
  expect(environment['FROM_PROFILE']).toBe('two words')
  expect(environment['PATH']?.split(':')).toContain('/opt/mine')
})

test('whatever the start files export is the user’s, also under a name that Roost would not pass on itself', async () => {
  const home = homeWith(
    'export NODE_OPTIONS=--no-warnings NODE_ENV=test npm_config_loglevel=warn TMUX_TMPDIR=/run/tmux VITE_X=1\n',
  )
  expect(
    await read(home, { npm_lifecycle_event: 'start', npm_package_name: 'roost', TMUX: '/tmp/x' }),
  ).toMatchObject({
    NODE_OPTIONS: '--no-warnings',
    NODE_ENV: 'test',
    npm_config_loglevel: 'warn',
    TMUX_TMPDIR: '/run/tmux',
    VITE_X: '1',
  })
  expect(await read(home, { TMUX: '/tmp/x' })).not.toHaveProperty('TMUX')
})

test('a folder on the PATH that Roost was started with is kept, behind those of the login shell', async () => {
  const home = homeWith('export PATH=/usr/local/bin:/usr/bin:/bin\n')
  const environment = await read(home, { PATH: '/srv/tools/bin:/usr/bin:/bin' })
  expect(environment['PATH']).toBe('/usr/local/bin:/usr/bin:/bin:/srv/tools/bin')
})

test('what a shell has printed counts, also where it is read after the shell has ended', async () => {
  const home = homeWith('')
  const shell = join(home, 'shell')
  const later = 'while kill -0 $shell 2>/dev/null; do :; done; FROM_SHELL=yes sh -c "$4"'
  writeFileSync(shell, `#!/bin/sh\nshell=$$\n(${later}) &\nexit 0\n`)
  chmodSync(shell, 0o755)
  expect(await read(home, { SHELL: shell })).toMatchObject({ FROM_SHELL: 'yes' })
})

test("the folders that npm adds for its scripts do not become the user's", async () => {
  const home = homeWith('export PATH=/usr/bin:/bin\n')
  const environment = await read(home, { PATH: '/srv/app/node_modules/.bin:/usr/bin:/bin' })
  expect(environment['PATH']).toBe('/usr/bin:/bin')
})

test('start files that never end are given up, and said so with the shell and the time', async () => {
  const home = homeWith('while :; do read -t 1 < /dev/zero; done\n')
  expect(await asked(home, {}, 300)).toEqual({
    ok: false,
    error: { shell: '/bin/bash', why: { kind: 'slow', ms: 300 } },
  })
})

test.each([
  ['that end with 1', 'exit 1', 1],
  ['that end with 0', 'exit 0', 0],
  ['that hand over to another shell', 'exec /bin/sh', 0],
])('start files %s have told nothing, and that is said', async (_, profile, code) => {
  expect(await asked(homeWith(`${profile}\n`))).toEqual({
    ok: false,
    error: { shell: '/bin/bash', why: { kind: 'ended', end: { kind: 'exit', code } } },
  })
})

test('a shell that cannot be asked, or is no program, is said', async () => {
  const home = homeWith('')
  const shell = join(home, 'no-shell')
  writeFileSync(shell, '#!/bin/sh\nexit 3\n')
  chmodSync(shell, 0o755)
  expect(await asked(home, { SHELL: shell })).toMatchObject({
    error: { shell, why: { kind: 'ended', end: { code: 3 } } },
  })
  writeFileSync(shell, '#!/no/such/interpreter\n')
  expect(await asked(home, { SHELL: shell })).toMatchObject({
    error: { shell, why: { kind: 'not-started', cause: 'ENOENT' } },
  })
})

test('what start files print before, however much it is, does not hide the environment', async () => {
  const home = homeWith('head -c 3000000 /dev/zero; yes | head -c 1000000; export FROM_PROFILE=there\n')
  expect((await read(home))['FROM_PROFILE']).toBe('there')
})
