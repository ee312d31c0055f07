import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from 'smol-toml'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeSessionId } from '../../../../app/session/session.ts'
import { forgetHooks, sweepHooks } from '../../../../main/hooks/hook-folder.ts'
import type { HookedStart, HookPlace } from '../../../../main/hooks/hook-start.ts'
import { prepareHooks } from '../../../../main/hooks/prepare-hooks.ts'

const session = makeSessionId(1, 'abcd')
let root = ''
let place: HookPlace
let environment: Record<string, string> = {}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "roost's hooks "))
  place = { dataFolder: join(root, 'data'), homeFolder: join(root, 'home'), platform: 'linux' }
  environment = { PATH: '/usr/bin:/bin', HOME: place.homeFolder, QWEN_CODE_SYSTEM_SETTINGS_PATH: 'none.json' }
  for (const folder of ['data', 'home/.codex', 'work', 'bin'])
    mkdirSync(join(root, folder), { recursive: true })
  aClaude('2.1.330')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('hooks', () => {
  test('are for the tools that have them, known by their program', async () => {
    for (const program of ['bash', 'gemini', 'claude-x', 'my codex']) {
      const hooked = await prepare(program, ['-x'])
      expect(hooked).toEqual({ args: ['-x'], environment, source: null, gap: null })
    }
    expect(readdirSync(place.dataFolder)).toEqual([])
  })

  test('lie in a folder of the session that nobody else reads', async () => {
    const { source } = await prepare('claude')
    expect(source).toEqual({
      agent: 'claude',
      eventsFile: join(hookFolder(), 'events.jsonl'),
      codexHome: null,
    })
    for (const folder of [join(place.dataFolder, 'hooks'), hookFolder()]) expect(modeOf(folder)).toBe(0o700)
    for (const name of readdirSync(hookFolder())) expect(modeOf(join(hookFolder(), name))).toBe(0o600)
    expect(readFileSync(join(hookFolder(), 'events.jsonl'), 'utf8')).toBe('')
  })

  test('of the run before have nothing left to write to', async () => {
    await prepare('claude')
    await prepare('claude', [], 'run2')
    expect(readdirSync(join(place.dataFolder, 'hooks', session))).toEqual(['run2'])
    expect(readdirSync(hookFolder('run2')).sort()).toEqual(['events.jsonl', 'settings.json'])
  })

  test('go with their session', async () => {
    await prepare('pi')
    await forgetHooks(place.dataFolder, session)
    await forgetHooks(place.dataFolder, session)
    expect(readdirSync(join(place.dataFolder, 'hooks'))).toEqual([])
    await prepare('pi')
    await sweepHooks(place.dataFolder, (name) => name === session)
    expect(readdirSync(join(place.dataFolder, 'hooks'))).toEqual([session])
    await sweepHooks(place.dataFolder, () => false)
    expect(readdirSync(join(place.dataFolder, 'hooks'))).toEqual([])
    await sweepHooks(join(root, 'nowhere'), () => false)
  })

  test('of a run are not touched by what is removed of the one before, at the same moment', async () => {
    await prepare('claude')
    // A hook of the run before that writes just then would make its folder impossible to remove.
    for (let run = 2; run < 30; run += 1) {
      writeFileSync(join(hookFolder(`run${run - 1}`), 'late'), '')
      const [{ gap }] = await Promise.all([
        prepare('claude', [], `run${run}`),
        rm(hookFolder(`run${run - 1}`), { recursive: true, force: true }),
      ])
      expect(gap).toBeNull()
      expect(readdirSync(hookFolder(`run${run}`)).sort()).toEqual(['events.jsonl', 'settings.json'])
    }
  })

  test('of a session that begins during the sweep stay', async () => {
    const begun = new Set<string>()
    mkdirSync(join(place.dataFolder, 'hooks', 'a-closed-one'), { recursive: true })
    const sweep = sweepHooks(place.dataFolder, (name) => begun.has(name))
    begun.add(session)
    await prepare('claude')
    await sweep
    expect(readdirSync(join(place.dataFolder, 'hooks'))).toEqual([session])
    expect(readdirSync(hookFolder()).sort()).toEqual(['events.jsonl', 'settings.json'])
  })

  test('are left out where the disk refuses, and where there is no shell to run them', async () => {
    writeFileSync(join(place.dataFolder, 'hooks'), '')
    expect(await prepare('claude', ['-x'])).toEqual({
      args: ['-x'],
      environment,
      source: null,
      gap: 'not-written',
    })
    place = { ...place, platform: 'win32' }
    for (const name of ['claude.exe', 'codex.cmd', 'qwen.ps1', 'copilot.CMD']) {
      expect((await prepare(name, ['-x'])).gap).toBe('windows')
    }
  })

  test('of plugins need no shell', async () => {
    place = { ...place, platform: 'win32' }
    expect((await prepare('opencode.cmd')).source?.agent).toBe('opencode')
    expect((await prepare('kilo.cmd')).source?.agent).toBe('kilo')
    expect((await prepare('pi.cmd')).source?.agent).toBe('pi')
  })
})

