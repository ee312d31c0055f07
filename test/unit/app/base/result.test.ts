import { expect, test } from 'vitest'
import { plainResult, succeed } from '../../../../app/base/result.ts'
import { failWith } from '../../../../app/i18n/failure.ts'
import { SessionError } from '../../../../app/session/session-error.ts'

test('a session’s failure is whole after it was cloned into another process', () => {
  const { error } = failWith('session-busy')
  const thrown = { ok: false, error: new SessionError(error) } as const
  expect(structuredClone(plainResult(thrown))).toEqual({ ok: false, error })
  expect(plainResult(succeed(1))).toEqual(succeed(1))
})
