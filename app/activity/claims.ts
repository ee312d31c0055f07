import { evidenceSources, type EvidenceSource } from '../session/status.ts'
import type { Claim, ClaimEvidence } from './evidence.ts'

/** A claim that stands: `at` since when, `saidAt` when the source last said so. */
export type Standing = ClaimEvidence & { readonly saidAt: number }

/** What each source claims now. A source that claims nothing has no entry. */
export type Claims = { readonly [Source in EvidenceSource]?: Standing }

/** The claims after one more. The same claim again keeps its first time: a title that blinks changes nothing. */
export function takeClaim(claims: Claims, evidence: ClaimEvidence): Claims {
  const { [evidence.source]: before, ...others } = claims
  if (evidence.claim.kind === 'none') return others
  const isSame =
    before !== undefined && before.rule === evidence.rule && isSameClaim(before.claim, evidence.claim)
  const standing = isSame ? { ...before, saidAt: evidence.at } : { ...evidence, saidAt: evidence.at }
  // Another rule that says the same kind of thing goes on with it: steps of one turn are no changes, the next dialog is.
  const goesOn =
    before !== undefined &&
    before.claim.kind === evidence.claim.kind &&
    evidence.claim.kind !== 'waiting' &&
    !isReport(evidence.source)
  return { ...claims, [evidence.source]: goesOn ? { ...standing, at: before.at } : standing }
}

/** The claims without one source's. */
export function dropClaim(claims: Claims, source: EvidenceSource): Claims {
  const { [source]: _, ...others } = claims
  return others
}

/**
 * The claims once other rules read the screen: work and rest that were read by those before are void. A question is left
 * for the next look to confirm or to end, since one that is withdrawn and asked again is told twice; a failure for the
 * user's next key, since one that was on the screen before is none.
 */
export function dropRead(claims: Claims): Claims {
  const kind = claims.screen?.claim.kind
  return kind === 'working' || kind === 'idle' ? dropClaim(claims, 'screen') : claims
}

/** What stands, strongest first in the order of DESIGN "Evidence"; the two of the first rank by the time of their word. */
export function byRank(claims: Claims): readonly Standing[] {
  const ranked = evidenceSources.flatMap((source) => claims[source] ?? [])
  const { osc7501, hook } = claims
  if (osc7501 === undefined || hook === undefined || hook.saidAt <= osc7501.saidAt) return ranked
  return [hook, ...ranked.filter((standing) => standing !== hook)]
}

/** Whether a source speaks only when something happens, so that it cannot know what it was not told of. */
export function isReport(source: EvidenceSource): boolean {
  return source === 'osc7501' || source === 'hook' || source === 'osc'
}

/** Whether two claims say the same. When a limit ends is read from the message, and is the same with it. */
export function isSameClaim(a: Claim, b: Claim): boolean {
  switch (a.kind) {
    case 'working':
      return b.kind === 'working' && a.progress === b.progress && (a.background ?? 0) === (b.background ?? 0)
    case 'waiting':
      return b.kind === 'waiting' && a.reason === b.reason && a.question === b.question
    case 'idle':
      return b.kind === 'idle' && a.finished === b.finished && a.holdMs === b.holdMs
    case 'failed':
      return b.kind === 'failed' && a.reason === b.reason && a.message === b.message
    case 'none':
      return b.kind === 'none'
  }
}