describe('Claude Code', () => {
  test('gets its own settings by the flag, before all else', async () => {
    const { args } = await prepare('claude', ['--resume', 'x', '--', '--settings', 'no'])
    expect(args).toEqual([
      '--settings',
      join(hookFolder(), 'settings.json'),
      '--resume',
      'x',
      '--',
      '--settings',
      'no',
    ])
    const { hooks } = settingsIn(args)
    expect(Object.keys(hooks)).toContain('PermissionRequest')
    expect(hooks['Stop']).toEqual([
      { hooks: [{ type: 'command', command: expect.stringContaining("'Stop'"), timeout: 5 }] },
    ])
  })

  test.each([
    ['a file', ['--settings', 'mine.json']],
    ['a file with =', ['--settings=mine.json']],
    ['JSON', ['--settings', '{"model":"opus","hooks":{"Stop":[{"hooks":["mine"]}],"Other":["kept"]}}']],
  ])('keeps what the user gives it as %s', async (_, given) => {
    writeFileSync(
      join(root, 'work', 'mine.json'),
      '{"model":"opus","hooks":{"Stop":[{"hooks":["mine"]}],"Other":["kept"]}}',
    )
    const { args } = await prepare('claude', ['--verbose', ...given, '--resume', 'x'])
    expect(args).toEqual(['--verbose', '--settings', join(hookFolder(), 'settings.json'), '--resume', 'x'])
    const { model, hooks } = settingsIn(['', args[2] ?? ''])
    expect(model).toBe('opus')
    expect(hooks['Other']).toEqual(['kept'])
    expect(hooks['Stop']).toHaveLength(2)
    expect(hooks['Stop']?.[0]).toEqual({ hooks: ['mine'] })
  })

  test.each(['{"hooks":', '{"hooks":[]}', '[]', '{"hooks":{"Stop":3}}', 'gone.json', '/dev/null', ''])(
    'is left alone where its settings cannot be read: %s',
    async (given) => {
      const { args, gap } = await prepare('claude', ['--settings', given])
      expect({ args, gap }).toEqual({ args: ['--settings', given], gap: 'claude-settings' })
      expect(readdirSync(join(place.dataFolder, 'hooks'))).toEqual([])
    },
  )

  test.each([
    ['2.0.30', ['PermissionRequest', 'StopFailure'], ['Stop']],
    ['2.1.20', ['StopFailure', 'PostCompact'], ['PermissionRequest']],
    ['2.1.77', ['StopFailure', 'PermissionDenied'], ['PostCompact']],
    ['3.0.0', [], ['PermissionDenied']],
    ['nonsense', ['PermissionRequest'], ['Stop']],
  ])('%s is asked for no event that it may not know', async (version, without, having) => {
    aClaude(version)
    const names = Object.keys(settingsIn((await prepare('claude')).args).hooks)
    for (const name of without) expect(names).not.toContain(name)
    for (const name of having) expect(names).toContain(name)
  })

  test('1.0 is asked for none', async () => {
    aClaude('1.0.50')
    expect(settingsIn((await prepare('claude')).args).hooks).toEqual({})
  })
})

