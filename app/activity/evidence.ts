import type { EvidenceSource, FailedReason, WaitingReason } from '../session/status.ts'
import type { RuleSet } from '../screen/rule-set.ts'
import type { FrameReading } from '../screen/read-frame.ts'
import type { Tick } from '../screen/screen-tick.ts'

/** What a piece of evidence says the session is doing. */
export type Claim =
  /** `background`: tasks and sub-agents that work beside the main conversation. */
  | { readonly kind: 'working'; readonly progress: number | null; readonly background?: number }
  | { readonly kind: 'waiting'; readonly reason: WaitingReason; readonly question: string | null }
  /**
   * `finished`: a result nobody has looked at (true), or nothing new (false); absent = it is one if it was working.
   * `holdMs`: for how long the sign has to stand after work before it is believed; absent = the source's own time.
   */
  | { readonly kind: 'idle'; readonly finished?: boolean; readonly holdMs?: number }
  | {
      readonly kind: 'failed'
      readonly reason: FailedReason
      readonly message: string
      readonly resets?: string
    }
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

/** A settled screen, read: by the first rule that is true of it, null where none is, and the ticks it shows. */
export type ScreenEvidence = {
  readonly kind: 'screen'
  readonly at: number
  readonly reading: FrameReading | null
  readonly ticks: readonly Tick[]
  /** False where the program writes without a pause: what a half-drawn screen lacks proves nothing. */
  readonly isSettled: boolean
  /** Whether the program draws a full screen (the alternate one). */
  readonly isFullScreen?: boolean
  /** Whether the cursor stands behind what looks like a prompt that no rule knows. */
  readonly isLikePrompt?: boolean
  /** Nothing stands on it. */
  readonly isBlank?: boolean
}

/** What the monitor hears. `output` counts bytes the program wrote by itself, not echoes of resize, focus, keys or replay. */
export type Evidence =
  | ClaimEvidence
  | ScreenEvidence
  | { readonly kind: 'spawned'; readonly at: number; readonly traits?: ToolTraits }
  /** Another tool has the terminal from here on: an agent that was started in it by hand, or its own tool again. */
  | { readonly kind: 'toolChanged'; readonly at: number; readonly traits: ToolTraits }
  | { readonly kind: 'startFailed'; readonly at: number; readonly message: string }
  | {
      readonly kind: 'exited'
      readonly at: number
      readonly exitCode: number
      readonly signal: number | null
    }
  | { readonly kind: 'hostLost'; readonly at: number }
  | { readonly kind: 'output'; readonly at: number; readonly bytes: number }
  /** A user's key or paste reached the program. */
  | { readonly kind: 'input'; readonly at: number }
  | { readonly kind: 'seen'; readonly at: number }
  /** The screen is read by other rules from here on, and is looked at again. */
  | { readonly kind: 'rulesChanged'; readonly at: number }
  /** The machine slept or its clock jumped: `gapMs` of no evidence are not silence. */
  | { readonly kind: 'clockJump'; readonly at: number; readonly gapMs: number }
/** Whether a source of evidence counts. */
export type SourceSwitch = (source: EvidenceSource) => boolean

/** What decides how a tool's evidence is read. */
export type ToolTraits = {
  /** `command`: it works from its start to its end, unless it asks or shows a prompt. */
  readonly kind: 'shell' | 'agent' | 'command'
  /** Its screen is read by rules: until one of them is true, it starts. */
  readonly hasScreenRules: boolean
  /** These rules tell its work and its rest by the whole screen: where none of them is true, something is wrong. */
  readonly coversScreen: boolean
}

/** Whether it is an agent of which it is known how its screen looks. */
export function isKnownAgent({ kind, coversScreen }: ToolTraits): boolean {
  return kind === 'agent' && coversScreen
}

/** A run without a terminal works from its start to its end. */
export const headlessTraits: ToolTraits = { kind: 'command', hasScreenRules: false, coversScreen: false }

export function traitsOf(
  { kind }: Pick<ToolTraits, 'kind'>,
  { readsScreen, coversScreen }: Pick<RuleSet, 'readsScreen' | 'coversScreen'>,
  isOn: SourceSwitch,
): ToolTraits {
  const isRead = isOn('screen')
  return { kind, hasScreenRules: readsScreen && isRead, coversScreen: coversScreen && isRead }
}
