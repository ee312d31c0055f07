import { describe, expect, test } from 'vitest'
import { findSession } from '../../../../app/cli/find-session.ts'
import { makeSessionId } from '../../../../app/session/session.ts'

const sessions = [
  { id: makeSessionId(3, 'ab12'), title: 'Fix the build' },
  { id: makeSessionId(30, 'cd34'), title: 'Docs' },
  { id: makeSessionId(31, 'ef56'), title: 'Docs' },
  { id: makeSessionId(4, 'gh78'), title: 's31-' },
]
const found = (reference: string) => {
  const result = findSession(sessions, reference)
  return result.ok ? result.value.id : [result.error.code, ...result.error.candidates.map(({ id }) => id)]
}

describe('the session that a reference means', () => {
  test.each([
    ['s3-ab12', 's3-ab12'],
    ['s3-a', 's3-ab12'],
    ['s30-', 's30-cd34'],
    ['Fix the build', 's3-ab12'],
  ])('%s is %s', (reference, id) => {
    expect(found(reference)).toBe(id)
  })

  test('is by its number the session of that number, never one whose number begins so', () => {
    expect(found('s3')).toBe('s3-ab12')
    expect(findSession(sessions.slice(1), 's3')).toMatchObject({
      ok: false,
      error: { code: 'cli-no-session' },
    })
  })

  test('is nobody where several could be meant, and they are named', () => {
    expect(found('Docs')).toEqual(['cli-ambiguous', 's30-cd34', 's31-ef56'])
    expect(found('s31-')).toEqual(['cli-ambiguous', 's31-ef56', 's4-gh78'])
    expect(found('s')).toHaveLength(5)
  })

  test.each(['', 'fix the build', 'Fix', 's9', 's3-ab12x'])('%j is nobody', (reference) => {
    expect(found(reference)).toEqual(['cli-no-session'])
  })
})
