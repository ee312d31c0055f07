/** Where a claim about a session came from, strongest first; the order is that of DESIGN "Evidence". */
export const evidenceSources = [
  'osc7501',
  'hook',
  'osc',
  'title',
  'screen',
  'tick',
  'process',
  'output',
  'silence',
] as const
export type EvidenceSource = (typeof evidenceSources)[number]

/** Why a status is what it is: the source, the rule by name, the text it rests on, and when (ms since the epoch). */
export type StatusEvidence = {
  readonly source: EvidenceSource
  readonly rule: string
  readonly text: string
  readonly at: number
}

export type WaitingReason = 'approval' | 'question' | 'trust' | 'login'
export type FailedReason = 'start' | 'limit' | 'auth' | 'network' | 'api' | 'crash'
export type WorkingHealth = 'moving' | 'frozen' | 'hung'
/** `guess`: rests on output rate or silence alone; sets no unseen mark, notifies nobody, releases nothing. */
export type Certainty = 'sure' | 'guess'

type Shown = { readonly since: number; readonly evidence: StatusEvidence }

/**
 * The one primary status of a session. `since` is when it began, in ms since the epoch.
 * `dormant.last` is what it was when its process ended or the app quit.
 */
export type Status =
  | ({ readonly kind: 'dormant'; readonly last: StatusKind | null } & Shown)
  | ({ readonly kind: 'starting' } & Shown)
  | ({
      readonly kind: 'working'
      readonly certainty: Certainty
      readonly health: WorkingHealth
      /** Since when its clock or its counters stand, ms since the epoch; null while it is `moving`. */
      readonly standsSince: number | null
      /** 0–100 where the tool says it, else null. */
      readonly progress: number | null
      /** Tasks and sub-agents that work beside the main conversation. */
      readonly background: number
    } & Shown)
  | ({ readonly kind: 'waiting'; readonly reason: WaitingReason; readonly question: string | null } & Shown)
  | ({ readonly kind: 'idle'; readonly certainty: Certainty } & Shown)
  | ({
      readonly kind: 'failed'
      readonly reason: FailedReason
      readonly message: string
      /** When a limit ends, as the tool words it ("3pm (Europe/Berlin)"); null where it does not say. */
      readonly resets: string | null
    } & Shown)
  | ({ readonly kind: 'exited'; readonly exitCode: number; readonly signal: number | null } & Shown)

export type StatusKind = Status['kind']

/** True while a process of the session is up. `failed` counts as up unless it failed to start or crashed. */
export function hasProcess(status: Status): boolean {
  switch (status.kind) {
    case 'starting':
    case 'working':
    case 'waiting':
    case 'idle':
      return true
    case 'failed':
      return status.reason !== 'start' && status.reason !== 'crash'
    case 'dormant':
    case 'exited':
      return false
  }
}

/** True if closing or quitting now would cut something off: it works or asks. A guess of work counts. */
export function isAtWork(status: Status): boolean {
  return status.kind === 'working' || status.kind === 'waiting'
}
