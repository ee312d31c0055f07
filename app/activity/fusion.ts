import { isPromptByLine } from '../screen/line-rules.ts'
import type { EvidenceSource } from '../session/status.ts'
import { byRank, dropClaim, isReport, type Claims, type Standing } from './claims.ts'

/** Which claim decides now, and when time alone may change that. */
export type Decision = {
  /** Null where no source claims anything. */
  readonly standing: Standing | null
  /** When a weaker source that contradicts will have stood for long enough, ms since the epoch. */
  readonly wakeAt: number | null
  /** The report that was contradicted for long enough, null where none was. */
  readonly refuted: EvidenceSource | null
}

/** What is known beside the claims; times are ms since the epoch. */
export type Seen = {
  /** When the user last typed: a title that turns after that tells of their answer. */
  readonly typedAt: number | null
  /** When the program last wrote by itself. */
  readonly wroteAt: number | null
}

const nothingSeen: Seen = { typedAt: null, wroteAt: null }

/**
 * What is left once every report that was contradicted is out of the way, and which claim decides then. A report that is
 * out of date counts again with its next word; so do those that are older than what refuted it.
 *
 * @param seen as in `decide`
 */
export function weigh(
  claims: Claims,
  now: number,
  seen: Seen = nothingSeen,
): { readonly claims: Claims; readonly decision: Decision } {
  let left = claims
  let decision = decide(left, now, seen)
  while (decision.refuted !== null && decision.standing !== null) {
    const { at } = decision.standing
    for (const { source, saidAt } of byRank(left))
      if (source === decision.refuted || (isReport(source) && saidAt < at)) left = dropClaim(left, source)
    decision = decide(left, now, seen)
  }
  return { claims: left, decision }
}

/**
 * Weighs what stands. The strongest source decides, with two exceptions:
 *
 * - One that asks for the user, and not before the strongest spoke, is heard at once: OSC 7501 misses the dialogs before
 *   its first report, and a hook those that a tool draws by itself. One that is seen on the screen stands also against
 *   a progress bar or a title that came after it: these go on, or turn, beside a dialog.
 * - One that contradicts with what came later than the strongest one's last word is believed once it has stood for a
 *   while: an Esc fires no hook, a crashed tool sends no `clear`, a tool may be replaced by a shell in the same pty.
 *
 * What is observed in a batch has one time, in whatever order it came: a question wins such a tie, on either side. What
 * is looked at is read behind the words that came with it, and counts as later.
 */
export function decide(claims: Claims, now: number, seen: Seen = nothingSeen): Decision {
  const ranked = byRank(claims)
  const [strongest, ...weaker] = ranked
  if (strongest === undefined) return { standing: null, wakeAt: null, refuted: null }
  const heard = weaker.filter((other) => {
    if (other.claim.kind === 'waiting') return !isAnswered(other, weaker)
    return !isBeside(other, strongest) && !isOwnPrompt(other, strongest, claims)
  })
  const asking = heard.find(
    (one) =>
      one.claim.kind === 'waiting' && (one.at >= lastWord(strongest) || standsBeside(one, strongest, seen)),
  )
  if (strongest.claim.kind !== 'waiting' && asking !== undefined)
    return { standing: asking, wakeAt: null, refuted: null }
  // The next source with an opinion of its own is the only one that can contradict: it may as well confirm.
  const other = heard.find((one) => isLater(one, strongest) || confirms(one, strongest)) ?? null
  if (other === null || other.claim.kind === strongest.claim.kind)
    return { standing: strongest, wakeAt: null, refuted: null }
  const dueAt = heldSince(strongest, other, seen) + holdMs(strongest, other)
  if (now < dueAt)
    return { standing: strongest, wakeAt: Number.isFinite(dueAt) ? dueAt : null, refuted: null }
  return { standing: other, wakeAt: null, refuted: isReport(strongest.source) ? strongest.source : null }
}

/** The time of a source's last word: of a report when it was sent, of what is looked at all the time since when it is so. */
function lastWord(standing: Standing): number {
  return isReport(standing.source) ? standing.saidAt : standing.at
}

