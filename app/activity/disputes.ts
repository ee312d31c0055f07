import { byRank, isReport, type Claims, type Standing } from './claims.ts'
import { earliest } from './ticks.ts'

/** What a tool's screen said against its reports. Times are ms since the epoch. */
export type Disputes = {
  /** Since when they say different things; null while they do not. */
  readonly since: number | null
  /** When the screen refuted a report of work, newest last; only the last few. */
  readonly refutedAt: readonly number[]
}

export const noDisputes: Disputes = { since: null, refutedAt: [] }

/** Every hold of the fusion is over by then: 10 s at most. */
const lastingMs = 60_000

/** One report that is wrong is a hook that did not fire; so many within `oftenMs` are rules that are wrong. */
const oftenTimes = 3
const oftenMs = 600_000

/** An Esc fires no hook: a report that is refuted so soon after a key is out of date, and nothing more. */
const keyMs = 10_000

/** A decision, as far as disputes are concerned. */
type Decided = {
  /** The claims that were weighed, with those that the decision refuted, and what is left of them. */
  readonly before: Claims
  readonly after: Claims
  readonly standing: Standing | null
  /** Whether a rule is true of the screen. */
  readonly isSeen: boolean
  /** When a user last typed. */
  readonly inputAt: number | null
}

/** The disputes after a decision; the same object as before unless something is new. */
export function followDisputes(disputes: Disputes, decided: Decided, now: number): Disputes {
  const { after, isSeen } = decided
  const since = isSeen && contradict(reportIn(after), after.screen ?? null) ? (disputes.since ?? now) : null
  const refutedAt = isRefutation(decided)
    ? [...disputes.refutedAt, now].slice(-oftenTimes)
    : disputes.refutedAt
  const isSame = since === disputes.since && refutedAt === disputes.refutedAt
  return isSame ? disputes : { since, refutedAt }
}

/** Since when the disputes last, or come back, for so long that they count; null where they do not. */
export function disputedSince(disputes: Disputes, now: number): number | null {
  const { since, refutedAt } = disputes
  if (since !== null && now >= since + lastingMs) return since
  const until = oftenUntil(disputes)
  return until !== null && now < until ? (refutedAt[0] ?? null) : null
}

/** When time alone changes that next; null while only evidence can. */
export function disputesWakeAt(disputes: Disputes, now: number): number | null {
  const lasting = disputes.since === null ? null : disputes.since + lastingMs
  return earliest(...[lasting, oftenUntil(disputes)].filter((time) => time !== null && time > now))
}

/** The disputes with all dates moved by `byMs`. */
export function moveDisputes({ since, refutedAt }: Disputes, byMs: number): Disputes {
  return { since: since === null ? null : since + byMs, refutedAt: refutedAt.map((at) => at + byMs) }
}

/** Whether the screen refuted a report of work, and no key explains it. Reports of rest are out of date with each turn. */
function isRefutation({ before, after, standing, inputAt }: Decided): boolean {
  const report = reportIn(before)
  if (report?.claim.kind !== 'working' || after[report.source] !== undefined) return false
  if (standing?.source !== 'screen' || !contradict(report, standing)) return false
  return inputAt === null || inputAt < standing.at - keyMs
}

function oftenUntil({ refutedAt }: Disputes): number | null {
  const [first] = refutedAt
  const last = refutedAt.at(-1)
  if (first === undefined || last === undefined || refutedAt.length < oftenTimes) return null
  return last - first < oftenMs ? first + oftenMs : null
}

function reportIn(claims: Claims): Standing | null {
  return byRank(claims).find(({ source }) => isReport(source)) ?? null
}

/** Whether one says work and the other rest. Work in the background goes on beside a prompt. */
function contradict(report: Standing | null, screen: Standing | null): boolean {
  if (report === null || screen === null) return false
  const claims = [report.claim, screen.claim]
  const kinds = claims.map(({ kind }) => kind)
  const isBeside = claims.some((claim) => claim.kind === 'working' && (claim.background ?? 0) > 0)
  return kinds.includes('working') && kinds.includes('idle') && !isBeside
}
