import { describe, expect, test } from 'vitest'
import { findSession } from '../../../../app/cli/find-session.ts'
import { makeSessionId } from '../../../../app/session/session.ts'

const sessions = [
  named(3, 'ab12', 'Fix the build'),
  named(30, 'cd34', 'Docs'),
  named(31, 'ef56', 'Docs'),
  named(4, 'gh78', 's31-'),
  named(5, 'jk90', 's3-ab12'),
  named(6, 'lm12', 's77'),
  { id: makeSessionId(7, 'no34'), title: 'Deploy', name: null },
]

function named(counter: number, tail: string, name: string) {
  return { id: makeSessionId(counter, tail), title: name, name }
}
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
    expect(found('s')).toHaveLength(8)
  })

  test('is never one that only has the form of an id for its name', () => {
    expect(found('s31-')).toBe('s31-ef56')
    expect(found('s3-ab12')).toBe('s3-ab12')
    expect(found('s77')).toEqual(['cli-no-session'])
  })

  test('is never one that a program gave that title', () => {
    expect(found('Deploy')).toEqual(['cli-no-session'])
  })

  test.each(['', 'fix the build', 'Fix', 's9', 's3-ab12x'])('%j is nobody', (reference) => {
    expect(found(reference)).toEqual(['cli-no-session'])
  })
})
