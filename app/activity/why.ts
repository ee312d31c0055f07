import type { VersionFacts } from '../tool/version.ts'
import type { EvidenceSource, FailedReason, Status, WaitingReason } from '../session/status.ts'

/** A status that a user can pick as the right one. */
export type RightStatus =
  | { readonly kind: 'starting' | 'working' | 'idle' }
  | { readonly kind: 'waiting'; readonly reason: WaitingReason }
  | { readonly kind: 'failed'; readonly reason: Exclude<FailedReason, 'start' | 'crash'> }

/**
 * Why the status of a known agent is a guess although something claims it, and since when (ms since the epoch): the tool
 * may have changed its words.
 *
 * - `unrecognised`: no rule is true of its screen, while it goes on writing
 * - `contradicted`: what it reports and what it shows say different things, for long or again and again
 */
export type Doubt = { readonly kind: 'unrecognised' | 'contradicted'; readonly since: number }

/** A doubt with what is known of the tool's versions. */
export type DoubtView = Pick<Doubt, 'kind'> & VersionFacts

/** Why a piece of evidence did not decide. `quiet`: it claims nothing. */
export type LossReason = 'weaker' | 'older' | 'held' | 'quiet'

/** One source as it stands now. Times are ms since the epoch. */
export type SourceView = {
  readonly source: EvidenceSource
  /** The rule or signal by name. */
  readonly rule: string
  /** What it claims, null where it says nothing. */
  readonly claim: RightStatus['kind'] | null
  /** The text it rests on, as printed; one line. */
  readonly text: string
  /** Since when it claims this. */
  readonly at: number
  /** Null: it decided. */
  readonly lost: LossReason | null
}

/** A change of status, as the timeline keeps it. */
export type Transition = {
  /** Ms since the epoch; also the name of the moment whose text can be read. */
  readonly at: number
  readonly kind: Status['kind']
  readonly reason: WaitingReason | FailedReason | null
  readonly certainty: 'sure' | 'guess'
  /** The question, the line of the failure, the exit code; one line, may be empty. */
  readonly words: string
  readonly source: EvidenceSource
  readonly rule: string
}

/** The clocks and counters that the tool shows, null where it shows none. */
export type TickView = {
  readonly elapsedMs: number | null
  readonly tokens: number | null
  readonly percent: number | null
  /** When the clock, and when the counters, last moved; ms since the epoch. */
  readonly clockMovedAt: number | null
  readonly countersMovedAt: number | null
}

/** By what an agent is heard that the user started by hand: its reports, its other signals, its title, its screen. */
export type HeardSource = Extract<EvidenceSource, 'osc7501' | 'osc' | 'title' | 'screen'>

/** Everything behind a status, for "Why?". */
export type StatusWhy = {
  readonly status: Status
  /** What decided first, then what was also seen and lost, strongest first. */
  readonly sources: readonly SourceView[]
  readonly tick: TickView | null
  /** Tasks and sub-agents at work beside the main conversation. */
  readonly background: number
  /** Of an agent that the user started by hand, to which no hooks could be given; undefined of all others. */
  readonly heardBy?: readonly HeardSource[] | undefined
  /** The last changes, newest first, at most 20. */
  readonly transitions: readonly Transition[]
}

/** What "Why?" is answered: also which version of the tool is installed, and which one its rules were measured with. */
export type WhyAnswer = StatusWhy & { readonly versions: VersionFacts }

/** What a session was, when, for as long as its text is kept. */
export type Timeline = {
  /** Oldest first. */
  readonly transitions: readonly Transition[]
  /** The time that the last one is measured to. */
  readonly now: number
}

/** The frame of a status that is called wrong: what the rules saw. The user reviews and edits the text before it is saved. */
export type CaseDraft = {
  readonly toolName: string
  readonly status: Status
  /** The screen, a line each, without blanks at the ends. */
  readonly screen: string
  readonly title: string
  /** The last signals as sent, a line each, newest last. */
  readonly signals: readonly string[]
  readonly at: number
}

/** A change of the rules that would make the case right, and what it would do to the other saved cases of the tool. */
export type RuleFix = {
  readonly kind: 'off' | 'raise' | 'add'
  /** The rule's id. */
  readonly rule: string
  /** The whole list of the user's own rules with the change, as JSON, to be saved as it is. */
  readonly rules: string
  /** How many other saved cases of the tool are right with it, of how many. */
  readonly othersRight: number
  readonly others: number
}

/** A case that was saved. */
export type SavedCase = {
  /** Absolute path of the file. */
  readonly path: string
  readonly fixes: readonly RuleFix[]
}
