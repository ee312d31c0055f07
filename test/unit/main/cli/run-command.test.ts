import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cliError } from '../../../../app/cli/cli-error.ts'
import { commandLine } from '../../../../main/cli/command-line.ts'
import { runCommand, type CommandDeps } from '../../../../main/cli/run-command.ts'

type Asked = Parameters<CommandDeps['ask']>

/** Runs a command against an app that answers with `value`. */
async function ran(args: readonly string[], value: unknown, input = '') {
  const asked: Asked[] = []
  const outcome = await runCommand(args, {
    locale: 'en',
    appVersion: '1.2.3',
    cwd: () => '/here',
    readInput: async () => ({ ok: true, value: input }),
    ask: async (...question) => {
      asked.push(question)
      return { ok: true, value }
    },
    paint: (cell) => cell,
  })
  return { ...outcome, asked }
}

const session = {
  id: 's3-ab12',
  title: 'Docs',
  name: 'Docs',
  tool: 'claude',
  folder: '/w',
  status: 'starting',
  question: null,
  mode: 'interactive',
  queued: 0,
  branch: null,
  conflict: false,
  active: true,
}

describe('roost', () => {
  test('makes folders and images absolute before they travel', async () => {
    const made = await ran(['new', 'claude', 'sub/../x'], 's3-ab12')
    expect(made).toMatchObject({ stdout: 's3-ab12\n', exitCode: 0 })
    expect(made.asked[0]?.[0]).toEqual({ verb: 'new', tool: 'claude', folder: '/here/x' })
    const { asked } = await ran(['send', 's3', 'Look', '--image', 'a.png', '--image', '/b.png'], {
      state: 'queued',
      waitsFor: 'busy',
    })
    expect(asked[0]?.[0]).toMatchObject({ images: ['/here/a.png', '/b.png'] })
    expect((await ran(['new', 'claude'], 's3-ab12')).asked[0]?.[0]).toMatchObject({ folder: '/here' })
  })

  test('says of a prompt whether it was taken, or what it waits for', async () => {
    expect(await ran(['send', 's3', 'Look'], { state: 'sent' })).toMatchObject({
      stdout: 'sent\n',
      stderr: '',
    })
    expect(await ran(['send', 's3', 'Look'], { state: 'queued', waitsFor: 'asks' })).toMatchObject({
      stdout: 'queued\n',
      stderr: expect.stringContaining('asking you something'),
      exitCode: 0,
    })
  })

  test('gives a prompt of any characters to the app as it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        fc.pre(text.trim() !== '' && text !== '-')
        const { asked } = await ran(['send', 's3', '--', text], { state: 'sent' })
        expect(asked[0]?.[0]).toEqual({ verb: 'send', session: 's3', text, images: [] })
      }),
    )
  })

  test('reads a prompt from stdin without the end of its last line', async () => {
    const { asked } = await ran(['send', 's3', '-'], { state: 'sent' }, 'one\n\ntwo\n')
    expect(asked[0]?.[0]).toMatchObject({ text: 'one\n\ntwo' })
  })

  test('prints the answer of a run and nothing else', async () => {
    const value = { text: 'Done.', partial: false, endedBy: 'idle', question: null }
    const outcome = await ran(['send', 's3', 'x', '--wait', '--timeout', '2'], value)
    expect(outcome).toMatchObject({ stdout: 'Done.\n', stderr: '', exitCode: 0 })
    expect(outcome.asked[0]).toEqual([
      { verb: 'run', session: 's3', text: 'x', images: [], timeoutMs: 2000 },
      32_000,
    ])
  })

  test('waits as long as it takes where no time is given', async () => {
    const { asked, stdout } = await ran(['wait', 's3', '--for', 'idle'], { status: 'idle' })
    expect(asked[0]?.[1]).toBeNull()
    expect(stdout).toBe('idle\n')
  })

  test('lists every field for scripts, in an order that stays', async () => {
    const { stdout } = await ran(['list', '--json'], [session])
    const [first]: unknown[] = JSON.parse(stdout)
    expect(Object.entries(first ?? {})).toEqual([
      ['id', 's3-ab12'],
      ['title', 'Docs'],
      ['name', 'Docs'],
      ['tool', 'claude'],
      ['folder', '/w'],
      ['status', 'starting'],
      ['certainty', null],
      ['question', null],
      ['mode', 'interactive'],
      ['queued', 0],
      ['branch', null],
      ['conflict', false],
      ['active', true],
    ])
  })

  test('says that there is nothing, to people only', async () => {
    expect(await ran(['list'], [])).toMatchObject({
      stdout: '',
      stderr: 'There are no sessions.\n',
      exitCode: 0,
    })
    expect(await ran(['list', '--json'], [])).toMatchObject({ stdout: '[]\n', stderr: '' })
  })

  test.each([
    ['an empty prompt', ['send', 's3', ' '], 2, /^The prompt is empty\. /],
    ['a path that no tool can take', ['new', 'claude', 'a\nb'], 2, /^Roost cannot read the request\. /],
    ['a mistake', ['lsit'], 2, 'lsit is not a command. See roost --help.\n'],
    ['nothing', [], 2, 'No command was given. See roost --help.\n'],
  ])('asks the app nothing for %s', async (_what, args, exitCode, stderr) => {
    const outcome = await ran(args, null)
    expect(outcome).toMatchObject({ stdout: '', exitCode, asked: [] })
    expect(outcome.stderr).toMatch(stderr)
  })

  test('needs no app for its help and its version', async () => {
    expect((await ran(['--help'], null)).stdout).toMatch(/^Usage: roost <command>/)
    expect(await ran(['--version'], null)).toMatchObject({ stdout: '1.2.3\n', asked: [] })
  })

  test('says that the app is another version where it cannot read the answer', async () => {
    const outcome = await ran(['send', 's3', 'x'], { state: 'teleported' })
    expect(outcome).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('have different versions') })
  })

  test('hands on what the app says', async () => {
    const outcome = await runCommand(['interrupt', 's9'], {
      locale: 'ru',
      appVersion: '',
      cwd: () => '/',
      readInput: async () => ({ ok: true, value: '' }),
      ask: async () => ({ ok: false, error: cliError('cli-no-session') }),
      paint: (cell) => cell,
    })
    expect(outcome).toEqual({
      stdout: '',
      stderr: 'Такого сеанса нет. Список сеансов показывает roost list.\n',
      exitCode: 4,
    })
  })
})

describe('the arguments of the process', () => {
  test.each([
    [['/app/roost'], null],
    [['/app/roost', '--cli'], null],
    [['/app/roost', '--', '--cli', 'list'], null],
    [['/app/roost', '--cli', '--', 'list'], ['list']],
    [['/app/electron', '--no-sandbox', '/checkout', '--cli', '--'], []],
    [
      ['/app/roost', '--cli', '--', 'send', 's1', '--', '--cli', '--'],
      ['send', 's1', '--', '--cli', '--'],
    ],
  ])('%j', (argv, args) => {
    expect(commandLine(argv)).toEqual(args)
  })
})
