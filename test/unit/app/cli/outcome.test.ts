import { describe, expect, test } from 'vitest'
import { cliError } from '../../../../app/cli/cli-error.ts'
import { exitCodeOfWait } from '../../../../app/cli/exit-codes.ts'
import { closedTo, failed, ranTo } from '../../../../app/cli/outcome.ts'
import type { CliSession } from '../../../../app/cli/protocol.ts'
import { sessionTable } from '../../../../app/cli/session-table.ts'
import { failWith } from '../../../../app/i18n/failure.ts'
import { makeSessionId } from '../../../../app/session/session.ts'

const whole = { text: 'Done.', partial: false, endedBy: 'idle', question: null } as const

describe('what a command prints and exits with', () => {
  test.each([
    ['a whole answer', whole, 0, ''],
    ['an answer that is not whole', { ...whole, partial: true }, 5, 'The answer is incomplete.\n'],
    [
      'an answer without its end',
      { ...whole, partial: true, lost: 'end' },
      5,
      /the tool ended before it said/,
    ],
    ['an answer that is too long', { ...whole, partial: true, lost: 'beginning' }, 5, /^The answer is cut/],
    ['a time that was over', { ...whole, partial: true, endedBy: 'timeout' }, 5, /^Timed out/],
    ['an end', { ...whole, partial: true, endedBy: 'exit' }, 7, 'The process of the session has ended.\n'],
    ['a wait', { ...whole, endedBy: 'waiting' }, 6, 'The session is waiting for you.\n'],
    [
      'a question',
      { ...whole, endedBy: 'waiting', question: 'Run\n rm -rf x?\u001B[2J' },
      6,
      'The session is waiting for you: Run rm -rf x? [2J\n',
    ],
  ] as const)('of %s', (_what, value, exitCode, stderr) => {
    const outcome = ranTo(value, 'en')
    expect(outcome).toMatchObject({ stdout: 'Done.\n', exitCode })
    expect(outcome.stderr).toMatch(stderr)
  })

  test('of a failure has its details in the language of the user, and the last lines of the tool below', () => {
    const details = { reason: { kind: 'exit-code', code: 3 }, lines: ['✗ 500', 'bye\u001B[2J'] } as const
    const failure = failWith('headless-exit', { ...details, lines: [...details.lines] })
    const error = { ...failure.error, candidates: [] }
    expect(failed(error, 'en').stderr).toBe(
      'The tool ended with an error (exit code 3). Read its last lines. You can continue the conversation if the tool saved it.\n  ✗ 500\n  bye [2J\n',
    )
    expect(failed(error, 'ru').stderr).toMatch(
      /^Инструмент завершился с ошибкой \(код завершения 3\)\. .*\n {2}✗ 500\n {2}bye \[2J\n$/u,
    )
  })

  test('of a failure is a sentence with a next step, in the language of the user', () => {
    expect(failed(cliError('cli-not-running'), 'en')).toEqual({
      stdout: '',
      stderr: 'Roost is not running. Start it, then try again.\n',
      exitCode: 3,
    })
    expect(failed(cliError('cli-not-running'), 'ru').stderr).toBe(
      'Roost не запущен. Запустите его и попробуйте снова.\n',
    )
  })

  test('of a reference that could mean several names them', () => {
    const error = cliError('cli-ambiguous', [{ id: 's1-aaaa', title: 'A\u0007' }])
    expect(failed(error, 'en')).toMatchObject({
      stderr: 'More than one session matches. Use one of these ids:\n  s1-aaaa  A\n',
      exitCode: 4,
    })
  })

  test('of a session at work that nobody said yes for', () => {
    expect(closedTo('asks', 'en')).toMatchObject({ exitCode: 8, stdout: '' })
    expect(closedTo('closed', 'en')).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  })

  test.each([
    ['idle', 'idle', 0],
    ['idle', 'waiting', 6],
    ['idle', 'exited', 7],
    ['idle', 'failed', 1],
    ['waiting', 'waiting', 0],
    ['waiting', 'dormant', 7],
    ['exit', 'exited', 0],
    ['exit', 'failed', 0],
    ['exit', 'waiting', 6],
  ] as const)('of a wait for %s that ends in %s: %i', (what, status, code) => {
    expect(exitCodeOfWait(what, status)).toBe(code)
  })
})

describe('the list for people', () => {
  const session: CliSession = {
    id: makeSessionId(1, 'aaaa'),
    name: null,
    title: 'Short',
    tool: 'claude',
    folder: '/w',
    status: 'idle',
    certainty: 'guess',
    question: null,
    mode: 'interactive',
    queued: 2,
    branch: 'main',
    conflict: true,
    active: true,
  }
  const other: CliSession = {
    ...session,
    id: makeSessionId(12, 'bbbb'),
    title: '日本 \u001B[2J\nx',
    status: 'working',
    certainty: 'sure',
    queued: 0,
    branch: null,
    conflict: false,
    active: false,
  }

  test('has a column for each thing, and no character that acts on the terminal', () => {
    expect(sessionTable([session, other], 'en', (cell) => cell).split('\n')).toEqual([
      'ID         STATUS                QUEUE  TOOL    BRANCH  TITLE       FOLDER',
      's1-aaaa *  seems idle, conflict  2      claude  main    Short       /w',
      's12-bbbb   working               -      claude  -       日本 [2J x  /w',
      '',
    ])
  })

  test('colours the status and nothing else', () => {
    const painted = sessionTable([session], 'en', (cell, status) => `<${status}:${cell}>`)
    expect(painted).toContain('s1-aaaa *  <idle:seems idle, conflict>  2')
  })
})