describe('Codex', () => {
  test('gets a notifier before its subcommand', async () => {
    const { args, source } = await prepare('codex', ['resume', '--no-daemon', 'x'])
    expect(args.slice(2)).toEqual(['resume', '--no-daemon', 'x'])
    expect(args[0]).toBe('-c')
    expect(ownNotifier(args[1])).toEqual([])
    expect(source?.codexHome).toBe(join(place.homeFolder, '.codex'))
  })

  test("calls the user's own after ours", async () => {
    writeCodex('config.toml', `notify = ["py'thon3", "/a b/\\"x\\".py"]\nbig = 9223372036854775807\n`)
    expect(ownNotifier((await prepare('codex')).args[1])).toEqual(["py'thon3", '/a b/"x".py'])
    writeCodex('work.config.toml', 'notify = ["of the profile"]')
    expect(ownNotifier((await prepare('codex', ['-p', 'work'])).args[1])).toEqual(['of the profile'])
    expect(ownNotifier((await prepare('codex', ['--profile=work'])).args[1])).toEqual(['of the profile'])
    writeCodex('work.config.toml', 'model = "x"')
    expect(ownNotifier((await prepare('codex', ['-p', 'work'])).args[1])).toEqual(["py'thon3", '/a b/"x".py'])
  })

  test('takes a notifier on the command line for the one that counts', async () => {
    writeCodex('config.toml', 'notify = ["of the file"]')
    for (const given of [
      ['-c', 'notify=["mine"]'],
      ['--config', 'notify = ["mine"]'],
      ['--config=notify=["mine"]'],
      ['-cnotify=["mine"]'],
    ]) {
      const { args } = await prepare('codex', ['-c', 'notify=["no"]', '-c', 'model="x"', ...given, 'resume'])
      expect(args.slice(0, 5)).toEqual(['-c', 'notify=["no"]', '-c', 'model="x"', '-c'])
      expect(ownNotifier(args[5])).toEqual(['mine'])
      expect(args[6]).toBe('resume')
    }
  })

  test('is looked for where CODEX_HOME says', async () => {
    environment['CODEX_HOME'] = join(root, 'work')
    writeFileSync(join(root, 'work', 'config.toml'), 'notify = ["there"]')
    const { args, source } = await prepare('codex')
    expect(ownNotifier(args[1])).toEqual(['there'])
    expect(source?.codexHome).toBe(join(root, 'work'))
  })

  test.each(['notify = "text"', 'notify = [1]', 'notify = [', 'x'])(
    'is left alone where its settings say %s',
    async (toml) => {
      writeCodex('config.toml', toml)
      expect((await prepare('codex', ['-x'])).gap).toBe('codex-notify')
      rmSync(join(place.homeFolder, '.codex', 'config.toml'))
      expect((await prepare('codex', ['-c', 'notify=nonsense'])).args).toEqual(['-c', 'notify=nonsense'])
    },
  )
})

describe.each([
  ['opencode', 'OPENCODE_CONFIG_CONTENT'],
  ['kilo', 'KILO_CONFIG_CONTENT'],
])('%s', (program, variable) => {
  test('gets a plugin beside those of the user', async () => {
    const href = pathToFileURL(join(hookFolder(), 'roost-events.js')).href
    expect(JSON.parse((await prepare(program)).environment[variable] ?? '')).toEqual({ plugin: [href] })
    environment[variable] = '{"model":"x/y","plugin":["mine"]}'
    const hooked = await prepare(program)
    expect(JSON.parse(hooked.environment[variable] ?? '')).toEqual({ model: 'x/y', plugin: ['mine', href] })
    expect(hooked.args).toEqual([])
  })

  test.each(['{"plugin":', '[]', '{"plugin":"mine"}', '{ // comment\n}'])(
    'is left alone where its content is %s',
    async (content) => {
      environment[variable] = content
      expect(await prepare(program)).toMatchObject({ environment, gap: `${program}-content`, source: null })
    },
  )
})

