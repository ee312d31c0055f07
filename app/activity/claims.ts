import { evidenceSources, type EvidenceSource } from '../session/status.ts'
import type { Claim, ClaimEvidence } from './evidence.ts'

/** What each source claims now. A source that claims nothing has no entry. */
export type Claims = { readonly [Source in EvidenceSource]?: ClaimEvidence }

/** The claims after one more. The same claim again keeps its first time: a title that blinks is not news. */
export function takeClaim(claims: Claims, evidence: ClaimEvidence): Claims {
  const { [evidence.source]: before, ...others } = claims
  if (evidence.claim.kind === 'none') return others
  const kept =
    before !== undefined && isSameClaim(before.claim, evidence.claim) && before.rule === evidence.rule
  return { ...claims, [evidence.source]: kept ? before : evidence }
}

/**
 * The claim that decides, null where there is none: the strongest source in the order of DESIGN "Evidence" (the two of
 * the first rank by their time). A weaker source that asks for the person, later than the strongest spoke, is heard at once.
 */
export function strongestClaim(claims: Claims): ClaimEvidence | null {
  const byRank = evidenceSources.flatMap((source) => claims[source] ?? [])
  const first = byRank[0]
  if (first === undefined) return null
  const { osc7501, hook } = claims
  const strongest = osc7501 !== undefined && hook !== undefined && hook.at > osc7501.at ? hook : first
  return byRank.find((other) => other.claim.kind === 'waiting' && other.at > strongest.at) ?? strongest
}

function isSameClaim(a: Claim, b: Claim): boolean {
  switch (a.kind) {
    case 'working':
      return b.kind === 'working' && a.progress === b.progress
    case 'waiting':
      return b.kind === 'waiting' && a.reason === b.reason && a.question === b.question
    case 'idle':
      return b.kind === 'idle' && a.finished === b.finished
    case 'failed':
      return b.kind === 'failed' && a.reason === b.reason && a.message === b.message
    case 'none':
      return b.kind === 'none'
  }
}
