import { expect, test } from 'vitest'
import { succeed } from '../../../../app/base/result.ts'
import { translateIn } from '../../../../app/i18n/translate.ts'
import type { LoginProblem, LoginRead } from '../../../../main/environment/login-environment.ts'
import { loginNotice } from '../../../../main/tools/login-notice.ts'
import { UserEnvironment } from '../../../../main/tools/user-environment.ts'
import { pollFor } from '../../../support/poll.ts'
import { SkippingClock } from '../../../support/skipping-clock.ts'

const own = { SHELL: '/bin/sh', PATH: '/usr/bin', MINE: 'app' }
const slow: LoginProblem = { shell: '/bin/sh', why: { kind: 'slow', ms: 10_000 } }
const ended: LoginProblem = { shell: '/bin/sh', why: { kind: 'ended', end: { kind: 'exit', code: 1 } } }

/** An environment whose shell answers when the test says so; each question is one entry of `questions`. */
function rig() {
  const clock = new SkippingClock()
  const questions: { limitMs: number; signal: AbortSignal | undefined; answer: (read: LoginRead) => void }[] =
    []
  const problems: (LoginProblem | null)[] = []
  let changes = 0
  const environment = new UserEnvironment({
    own,
    platform: 'linux',
    clock,
    read: (_base, _platform, { limitMs, signal }) =>
      new Promise((answer) => void questions.push({ limitMs, signal, answer })),
    onProblem: (problem) => void problems.push(problem),
    onChange: () => void (changes += 1),
  })
  return { clock, questions, problems, environment, changes: () => changes }
}

test('a shell that takes 12 s: starts wait 10 s, have the app’s own, and the shell’s from then on', async () => {
  const { clock, questions, problems, environment, changes } = rig()
  environment.open()
  const first = environment.current
  clock.skip(9_999)
  expect(problems).toEqual([])
  clock.skip(1)
  expect(await first).toMatchObject({ MINE: 'app' })
  expect(problems).toEqual([slow])
  expect(questions).toMatchObject([{ limitMs: 120_000 }])
  clock.skip(2_000)
  questions[0]?.answer(succeed({ MINE: 'shell' }))
  await pollFor(() => changes() === 1)
  expect(await environment.current).toEqual({ MINE: 'shell' })
  expect(problems).toEqual([slow, null])
})

test('a shell that ends with 1 is said, and asked again by itself until it answers', async () => {
  const { clock, questions, problems, environment } = rig()
  environment.open()
  questions[0]?.answer({ ok: false, error: ended })
  expect(await environment.current).toMatchObject({ MINE: 'app' })
  expect(problems).toEqual([ended])
  clock.skip(5_000)
  expect(questions).toHaveLength(2)
  questions[1]?.answer(succeed({ MINE: 'shell' }))
  await pollFor(() => problems.length === 2)
  expect(problems).toEqual([ended, null])
  expect(await environment.current).toEqual({ MINE: 'shell' })
})

test('it is not asked without end, but whenever the user looks again, and once at a time', async () => {
  const { clock, questions, problems, environment } = rig()
  environment.open()
  for (const [round, ms] of [5_000, 30_000, 120_000, 10_000_000].entries()) {
    questions[round]?.answer({ ok: false, error: ended })
    await pollFor(() => problems.length === round + 1)
    clock.skip(ms)
  }
  expect(questions).toHaveLength(4)
  const looks = Promise.all([environment.readAgain(), environment.readAgain()])
  expect(questions).toHaveLength(5)
  questions[4]?.answer(succeed({ MINE: 'late' }))
  await looks
  expect(await environment.current).toEqual({ MINE: 'late' })
})

test('a look again is over after 10 s, whatever the shell does; the end of the app ends the asking', async () => {
  const { clock, questions, problems, environment } = rig()
  environment.open()
  const look = environment.readAgain()
  clock.skip(10_000)
  await look
  environment.dispose()
  expect(questions[0]?.signal?.aborted).toBe(true)
  questions[0]?.answer({ ok: false, error: ended })
  await environment.current
  expect(problems).toEqual([slow])
})

test.each([
  [slow, 'The start files of your shell, /bin/sh, are still running after 10 seconds.'],
  [
    ended,
    'Your shell, /bin/sh, ended in its start files (exit code 1) before it told Roost its environment.',
  ],
  [
    { shell: '/bin/sh', why: { kind: 'not-started', cause: 'EMFILE' } },
    'Your shell, /bin/sh, could not be started (EMFILE).',
  ],
] as const)('the notice names the shell and what it did', (problem, words) => {
  const t = translateIn(() => 'en')
  const notice = loginNotice(problem, t, async () => undefined)
  expect(notice).toMatchObject({ message: words, actions: [{ label: 'Look again' }] })
})
