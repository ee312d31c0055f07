import { afterEach, describe, expect, test } from 'vitest'
import type { CliTarget } from '../../../../main/cli/cli-target.ts'
import { askApp } from '../../../../main/cli/ask-app.ts'
import { runCommand } from '../../../../main/cli/run-command.ts'
import { createCliRig, type CliRig } from '../../../support/cli-rig.ts'

/** To take the inner sequence out leaves one that writes the clipboard; the others begin without an ESC. */
const hostile = 'a\u001b\u001b[0m]52;c;cHduZWQ=\u0007b\u009d52;c;cHduZWQ=\u009c\u009b2Jc\u007f\b\rd'

const rigs: CliRig[] = []

afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.dispose()
})

/** What `roost` with these arguments prints, of an app in which every text is hostile. */
async function printed(args: readonly string[], overrides: Partial<CliTarget> = {}) {
  const rig = createCliRig('data', overrides)
  rigs.push(rig)
  for (const session of rig.sessions)
    Object.assign(session, {
      title: hostile,
      name: 'same',
      question: hostile,
      folder: hostile,
      branch: hostile,
      tool: hostile,
    })
  await rig.open()
  const { platform } = process
  const none = { userName: '', runtimeFolder: '', temporaryFolder: '' }
  const facts = { ...none, platform, dataFolder: rig.data, userId: process.getuid?.() ?? null }
  const { stdout, stderr, exitCode } = await runCommand(args, {
    locale: 'en',
    appVersion: '1.2.3',
    cwd: () => '/',
    readInput: async () => ({ ok: true, value: '' }),
    ask: (request) => askApp({ ...facts, asking: { kind: 'user' } }, request, null),
    paint: (cell) => cell,
  })
  return { stdout, stderr, exitCode, all: stdout + stderr }
}

const error = { ok: false, error: { code: hostile, message: hostile, hint: hostile } } as const
const answer = (endedBy: 'idle' | 'waiting' | 'exit' | 'timeout'): Partial<CliTarget> => ({
  run: async () => ({ ok: true, value: { text: hostile, partial: true, endedBy } }),
})

describe.skipIf(process.platform === 'win32')('what roost prints acts on no terminal', () => {
  test.each<[what: string, args: readonly string[], overrides?: Partial<CliTarget>]>([
    ['an answer', ['send', 's3', 'x', '--wait'], answer('idle')],
    ['an answer and a question', ['send', 's3', 'x', '--wait'], answer('waiting')],
    ['an answer so far', ['send', 's3', 'x', '--wait'], answer('timeout')],
    ['the list', ['list']],
    ['the list for programs', ['list', '--json']],
    ['candidates', ['interrupt', 'same']],
    ['an error', ['send', 's3', 'x'], { send: async () => error }],
    ['another error', ['new', 'claude'], { create: async () => error }],
    [
      'a status',
      ['wait', 's3', '--for', 'idle'],
      { waitFor: async () => ({ ok: true, value: { status: hostile } }) },
    ],
    ['an argument', [hostile]],
    ['an option', ['list', `--${hostile.replaceAll(/\s/gu, '')}`]],
  ])('%s', async (_what, args, overrides) => {
    const { all } = await printed(args, overrides)
    expect(all).not.toMatch(/(?![\t\n])\p{Cc}/u)
    expect(all).not.toBe('')
  })

  test('and the list for programs says what it said', async () => {
    const { stdout } = await printed(['list', '--json'])
    const sessions: unknown = JSON.parse(stdout)
    expect(sessions).toMatchObject([{ title: hostile, question: hostile, folder: hostile }, {}])
  })

  test('and an answer keeps its lines and its tabs', async () => {
    const text = 'one\ttwo\n  three\n\nעברית 日本'
    const run: CliTarget['run'] = async () => ({ ok: true, value: { text, partial: false, endedBy: 'idle' } })
    expect((await printed(['send', 's3', 'x', '--wait'], { run })).stdout).toBe(`${text}\n`)
  })
})
