import { describe, expect, test } from 'vitest'
import type { Status } from '../../../../app/session/status.ts'
import { statusWords } from '../../../../app/session/status-words.ts'
import { statuses } from '../../../support/fake-bridge.ts'

describe('a status in words', () => {
  test.each<[Status, string, string]>([
    [statuses.dormant, 'dormant', 'не запущен'],
    [statuses.starting, 'starting', 'запускается'],
    [statuses.working, 'working', 'работает'],
    [statuses.workingGuess, 'seems busy', 'похоже, занят'],
    [{ ...statuses.working, health: 'hung' }, 'hung', 'завис'],
    [statuses.waiting, 'needs approval', 'просит разрешение'],
    [{ ...statuses.waiting, reason: 'question' }, 'asks a question', 'задаёт вопрос'],
    [statuses.idle, 'idle', 'свободен'],
    [statuses.idleGuess, 'seems idle', 'похоже, свободен'],
    [statuses.failed, 'failed to start', 'не запустился'],
    [{ ...statuses.failed, reason: 'crash' }, 'crashed', 'аварийно завершился'],
    [statuses.exited, 'exited with code 1', 'завершён с кодом 1'],
    [{ ...statuses.exited, exitCode: 0, signal: 9 }, 'ended by signal 9', 'завершён сигналом 9'],
  ])('says %o', (status, english, russian) => {
    expect(statusWords(status, 'en')).toBe(english)
    expect(statusWords(status, 'ru')).toBe(russian)
  })

  test('tells a guess from knowledge', () => {
    expect(statusWords(statuses.idleGuess, 'en')).not.toBe(statusWords(statuses.idle, 'en'))
    expect(statusWords(statuses.workingGuess, 'en')).not.toBe(statusWords(statuses.working, 'en'))
  })

  test('has words of its own for every reason to wait and to fail', () => {
    const waiting = (['approval', 'question', 'trust', 'login'] as const).map((reason) =>
      statusWords({ ...statuses.waiting, reason }, 'en'),
    )
    const failed = (['start', 'limit', 'auth', 'network', 'api', 'crash'] as const).map((reason) =>
      statusWords({ ...statuses.failed, reason }, 'en'),
    )
    expect(new Set([...waiting, ...failed]).size).toBe(10)
  })
})
