import { describe, expect, it } from 'vitest'
import { refuseWithoutSandbox } from '../../../../main/security/sandbox-flag.ts'

describe('refuseWithoutSandbox', () => {
  const person = { hasNoSandboxFlag: true, userId: 1000, isUnderTest: false }

  it('refuses the flag in one sentence to everyone it is not needed for', () => {
    expect(refuseWithoutSandbox(person)).toMatch(/^[^\n]*--no-sandbox[^\n]*$/)
    expect(refuseWithoutSandbox({ ...person, userId: null })).not.toBeNull()
  })

  it('lets root, a test, and a start without the flag go on', () => {
    expect(refuseWithoutSandbox({ ...person, userId: 0 })).toBeNull()
    expect(refuseWithoutSandbox({ ...person, isUnderTest: true })).toBeNull()
    expect(refuseWithoutSandbox({ ...person, hasNoSandboxFlag: false })).toBeNull()
  })
})
