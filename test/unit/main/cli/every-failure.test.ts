import { afterEach, describe, expect, test } from 'vitest'
import type { CliError, CliRequest } from '../../../../app/cli/protocol.ts'
import { exitCodeOf } from '../../../../app/cli/exit-codes.ts'
import { fail, type Result } from '../../../../app/base/result.ts'
import { failWith, translateError } from '../../../../app/i18n/failure.ts'
import { en } from '../../../../app/i18n/en.ts'
import type { Locale } from '../../../../app/i18n/message.ts'
import { SessionError } from '../../../../app/session/session-error.ts'
import { askApp } from '../../../../main/cli/ask-app.ts'
import type { CliTarget } from '../../../../main/cli/cli-target.ts'
import { runCommand } from '../../../../main/cli/run-command.ts'
import { createCliRig, type CliRig } from '../../../support/cli-rig.ts'

const rigs: CliRig[] = []

afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.dispose()
})

/** Every code that has sentences, and one of those that bring their own. */
const codes = [
  ...Object.keys(en).flatMap((key) => /^error\.(?<code>.+)\.hint$/u.exec(key)?.[1] ?? []),
  'rules-refused',
]

/** The command lines that reach a session, each by a verb of its own, but for `list`. */
const commands = [
  ['new', 'claude', '/work'],
  ['send', 's3', 'Look'],
  ['send', 's3', 'Look', '--wait'],
  ['wait', 's3', '--for', 'idle'],
  ['interrupt', 's3'],
  ['close', 's3'],
] as const

describe.skipIf(process.platform === 'win32')('a failure of the app', () => {
  test.each(['plain', 'thrown by a session'])(
    '(%s) reaches the terminal in its own words, whatever its code',
    async (form) => {
      const locales: readonly Locale[] = ['en', 'ru']
      for (const code of codes) {
        const error = messageOf(code)
        const failure = async () =>
          ({ ok: false, error: form === 'plain' ? error : new SessionError(error) }) as const
        const ask = await asker(failing(failure))
        for (const locale of locales) {
          const words = translateError(locale, error)
          for (const args of commands) {
            const outcome = await runCommand(args, { ...surroundings(ask), locale })
            expect.soft(outcome, `${args.join(' ')} fails with ${code}`).toEqual({
              stdout: '',
              stderr: `${words.message} ${words.hint}\n`,
              exitCode: exitCodeOf(code),
            })
          }
        }
      }
    },
  )

  test('tells what is said behind its sentence, such as a tool’s last lines, in both languages', async () => {
    const details = { reason: { kind: 'exit-code' as const, code: 3 }, lines: ['No such model'] }
    const { error } = failWith('headless-exit', details)
    const ask = await asker(failing(async () => ({ ok: false, error: new SessionError(error) })))
    for (const locale of ['en', 'ru'] as const) {
      const { stderr } = await runCommand(['send', 's3', 'Look', '--wait'], { ...surroundings(ask), locale })
      expect(stderr).toMatch(/\([^)]+ 3\)[^]*\n {2}No such model/u)
    }
  })
})

type Ask = (request: CliRequest, deadlineMs: number | null) => Promise<Result<unknown, CliError>>

/** A code's sentences where the dictionaries have them, else those that a caller made. */
function messageOf(code: string) {
  return translateError('en', fail(code, `Its own words of ${code}.`, 'Its own hint.').error)
}

function failing(failure: () => Promise<Extract<Result<never>, { ok: false }>>): Partial<CliTarget> {
  return {
    create: failure,
    send: failure,
    run: failure,
    waitFor: failure,
    interrupt: failure,
    close: failure,
  }
}

async function asker(overrides: Partial<CliTarget>): Promise<Ask> {
  const rig = createCliRig('data', overrides)
  rigs.push(rig)
  await rig.open()
  const place = {
    platform: process.platform,
    dataFolder: rig.data,
    userId: process.getuid?.() ?? null,
    userName: '',
    runtimeFolder: '',
    temporaryFolder: '/tmp',
    asking: { kind: 'user' } as const,
  }
  return (request, deadlineMs) => askApp(place, request, deadlineMs)
}

function surroundings(ask: Ask) {
  return {
    appVersion: '1.2.3',
    cwd: () => '/here',
    readInput: async () => ({ ok: true, value: '' }) as const,
    ask,
    paint: (cell: string) => cell,
  }
}
