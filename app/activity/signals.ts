import {
  changeRecords,
  noRecords,
  type ProgramRecords,
  type ProgramRecordsEvent,
} from '../terminal/program-records.ts'
import { parseProgramStatus } from '../terminal/program-status.ts'
import type { ProgramNotification } from '../terminal/notification.ts'
import type { OscProgress, ShellMark } from '../terminal/osc.ts'
import { cleanTitle } from '../terminal/title.ts'
import type { ToolConfig } from '../tool/tool-config.ts'
import { isSameClaim } from './claims.ts'
import type { Claim, ClaimEvidence } from './evidence.ts'
import { emptyFrame } from '../screen/frame.ts'
import { claimOfRecords } from './program-claim.ts'
import { readFrame, type CompiledRule } from '../screen/read-frame.ts'
import type { RuleSet } from '../screen/rule-set.ts'
import { claimOfReading } from './screen-claim.ts'

/** A signal of the terminal, as the pty host tells it; `title` raw. */
export type Signal =
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'osc7501'; readonly body: string }
  | { readonly kind: 'progress'; readonly progress: OscProgress }
  | ({ readonly kind: 'notification' } & ProgramNotification)
  | { readonly kind: 'shellMark'; readonly mark: ShellMark }
  | { readonly kind: 'reset' }

/** What is to be remembered of a session's signals, and what they claim now. */
export type SignalsRead = { readonly records: ProgramRecords; readonly evidence: readonly ClaimEvidence[] }

/** The records after one more signal, and what it claims, if anything. */
export function readSignal(
  records: ProgramRecords,
  signal: Signal,
  tool: Pick<ToolConfig, 'signals'>,
  rules: RuleSet,
  at: number,
): SignalsRead {
  switch (signal.kind) {
    case 'osc7501': {
      const message = parseProgramStatus(signal.body)
      return message?.kind === 'report' ? changed(records, message, at) : { records, evidence: [] }
    }
    case 'title':
      return { records, evidence: titleEvidence(rules.title, cleanTitle(signal.title), at) }
    case 'progress':
      return { records, evidence: tool.signals.progress ? [progressEvidence(signal, at)] : [] }
    case 'notification':
      return { records, evidence: tool.signals.notifications ? notified(rules.notification, signal, at) : [] }
    case 'shellMark':
      return tool.signals.shellMarks ? marked(records, signal.mark, at) : { records, evidence: [] }
    case 'reset':
      return {
        records: noRecords,
        evidence: [nothing('osc7501', at), nothing('osc', at), nothing('title', at)],
      }
  }
}

/** The program that ran in a shell has gone, perhaps without a word: what it was doing is void, how it ended stays. */
export function programEnded(records: ProgramRecords, at: number): SignalsRead {
  const after = changed(records, { kind: 'shellPrompt' }, at)
  return { ...after, evidence: [...after.evidence, nothing('osc', at), nothing('title', at)] }
}

/** Somebody looked: results need not be announced any longer. */
export function signalsSeen(records: ProgramRecords, at: number): SignalsRead {
  const read = changed(records, { kind: 'seen' }, at)
  // What it says as before was heard when it was said: repeating it must not count as a new event.
  const isSame = isSameClaim(claimOfRecords(records), claimOfRecords(read.records))
  return isSame ? { records: read.records, evidence: [] } : read
}

function changed(records: ProgramRecords, event: ProgramRecordsEvent, at: number): SignalsRead {
  const next = changeRecords(records, event)
  const claim = claimOfRecords(next)
  // An error that the user has seen is not told again by what happens beside it.
  const isBeside = event.kind !== 'report' || event.report.id !== ''
  if (isBeside && claim.kind === 'failed' && claimOfRecords(records).kind === 'failed')
    return { records: next, evidence: [] }
  const text = claim.kind === 'waiting' ? (claim.question ?? '') : ''
  return {
    records: next,
    evidence: [{ kind: 'claim', source: 'osc7501', rule: claim.kind, text, at, claim }],
  }
}

/** Whether a title is one that a tool sets, as its rules know them. */
export function readsTitle({ title: rules }: RuleSet, title: string): boolean {
  return readFrame(rules, { ...emptyFrame, title: cleanTitle(title) }) !== null
}

/** A title no rule speaks of claims nothing; where a tool has no rules its titles are no evidence at all. */
function titleEvidence(rules: readonly CompiledRule[], title: string, at: number): readonly ClaimEvidence[] {
  if (rules.length === 0) return []
  const reading = readFrame(rules, { ...emptyFrame, title })
  if (reading === null) return [nothing('title', at)]
  const claim = claimOfReading(reading)
  if (claim === null) return []
  // A title that asks is no question to show: Codex blinks a mark in it once a second, which would count as a change each time.
  const shown = claim.kind === 'waiting' ? { ...claim, question: null } : claim
  return [{ kind: 'claim', source: 'title', rule: reading.rule, text: title, at, claim: shown }]
}

/** Only one that asks counts: its words for the end of a turn come when the next turn may have begun. */
function notified(
  rules: readonly CompiledRule[],
  { title, body }: ProgramNotification,
  at: number,
): readonly ClaimEvidence[] {
  const notification = [title, body].filter((line) => line !== null)
  const reading = readFrame(rules, { ...emptyFrame, notification })
  const claim = reading === null ? null : claimOfReading(reading)
  if (reading === null || claim?.kind !== 'waiting') return []
  return [{ kind: 'claim', source: 'osc', rule: reading.rule, text: notification.join(' · '), at, claim }]
}

/** OSC 133: A and B stand round a shell's prompt, C before a command's output, D after its end. */
function marked(records: ProgramRecords, mark: ShellMark, at: number): SignalsRead {
  const before =
    mark.kind === 'prompt' ? changed(records, { kind: 'shellPrompt' }, at) : { records, evidence: [] }
  const claim: Claim = mark.kind === 'output' ? { kind: 'working', progress: null } : { kind: 'idle' }
  const evidence = { kind: 'claim', source: 'osc', rule: `shell-${mark.kind}`, text: '', at, claim } as const
  return { records: before.records, evidence: [...before.evidence, evidence] }
}

/** A task that failed is no status of the session: the program goes on, and says more in its text. */
function progressEvidence({ progress }: { progress: OscProgress }, at: number): ClaimEvidence {
  if (progress.kind === 'none' || progress.kind === 'failed') return nothing('osc', at)
  return {
    kind: 'claim',
    source: 'osc',
    rule: 'progress',
    text: '',
    at,
    claim: { kind: 'working', progress: progress.percent },
  }
}

function nothing(source: 'osc7501' | 'osc' | 'title', at: number): ClaimEvidence {
  return { kind: 'claim', source, rule: 'withdrawn', text: '', at, claim: { kind: 'none' } }
}