/** Whether a source began to say something else after the strongest one's last word. */
function isLater(other: Standing, strongest: Standing): boolean {
  if (other.at !== lastWord(strongest)) return other.at > lastWord(strongest)
  return isReport(strongest.source) && !isReport(other.source) && strongest.claim.kind !== 'waiting'
}

/** Whether a question is still seen while a source that does not know of dialogs says something else. */
function standsBeside(asking: Standing, { source, claim, at }: Standing, { typedAt }: Seen): boolean {
  if (asking.source !== 'screen') return false
  if (source === 'osc') return claim.kind === 'working'
  const isAnswer = typedAt !== null && typedAt >= asking.at && at >= typedAt
  return source === 'title' && !isAnswer
}

/** What is looked at all the time and agrees is true now, however long it has been so. */
function confirms({ source, claim }: Standing, strongest: Standing): boolean {
  return (source === 'title' || source === 'screen') && claim.kind === strongest.claim.kind
}

/** A shell that has its terminal for itself again has nobody left who asks. */
function isAnswered(asking: Standing, weaker: readonly Standing[]): boolean {
  return weaker.some(
    ({ source, claim, at }) => source === 'process' && claim.kind === 'idle' && at > asking.at,
  )
}

/** A program that asks or shows its prompt runs: that one is in front of the terminal says nothing against that. */
function isBeside({ source, claim }: Standing, strongest: Standing): boolean {
  if (source !== 'process' || claim.kind !== 'working') return false
  return (
    strongest.claim.kind === 'waiting' || (strongest.source === 'screen' && strongest.claim.kind === 'idle')
  )
}

/**
 * From when on `other` contradicts. Many tools show their prompt all the time: against a title that says work it counts
 * from the last word of the program, which draws while it works and not while it rests.
 */
function heldSince(strongest: Standing, other: Standing, { wroteAt }: Seen): number {
  const isPrompt = other.source === 'screen' && other.claim.kind === 'idle'
  const isTitleOfWork = strongest.source === 'title' && strongest.claim.kind === 'working'
  return isPrompt && isTitleOfWork ? Math.max(other.at, wroteAt ?? 0) : other.at
}

/** What looks like the prompt of a shell is the program's own for as long as it is in front and tells what it does. */
function isOwnPrompt({ source, rule, claim }: Standing, strongest: Standing, { process }: Claims): boolean {
  const isPrompt = source === 'screen' && claim.kind === 'idle' && isPromptByLine(rule)
  const isTold = strongest.source === 'osc7501' || strongest.source === 'hook' || strongest.source === 'title'
  return isPrompt && isTold && process?.claim.kind === 'working'
}

/** For how long `other` has to contradict `strongest` before it is believed, ms. */
function holdMs(strongest: Standing, other: Standing): number {
  if (other.source === 'process') return 300
  // What is on the screen now is true now; a clock beside a dialog runs on.
  if (strongest.source === 'screen') return Number.POSITIVE_INFINITY
  const says = strongest.claim.kind
  // How an error came about is over with the next turn, or with the user's next key (`input`), not by a prompt.
  if (says === 'failed') return other.claim.kind === 'working' ? 300 : Number.POSITIVE_INFINITY
  const table = holds[strongest.source] ?? titleHolds
  if (says === 'waiting') return table.waiting
  return says === 'working' ? table.working : table.idle
}

/** For how long a source that says this may be contradicted, ms. */
type Holds = { readonly waiting: number; readonly working: number; readonly idle: number }

/** A title is redrawn with the screen, a little before or after it. */
const titleHolds: Holds = { waiting: 2000, working: 5000, idle: 1000 }

/**
 * By the source that is contradicted and by what it says; any other is held as a title is. A report of OSC 7501 is the
 * program's own word, true for as long as it lives: only a long silence of it against a standing sign is a crash. A hook
 * misses the answer to a dialog and the Esc.
 */
const holds: Readonly<Partial<Record<EvidenceSource, Holds>>> = {
  osc7501: { waiting: 1500, working: 10_000, idle: 1500 },
  hook: { waiting: 500, working: 2300, idle: 1000 },
  osc: { waiting: 0, working: 2300, idle: 700 },
}
