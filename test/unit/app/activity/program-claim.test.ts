import { expect, test } from 'vitest'
import { claimOfRecords } from '../../../../app/activity/program-claim.ts'
import { changeRecords, noRecords, type ProgramRecords } from '../../../../app/terminal/program-records.ts'
import { parseProgramStatus } from '../../../../app/terminal/program-status.ts'

function reported(...bodies: readonly string[]): ProgramRecords {
  return bodies.reduce<ProgramRecords>((records, body) => {
    const message = parseProgramStatus(body)
    if (message?.kind !== 'report') throw new Error(`${body} is no report`)
    return changeRecords(records, message)
  }, noRecords)
}

test('parts that work beside the program are counted as its background', () => {
  const records = reported('state=working', 'state=working:id=a', 'state=working:id=b', 'state=done:id=c')
  expect(claimOfRecords(records)).toEqual({ kind: 'working', progress: null, background: 2 })
})

test('the failure of a part is not that of the session, the failure of the program is', () => {
  expect(claimOfRecords(reported('state=idle', 'state=error:id=a'))).toMatchObject({ kind: 'idle' })
  expect(claimOfRecords(reported('state=error'))).toMatchObject({ kind: 'failed', reason: 'api' })
})

test('what asks tells what for', () => {
  const reason = (kind: string) => claimOfRecords(reported(`state=blocked:kind=${kind}`))
  expect(reason('permission')).toMatchObject({ reason: 'approval' })
  expect(reason('auth')).toMatchObject({ reason: 'login' })
  expect(reason('question')).toMatchObject({ reason: 'question' })
  expect(claimOfRecords(reported('state=blocked'))).toMatchObject({ reason: 'question', question: null })
})

test('nothing is claimed where nothing is reported', () => {
  expect(claimOfRecords(noRecords)).toEqual({ kind: 'none' })
})
