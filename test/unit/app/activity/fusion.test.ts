import { describe, expect, test } from 'vitest'
import { takeClaim, type Claims } from '../../../../app/activity/claims.ts'
import type { Claim } from '../../../../app/activity/evidence.ts'
import { decide, weigh } from '../../../../app/activity/fusion.ts'
import type { EvidenceSource } from '../../../../app/session/status.ts'
import { approval, idle, working } from '../../../support/evidence.ts'

const error: Claim = { kind: 'failed', reason: 'api', message: '500' }

type Said = readonly [source: EvidenceSource, claim: Claim, at: number]

function claimsOf(...said: readonly Said[]): Claims {
  return said.reduce<Claims>(
    (claims, [source, claim, at]) =>
      takeClaim(claims, { kind: 'claim', source, rule: claim.kind, text: '', at, claim }),
    {},
  )
}

/** Who decides at `now`. */
const decider = (now: number, ...said: readonly Said[]): EvidenceSource | null =>
  decide(claimsOf(...said), now).standing?.source ?? null

/** For how long what came first is believed against what came a ms after it. */
function holdOf(
  strongest: EvidenceSource,
  says: Claim,
  other: EvidenceSource,
  contradicts: Claim,
): number | null {
  const claims = claimsOf([strongest, says, 0], [other, contradicts, 1])
  const { wakeAt } = decide(claims, 1)
  if (wakeAt === null) return null
  expect(decide(claims, wakeAt - 1).standing?.source).toBe(strongest)
  expect(decide(claims, wakeAt).standing?.source).toBe(other)
  return wakeAt - 1
}

test('where nothing claims anything, nothing decides', () => {
  expect(decide({}, 5)).toEqual({ standing: null, wakeAt: null, refuted: null })
})

describe('the strongest source', () => {
  test('decides where the others agree, or had said otherwise before it spoke', () => {
    expect(decider(99_999, ['hook', working, 5], ['screen', working, 9])).toBe('hook')
    expect(decider(99_999, ['hook', working, 5], ['screen', idle, 4])).toBe('hook')
    expect(decider(99_999, ['osc7501', idle, 5], ['screen', approval, 4])).toBe('osc7501')
  })

  test('is not contradicted by what has stood since before its last word, however often it was said', () => {
    const claims = claimsOf(['screen', idle, 1], ['hook', working, 5], ['screen', idle, 6])
    expect(decide(claims, 99_999)).toMatchObject({ standing: { source: 'hook' }, wakeAt: null })
  })

  test('is spared while the next of an own opinion confirms it', () => {
    expect(decider(99_999, ['hook', working, 0], ['title', working, 1], ['screen', idle, 2])).toBe('hook')
  })

  test('is spared too where what confirms it is a look that has stood since before its word', () => {
    expect(decider(99_999, ['title', working, 1], ['hook', working, 5], ['screen', idle, 6])).toBe('hook')
    expect(decider(99_999, ['screen', working, 1], ['hook', working, 5], ['process', idle, 6])).toBe('hook')
  })

  test('is not spared by an older report that agrees: that one may have missed the same', () => {
    expect(decider(99_999, ['osc', working, 1], ['hook', working, 5], ['screen', idle, 6])).toBe('screen')
  })
})

describe('what has one time, in whatever order it came', () => {
  /** Who decides, said in this order or the other. */
  const deciders = (now: number, one: Said, other: Said) => [
    decider(now, one, other),
    decider(now, other, one),
  ]

  test.each(['osc7501', 'hook', 'osc', 'title'] as const)(
    'is decided by a question on the screen beside %s',
    (source) => {
      for (const says of [idle, working])
        for (const now of [5, 99_999])
          expect(deciders(now, [source, says, 5], ['screen', approval, 5])).toEqual(['screen', 'screen'])
    },
  )

  test.each(['osc7501', 'hook', 'osc', 'title'] as const)(
    'is decided by the question of %s beside a screen',
    (source) => {
      for (const says of [idle, working])
        for (const now of [5, 99_999])
          expect(deciders(now, [source, approval, 5], ['screen', says, 5])).toEqual([source, source])
    },
  )

  test('is decided by a question between two reports, whichever asks', () => {
    for (const says of [idle, working]) {
      expect(deciders(99_999, ['osc7501', says, 5], ['hook', approval, 5])).toEqual(['hook', 'hook'])
      expect(deciders(99_999, ['osc7501', approval, 5], ['hook', says, 5])).toEqual(['osc7501', 'osc7501'])
    }
  })

  test('leaves a question to stand beside a shell that has its terminal again', () => {
    expect(
      decide(claimsOf(['osc', idle, 5], ['screen', approval, 5], ['process', idle, 5]), 5),
    ).toMatchObject({
      standing: { source: 'screen' },
    })
  })

  test('is decided by a look that contradicts a report, once it has stood', () => {
    for (const [first, second] of [
      [
        ['hook', working, 5],
        ['screen', idle, 5],
      ],
      [
        ['screen', idle, 5],
        ['hook', working, 5],
      ],
    ] as const) {
      expect(decide(claimsOf(first, second), 5)).toMatchObject({ standing: { source: 'hook' }, wakeAt: 2305 })
      expect(decider(2305, first, second)).toBe('screen')
    }
  })

  test('is decided by the stronger of two reports, and of two that are looked at', () => {
    expect(deciders(99_999, ['hook', working, 5], ['osc', idle, 5])).toEqual(['hook', 'hook'])
    expect(deciders(99_999, ['title', working, 5], ['screen', idle, 5])).toEqual(['title', 'title'])
  })
})

