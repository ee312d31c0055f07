import { describe, expect, test } from 'vitest'
import { byRank, dropClaim, takeClaim, type Claims } from '../../../../app/activity/claims.ts'
import type { Claim, ClaimEvidence } from '../../../../app/activity/evidence.ts'
import type { EvidenceSource } from '../../../../app/session/status.ts'
import { approval, idle, nothing, working } from '../../../support/evidence.ts'

const one = (source: EvidenceSource, claim: Claim, at: number, rule = 'r'): ClaimEvidence => ({
  kind: 'claim',
  source,
  rule,
  text: '',
  at,
  claim,
})
const taken = (...evidence: readonly ClaimEvidence[]): Claims => evidence.reduce(takeClaim, {} as Claims)

describe('a claim', () => {
  test('that is made again keeps its beginning and has a new last word', () => {
    expect(taken(one('hook', working, 1), one('hook', working, 5)).hook).toMatchObject({ at: 1, saidAt: 5 })
  })

  test('of a report that says something else begins again, one of the same kind by another event too', () => {
    expect(taken(one('hook', working, 1), one('hook', idle, 5)).hook).toMatchObject({ at: 5, saidAt: 5 })
    expect(taken(one('hook', working, 1, 'a'), one('hook', working, 5, 'b')).hook).toMatchObject({
      at: 5,
      rule: 'b',
    })
  })

  test('of the screen goes on where another rule says the same kind of thing', () => {
    const { screen } = taken(one('screen', working, 1, 'a'), one('screen', working, 5, 'b'))
    expect(screen).toMatchObject({ at: 1, saidAt: 5, rule: 'b' })
    expect(taken(one('screen', working, 1), one('screen', idle, 5)).screen).toMatchObject({ at: 5 })
  })

  test('that is withdrawn is gone, and so is one that is dropped; the others stay', () => {
    const both = taken(one('hook', working, 1), one('title', idle, 2))
    expect(Object.keys(takeClaim(both, one('hook', nothing, 3)))).toEqual(['title'])
    expect(Object.keys(dropClaim(both, 'title'))).toEqual(['hook'])
    expect(dropClaim(both, 'screen')).toEqual(both)
  })
})

describe('the rank of claims', () => {
  test('is that of their sources, whenever they spoke', () => {
    const claims = taken(
      one('process', idle, 9),
      one('screen', idle, 1),
      one('osc', approval, 5),
      one('title', idle, 7),
      one('tick', working, 8),
    )
    expect(byRank(claims).map(({ source }) => source)).toEqual(['osc', 'title', 'screen', 'tick', 'process'])
  })

  test('is of the two that report themselves that of the last word', () => {
    const [early, late] = [one('osc7501', working, 1), one('hook', idle, 2)]
    expect(byRank(taken(early, late))[0]?.source).toBe('hook')
    expect(byRank(taken(early, late, one('osc7501', working, 3)))[0]?.source).toBe('osc7501')
    expect(byRank(taken(one('osc7501', working, 2), one('hook', idle, 2)))[0]?.source).toBe('osc7501')
  })
})
