import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeSessionId } from '../../../../app/session/session.ts'
import { childEnvironment, cleanEnvironment } from '../../../../main/environment/child-environment.ts'
import { checkFolder } from '../../../../main/session/lifecycle/check-folder.ts'
import { loginShell } from '../../../../main/environment/login-environment.ts'
import { createFindProgram } from '../../../../main/environment/find-program.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import { pollFor } from '../../../support/poll.ts'
import { SkippingClock } from '../../../support/skipping-clock.ts'

const home = mkdtempSync(join(tmpdir(), 'roost-environment-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

function program(path: string, mode = 0o755): string {
  writeFileSync(path, '#!/bin/sh\n')
  chmodSync(path, mode)
  return path
}

test('a child does not see what belongs to Electron, to a development run, or to another terminal', () => {
  const cleaned = cleanEnvironment({
    PATH: '/bin',
    HOME: '/home/me',
    EMPTY: '',
    ELECTRON_RUN_AS_NODE: '1',
    VITE_X: '1',
    TMUX: '/tmp/x',
    TMUX_PANE: '%1',
    CLAUDECODE: '1',
    ROOST_TEST: '1',
    ROOST_SESSION: 'outer',
    COLUMNS: '80',
    UNSET: undefined,
  })
  expect(cleaned).toEqual({ PATH: '/bin', HOME: '/home/me', EMPTY: '' })
})

test('what the user exported stays, whatever its name', () => {
  const users = {
    NODE_OPTIONS: '--max-old-space-size=8192',
    NODE_ENV: 'development',
    npm_config_registry: 'http://localhost:4873',
    TMUX_TMPDIR: '/run/tmux',
  }
  expect(cleanEnvironment({ ...users, TMUX: '/tmp/x', TMUX_PANE: '%1' })).toEqual(users)
  const { npm_config_registry: _, ...rest } = users
  const npm = { npm_lifecycle_event: 'start', INIT_CWD: '/clone', NODE: '/usr/bin/node' }
  expect(cleanEnvironment({ ...users, ...npm })).toEqual(rest)
  const id = makeSessionId(3, 'ab12')
  const session = {
    id,
    marker: 'abc',
    token: 'inner',
    appVersion: '1',
    platform: 'linux',
    cliEnvironment: {},
  } as const
  expect(childEnvironment({ ...users, ROOST_SESSION: 'outer' }, session)).toMatchObject({
    ...users,
    ROOST_SESSION: 'abc',
  })
})

test('folders of the packaging are taken out of path lists', () => {
  const cleaned = cleanEnvironment({
    APPDIR: '/tmp/.mount_Roost',
    PATH: '/tmp/.mount_Roost/usr/bin:/usr/bin:/tmp/.mount_RoostX/bin',
    LD_LIBRARY_PATH: '/tmp/.mount_Roost/usr/lib',
    XDG_DATA_DIRS: '/tmp/.mount_Roost/share:/usr/share',
  })
  expect(cleaned).toEqual({ PATH: '/usr/bin:/tmp/.mount_RoostX/bin', XDG_DATA_DIRS: '/usr/share' })
})

test('a child knows its terminal, its session and the app, and has a language of UTF-8', () => {
  const id = makeSessionId(3, 'ab12')
  const cliEnvironment = { ROOST_CLI: '/opt/Roost/resources/bin/roost', ROOST_DATA: '/home/me/data' }
  const facts = { id, marker: 'abc', token: 'inner', appVersion: '1.2.3' }
  const session = { ...facts, platform: 'linux', cliEnvironment } as const
  // In a session inside a session, it is the innermost that counts.
  const outer = { ROOST_CALLER: 'outer', ROOST_SESSION_ID: 's9-zz99', ROOST_DATA: '/other' }
  expect(childEnvironment({ PATH: '/bin', TERM: 'dumb', ...outer }, session)).toEqual({
    PATH: '/bin',
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    TERM_PROGRAM: 'Roost',
    TERM_PROGRAM_VERSION: '1.2.3',
    ROOST_SESSION: 'abc',
    ROOST_SESSION_ID: 's3-ab12',
    ROOST_CALLER: 'inner',
    ...cliEnvironment,
  })
  expect(childEnvironment({ LC_ALL: 'ru_RU.UTF-8' }, session)).not.toHaveProperty('LANG')
})

test('folders that npm puts before PATH for its scripts are not of the user', () => {
  const PATH = '/clone/node_modules/.bin:/node_modules/.bin:/usr/lib/node-gyp-bin:/usr/bin'
  expect(cleanEnvironment({ PATH, npm_lifecycle_event: 'start' })).toEqual({ PATH: '/usr/bin' })
  expect(cleanEnvironment({ PATH })).toEqual({ PATH })
})

test('a shell that does not exist gives way to one that does', async () => {
  const [shell] = loginShell({ SHELL: '/no/such/shell' }, 'linux')
  expect(shell).toMatch(/^\/.*sh$/u)
  expect(shell).not.toContain('such')
  expect(loginShell({ SHELL: '/bin/sh' }, 'darwin')).toEqual(['/bin/sh', '-l'])
})

test('a program is found as a shell finds it, and never in the folder of the moment', async () => {
  const [first, second] = [join(home, 'first'), join(home, 'second')]
  for (const folder of [first, second]) mkdirSync(folder)
  mkdirSync(join(first, 'tool'))
  program(join(first, 'data'), 0o644)
  program(join(second, 'data'))
  const tool = program(join(second, 'tool'))
  const findProgram = createFindProgram(systemClock)
  const find = (name: string, PATH: string): Promise<string | null> => findProgram(name, { PATH }, 'linux')
  expect(await find('tool', `${first}:${second}`)).toBe(tool)
  expect(await find('data', `${first}:${second}`)).toBe(join(second, 'data'))
  expect(await find('tool', first)).toBeNull()
  expect(await find('tool', ':.:relative')).toBeNull()
  expect(await find('./tool', second)).toBeNull()
  expect(await find(tool, '')).toBe(tool)
})

test('a folder of PATH on a dead disk is left out, and asked once however many look', async () => {
  const folder = join(home, 'alive')
  mkdirSync(folder)
  const tool = program(join(folder, 'tool'))
  const clock = new SkippingClock()
  const asked: string[] = []
  let comeBack = (): void => undefined
  const back = new Promise<void>((resolve) => (comeBack = resolve))
  const ask = async (path: string) => {
    asked.push(path)
    if (path.startsWith('/dead')) await back
  }
  const inProcess: string[] = []
  const findProgram = createFindProgram(clock, {
    onThread: ask,
    inProcess: (path) => {
      inProcess.push(path)
      return ask(path)
    },
  })
  const environment = { PATH: `/dead/one:/dead/two:/dead/three:${folder}` }
  const find = (name: string): Promise<string | null> => findProgram(name, environment, 'linux')
  const found = Promise.all([find('tool'), find('other'), find('tool')])
  await pollFor(() => asked.length === 1)
  clock.skip(1000)
  await pollFor(() => asked.length === 2)
  clock.skip(1000)
  await pollFor(() => asked.length === 3)
  clock.skip(1000)
  expect(await found).toEqual([tool, null, tool])
  expect(asked.filter((path) => path.startsWith('/dead'))).toEqual(['/dead/one', '/dead/two', '/dead/three'])
  // Two of the four threads of all file access hang: what is asked after that takes none.
  expect(new Set(inProcess)).toEqual(new Set(['/dead/three', folder]))
  comeBack()
  await pollFor(async () => {
    asked.length = 0
    await find('tool')
    return asked.includes('/dead/three')
  })
})

test('a folder that answers is looked in though one before it does not', async () => {
  const folder = join(home, 'behind')
  mkdirSync(folder)
  const tool = program(join(folder, 'tool'))
  const clock = new SkippingClock()
  const findProgram = createFindProgram(clock, {
    onThread: (path) => (path === '/dead' ? new Promise(() => undefined) : Promise.resolve()),
    inProcess: () => Promise.reject(new Error('not needed')),
  })
  const found = findProgram('tool', { PATH: `/dead:${folder}` }, 'linux')
  clock.skip(1000)
  expect(await found).toBe(tool)
})

test('a folder is checked in words', async () => {
  const code = async (typed: string): Promise<string> => {
    const checked = await checkFolder(typed, home)
    return checked.ok ? checked.value : checked.error.code
  }
  writeFileSync(join(home, 'a-file'), '')
  mkdirSync(join(home, 'with space'))
  symlinkSync(join(home, 'with space'), join(home, 'link'))
  expect(await code('~')).toBe(home)
  expect(await code(' ~/with space/ ')).toBe(join(home, 'with space'))
  expect(await code(`${home}/./with space/../link`)).toBe(join(home, 'link'))
  expect(await code('/')).toBe('/')
  expect(await code('')).toBe('folder-empty')
  expect(await code('~other')).toBe('folder-relative')
  expect(await code('work')).toBe('folder-relative')
  expect(await code('~/nowhere')).toBe('folder-missing')
  expect(await code('~/a-file')).toBe('folder-file')
  expect(await code('~/a-file/below')).toBe('folder-file')
  expect(await code('/tmp/a\u0007b')).toBe('folder-characters')
})