describe('one that asks for the user', () => {
  test('is heard at once, however weak, if it asked after the strongest spoke', () => {
    for (const strongest of ['osc7501', 'hook', 'osc', 'title'] as const)
      expect(decider(2, [strongest, working, 1], ['screen', approval, 2])).toBe('screen')
  })

  test('is heard also past one between them that goes on working', () => {
    expect(decider(3, ['hook', working, 1], ['title', working, 2], ['screen', approval, 3])).toBe('screen')
  })

  test('is not heard again where the strongest has spoken since: a question that is old does not come back', () => {
    expect(decider(99_999, ['osc', approval, 1], ['hook', working, 2])).toBe('hook')
  })

  test('asks no more once a shell has its terminal for itself', () => {
    expect(decider(4, ['osc', working, 1], ['screen', approval, 2], ['process', idle, 3])).toBe('osc')
    expect(decider(4, ['osc', working, 1], ['screen', approval, 3], ['process', idle, 2])).toBe('screen')
  })

  test('and is answered contradicts nobody either: the shell that is back does, as soon as it may', () => {
    const said = [
      ['osc', working, 1],
      ['screen', approval, 2],
      ['process', idle, 3],
    ] as const
    expect(decider(302, ...said)).toBe('osc')
    expect(weigh(claimsOf(...said), 303).decision).toMatchObject({ standing: { source: 'process' } })
    expect(weigh(claimsOf(...said), 99_999).decision).toMatchObject({ standing: { source: 'process' } })
  })

  test('from the screen is not talked over by a clock that runs beside it', () => {
    expect(decide(claimsOf(['screen', approval, 1], ['tick', working, 2]), 99_999)).toMatchObject({
      standing: { source: 'screen' },
      wakeAt: null,
    })
  })
})

describe('a contradiction that stands', () => {
  test('is believed after a time that depends on who is contradicted', () => {
    expect(holdOf('hook', working, 'screen', idle)).toBe(2300)
    expect(holdOf('hook', approval, 'screen', working)).toBe(500)
    expect(holdOf('hook', idle, 'screen', working)).toBe(1000)
    expect(holdOf('osc7501', working, 'screen', idle)).toBe(10_000)
    expect(holdOf('osc7501', approval, 'screen', idle)).toBe(1500)
    expect(holdOf('osc', working, 'screen', idle)).toBe(2300)
    expect(holdOf('title', working, 'screen', idle)).toBe(5000)
    expect(holdOf('title', approval, 'screen', idle)).toBe(2000)
  })

  test('of a process is believed soon: it is a fact', () => {
    expect(holdOf('title', working, 'process', idle)).toBe(300)
    expect(holdOf('osc', idle, 'process', working)).toBe(300)
  })

  test('of the screen by a program in front is never believed: it shows its prompt, or asks', () => {
    expect(holdOf('screen', idle, 'process', working)).toBeNull()
    expect(holdOf('screen', approval, 'process', working)).toBeNull()
  })

  test('of the screen by a clock is never believed: what is on it now is true now', () => {
    expect(holdOf('screen', idle, 'tick', working)).toBeNull()
  })

  test('of a failure is believed only where it works again: a prompt comes after every failure', () => {
    expect(holdOf('hook', error, 'screen', working)).toBe(300)
    expect(holdOf('hook', error, 'screen', idle)).toBeNull()
  })

  test('makes a report void, and a title not: a title is there to be seen', () => {
    expect(decide(claimsOf(['hook', working, 0], ['screen', idle, 1]), 99_999).refuted).toBe('hook')
    expect(decide(claimsOf(['title', working, 0], ['screen', idle, 1]), 99_999).refuted).toBeNull()
  })

  test('takes the reports with it that are older than itself: they had missed the same', () => {
    const said = claimsOf(['osc', working, 0], ['hook', working, 5], ['screen', idle, 10])
    const { claims, decision } = weigh(said, 10 + 2300)
    expect(Object.keys(claims)).toEqual(['screen'])
    expect(decision).toMatchObject({ standing: { source: 'screen' }, wakeAt: null, refuted: null })
  })

  test('leaves a report that is younger than itself to be contradicted in its own time', () => {
    const said = claimsOf(['hook', working, 0], ['screen', idle, 10], ['osc', working, 2000])
    const { claims, decision } = weigh(said, 10 + 2300)
    expect(Object.keys(claims).sort()).toEqual(['hook', 'osc', 'screen'])
    expect(decision).toMatchObject({ standing: { source: 'hook' } })
  })

  test('is weighed to its end: what is left refutes nothing more at the same moment', () => {
    const said = claimsOf(
      ['osc', working, 0],
      ['hook', approval, 5],
      ['title', working, 10],
      ['screen', idle, 20],
    )
    for (const now of [20, 510, 2320, 5010, 99_999]) {
      const { claims, decision } = weigh(said, now)
      expect(decision.refuted).toBeNull()
      expect(weigh(claims, now)).toEqual({ claims, decision })
    }
  })

  test('counts from the last word of a report: with its next one it is right again', () => {
    const again = claimsOf(['hook', working, 0], ['screen', idle, 1], ['hook', working, 2000])
    expect(decide(again, 99_999).standing?.source).toBe('hook')
  })
})
