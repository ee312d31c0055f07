import type { EvidenceSource, FailedReason, WaitingReason } from '../session/status.ts'

/** What a piece of evidence says the session is doing. */
export type Claim =
  | { readonly kind: 'working'; readonly progress: number | null }
  | { readonly kind: 'waiting'; readonly reason: WaitingReason; readonly question: string | null }
  /** `finished`: a result nobody has looked at (true), or nothing new (false); absent = it is one if it was working. */
  | { readonly kind: 'idle'; readonly finished?: boolean }
  | { readonly kind: 'failed'; readonly reason: FailedReason; readonly message: string }
  /** The source has nothing to say any more (a cleared record, progress off, a title without a glyph). */
  | { readonly kind: 'none' }

/** One observation of a source. Times are ms since the epoch. */
export type ClaimEvidence = {
  readonly kind: 'claim'
  readonly source: EvidenceSource
  readonly rule: string
  readonly text: string
  readonly at: number
  readonly claim: Claim
}

/** What the monitor is told. `output` counts bytes the program wrote by itself, not echoes of resize, focus, keys or replay. */
export type Evidence =
  | ClaimEvidence
  | { readonly kind: 'spawned'; readonly at: number }
  | { readonly kind: 'startFailed'; readonly at: number; readonly message: string }
  | {
      readonly kind: 'exited'
      readonly at: number
      readonly exitCode: number
      readonly signal: number | null
    }
  | { readonly kind: 'hostLost'; readonly at: number }
  | { readonly kind: 'output'; readonly at: number; readonly bytes: number }
  | { readonly kind: 'seen'; readonly at: number }
  /** The machine slept or its clock jumped: `gapMs` of no evidence are not silence. */
  | { readonly kind: 'clockJump'; readonly at: number; readonly gapMs: number }