describe('Qwen Code', () => {
  const variable = 'QWEN_CODE_SYSTEM_SETTINGS_PATH'

  test('gets system settings that go on with those there are', async () => {
    writeFileSync(join(root, 'work', 'none.json'), '{"$version":4,"hooks":{"Stop":["mine"]}}')
    const { environment: given } = await prepare('qwen')
    expect(given[variable]).toBe(join(hookFolder(), 'settings.json'))
    const settings = JSON.parse(readFileSync(given[variable] ?? '', 'utf8'))
    expect(settings.$version).toBe(4)
    expect(settings.hooks.Stop).toEqual(['mine', { hooks: [expect.objectContaining({ timeout: 5000 })] }])
    expect(settings.hooks.PermissionRequest).toHaveLength(1)
  })

  test('is left alone where those there are cannot be read', async () => {
    writeFileSync(join(root, 'work', 'none.json'), '{ // comment\n"hooks":{}}')
    expect(await prepare('qwen')).toMatchObject({ environment, gap: 'qwen-settings' })
    environment[variable] = root
    expect((await prepare('qwen')).gap).toBe('qwen-settings')
  })
})

describe('Copilot CLI', () => {
  test('gets a plugin of its own', async () => {
    const { args } = await prepare('copilot', ['--plugin-dir', 'mine'])
    const folder = join(hookFolder(), 'plugin')
    expect(args).toEqual(['--plugin-dir', folder, '--plugin-dir', 'mine'])
    expect(JSON.parse(readFileSync(join(folder, 'plugin.json'), 'utf8'))).toMatchObject({
      hooks: 'hooks.json',
    })
    const { version, hooks } = JSON.parse(readFileSync(join(folder, 'hooks.json'), 'utf8'))
    expect(version).toBe(1)
    expect(hooks.agentStop).toEqual([
      { type: 'command', bash: expect.stringContaining("'agentStop'"), timeoutSec: 5 },
    ])
  })
})

describe('Pi', () => {
  test('gets an extension beside those of the user', async () => {
    const { args } = await prepare('pi', ['-e', 'mine.ts'])
    expect(args).toEqual(['-e', join(hookFolder(), 'roost-events.ts'), '-e', 'mine.ts'])
  })
})

async function prepare(name: string, args: readonly string[] = [], runTail = 'run1'): Promise<HookedStart> {
  const start = { session, program: join(root, 'bin', name), args, environment, workdir: join(root, 'work') }
  return prepareHooks(start, place, runTail)
}

function hookFolder(runTail = 'run1'): string {
  return join(place.dataFolder, 'hooks', session, runTail)
}

function aClaude(version: string): void {
  const script = `#!/bin/sh\n[ "$*" = --version ] && echo '${version} (Claude Code)'\n`
  writeFileSync(join(root, 'bin', 'claude'), script, { mode: 0o700 })
}

function writeCodex(name: string, text: string): void {
  const file = join(place.homeFolder, '.codex', name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function settingsIn(args: readonly string[]): { model?: string; hooks: Record<string, unknown[]> } {
  return JSON.parse(readFileSync(args[1] ?? '', 'utf8'))
}

/** What our notifier is to call, as Codex reads the option. */
function ownNotifier(option = ''): unknown {
  const { notify } = parse(option)
  if (!Array.isArray(notify)) throw new Error(`no notifier in ${option}`)
  expect(notify.slice(0, 2)).toEqual(['/bin/sh', '-c'])
  expect(notify[4]).toBe(join(hookFolder(), 'events.jsonl'))
  return notify.slice(5)
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777
}
