import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { translateIn } from '../../../../app/i18n/translate.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import { createFindProgram } from '../../../../main/environment/find-program.ts'
import { readLoginEnvironment } from '../../../../main/environment/login-environment.ts'
import { createRunGit } from '../../../../main/git/run-git.ts'
import { claudeVersion } from '../../../../main/hooks/claude-events.ts'
import { runForOutput } from '../../../../main/process/run-for-output.ts'
import { startPiped } from '../../../../main/process/start-piped.ts'
import { startChild } from '../../../../main/session/headless/start-child.ts'
import { runToolHelp } from '../../../../main/tools/tool-help.ts'
import { limitDescriptors } from '../../../support/out-of-descriptors.ts'

const env = { PATH: '/usr/bin:/bin', HOME: '/', SHELL: '/bin/sh' }
const { platform } = process
const findProgram = createFindProgram(systemClock)

describe.skipIf(platform === 'win32')('a child with pipes', () => {
  test.each([
    ['a program that is not there', { program: '/no/such' }, 'ENOENT'],
    ['a folder that is not there', { program: '/bin/true', cwd: '/no/such' }, 'ENOENT'],
    ['a file that may not be run', { program: '/etc/passwd' }, 'EACCES'],
    ['arguments that are too long', { program: '/bin/true', args: ['x'.repeat(8_000_000)] }, 'E2BIG'],
    ['a NUL in an argument', { program: '/bin/true', args: ['a\0b'] }, 'ERR_INVALID_ARG_VALUE'],
  ])('that cannot start is a value: %s', async (_, start, cause) => {
    expect(await startPiped({ args: [], env, platform, ...start })).toEqual({ cause })
    expect(
      await runForOutput({ args: [], env, platform, ...start }, { timeoutMs: 5000, maxBytes: 10 }),
    ).toMatchObject({
      end: { kind: 'not-started', cause },
    })
  })

  test('ends with all that it started where it says too much, takes too long, or is not wanted', async () => {
    const start = { program: '/bin/sh', args: ['-c', 'yes & wait'], env, platform }
    const size = await runForOutput(start, { timeoutMs: 20_000, maxBytes: 100 })
    expect(size).toMatchObject({ end: { kind: 'cut', why: 'size' } })
    expect(size.stdout).toHaveLength(100)
    const silent = { ...start, args: ['-c', 'sleep 60'] }
    expect(await runForOutput(silent, { timeoutMs: 50, maxBytes: 100 })).toMatchObject({
      end: { why: 'time' },
    })
    const signal = AbortSignal.abort()
    expect(await runForOutput(silent, { timeoutMs: 20_000, maxBytes: 100, signal })).toMatchObject({
      end: { why: 'unwanted' },
    })
  })
})

describe.skipIf(platform !== 'linux')('without a free file descriptor', () => {
  let descriptors: Awaited<ReturnType<typeof limitDescriptors>>
  beforeAll(async () => {
    descriptors = await limitDescriptors()
  })
  afterAll(() => descriptors.dispose())

  test('nothing that starts a child rejects, and all of it works once there is one again', async () => {
    const runGit = createRunGit({ environment: async () => env, findProgram, platform })
    const helpOf = () =>
      runToolHelp({ command: ['/bin/ls'], displayName: 'ls', environment: {} }, '/', 3, {
        environment: env,
        platform,
        findProgram,
        t: translateIn(() => 'en'),
      })
    const child = () =>
      startChild({ argv: ['/bin/cat'], workdir: '/', environment: env, stdin: 'hi' }, platform)
    const login = () => readLoginEnvironment(env, platform, { limitMs: 10_000 })

    await descriptors.exhaust()
    const [git, help, run, version, environment] = await Promise.all([
      runGit('/', ['--version']),
      helpOf(),
      child(),
      claudeVersion('/bin/ls', env, '/'),
      login(),
    ])
    await descriptors.restore()
    expect(git).toEqual({ kind: 'unknown' })
    expect(help).toContain('could not be started')
    expect(run).toEqual({
      none: { code: 'headless-descriptors', end: { kind: 'not-started', cause: 'EMFILE' } },
    })
    expect(version).toBeNull()
    expect(environment).toEqual({
      ok: false,
      error: { shell: '/bin/sh', why: { kind: 'not-started', cause: 'EMFILE' } },
    })

    expect(await runGit('/', ['--version'])).toMatchObject({ kind: 'said' })
    expect(await helpOf()).toContain('ls')
    expect(await login()).toMatchObject({ ok: true })
    const again = await child()
    if ('none' in again) throw new Error('No child')
    again.child.pipes.stdout.resume()
    again.child.pipes.stderr.resume()
    expect(await again.child.ended).toEqual({ kind: 'exit', code: 0 })
  })
})

test('nothing else in main starts a child', () => {
  const root = join(import.meta.dirname, '../../../../main')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const starting = files.filter((name) =>
    readFileSync(join(root, name), 'utf8').includes('node:child_process'),
  )
  expect(starting).toEqual(['process/start-piped.ts'])
})
