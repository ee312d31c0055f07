import type {
  Claim,
  ClaimEvidence,
  Evidence,
  ScreenEvidence,
  ToolTraits,
} from '../../app/activity/evidence.ts'
import type { MonitorState } from '../../app/activity/monitor-state.ts'
import { dormantMonitor, nextWakeAt, observe, passTime } from '../../app/activity/monitor.ts'
import type { RuleClaim } from '../../app/screen/rules.ts'
import { TickReader } from '../../app/screen/screen-tick.ts'
import type { EvidenceSource } from '../../app/session/status.ts'

/** When the sessions of these tests begin, ms since the epoch. */
export const start = 1_000_000

/** A tool whose screen Roost can read, and one whose screen it cannot. */
const readTraits: ToolTraits = { kind: 'agent', hasScreenRules: true, coversScreen: true }
export const plainTraits: ToolTraits = { kind: 'agent', hasScreenRules: false, coversScreen: false }

export const working = { kind: 'working', progress: null } as const satisfies Claim
export const idle = { kind: 'idle' } as const satisfies Claim
export const finished = { kind: 'idle', finished: true } as const satisfies Claim
export const approval = {
  kind: 'waiting',
  reason: 'approval',
  question: 'rm -rf build?',
} as const satisfies Claim
export const nothing = { kind: 'none' } as const satisfies Claim

/** What rules of a screen say. */
export const shows = {
  work: { kind: 'working' },
  prompt: { kind: 'idle' },
  dialog: { kind: 'waiting', reason: 'approval' },
  error: { kind: 'failed', reason: 'api' },
  viewer: { kind: 'keep' },
} as const satisfies Record<string, RuleClaim>

/** A session whose process has just begun. */
export function begun(traits: ToolTraits = readTraits): MonitorState {
  return observe(dormantMonitor(start - 1, null), { kind: 'spawned', at: start, traits })
}

/** Evidence of one source, `atMs` after the start. */
export function says(
  source: EvidenceSource,
  claim: Claim,
  atMs: number,
  rule: string = claim.kind,
): Evidence {
  return { kind: 'claim', source, rule, text: '', at: start + atMs, claim } satisfies ClaimEvidence
}

type Look = {
  readonly rule?: string
  readonly text?: string
  readonly words?: string
  /** The lines of the screen that may hold ticks. */
  readonly lines?: readonly string[]
  readonly isSettled?: boolean
  readonly isFullScreen?: boolean
  readonly isLikePrompt?: boolean
}

/** A look at the screen, `atMs` after the start; null where no rule is true of it. */
export function looks(claim: RuleClaim | null, atMs: number, look: Look = {}): Evidence {
  const { rule = claim?.kind ?? '', text = '', words = text, lines = [], isSettled = true } = look
  const { isFullScreen = false, isLikePrompt = false } = look
  const reading = claim === null ? null : { rule, claim, text, words }
  const ticks = new TickReader().read(lines, 4)
  return {
    kind: 'screen',
    at: start + atMs,
    reading,
    ticks,
    isSettled,
    isFullScreen,
    isLikePrompt,
  } satisfies ScreenEvidence
}

export const key = (atMs: number): Evidence => ({ kind: 'input', at: start + atMs })
export const output = (atMs: number): Evidence => ({ kind: 'output', at: start + atMs, bytes: 10 })
export const seen = (atMs: number): Evidence => ({ kind: 'seen', at: start + atMs })

/** Takes evidence as the app does: on the way to each, time passes and is told when it was asked for. */
export function after(state: MonitorState, ...evidence: readonly Evidence[]): MonitorState {
  return evidence.reduce((before, one) => observe(until(before, one.at - start), one), state)
}

/** Lets time pass up to `atMs` after the start, waking when it was asked for. */
export function until(state: MonitorState, atMs: number): MonitorState {
  let now = state
  for (let wake = nextWakeAt(now); wake !== null && wake < start + atMs; wake = nextWakeAt(now)) {
    const next = passTime(now, wake)
    if (nextWakeAt(next) === wake)
      throw new Error(`woken at ${wake - start} and wants to be woken then again`)
    now = next
  }
  return passTime(now, start + atMs)
}

/** The kinds of status that were shown on the way, each change once. */
export function kindsShown(state: MonitorState, evidence: readonly Evidence[]): readonly string[] {
  const kinds: string[] = [state.status.kind]
  let now = state
  for (const one of evidence) {
    for (const step of [
      (s: MonitorState) => until(s, one.at - start),
      (s: MonitorState) => observe(s, one),
    ]) {
      now = step(now)
      if (kinds.at(-1) !== now.status.kind) kinds.push(now.status.kind)
    }
  }
  return kinds
}
