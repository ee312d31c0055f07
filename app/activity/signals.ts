import { compilePattern } from '../tool/pattern.ts'
import type { TitleRule, ToolConfig } from '../tool/tool-config.ts'
import { changeRecords, noRecords, type ProgramRecords } from '../terminal/program-records.ts'
import { parseProgramStatus } from '../terminal/program-status.ts'
import { cleanTitle } from '../terminal/title.ts'
import type { Claim, ClaimEvidence } from './evidence.ts'
import { claimOfRecords } from './program-claim.ts'

/** What a session's escape sequences have said so far. */
export type Signals = {
  readonly records: ProgramRecords
  /** The program that reported has ended: how it ended stays until somebody looks. */
  readonly ended: boolean
}

export const noSignals: Signals = { records: noRecords, ended: false }

/** A signal of the terminal, as the pty host tells it; `title` raw. */
export type Signal =
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'osc7501'; readonly body: string }
  | { readonly kind: 'progress'; readonly state: number; readonly value: number }
  | { readonly kind: 'reset' }

/** The signals after one more, and what it claims, if anything. */
export function readSignal(
  signals: Signals,
  signal: Signal,
  tool: Pick<ToolConfig, 'titleRules' | 'signals'>,
  at: number,
): { readonly signals: Signals; readonly evidence: readonly ClaimEvidence[] } {
  switch (signal.kind) {
    case 'osc7501':
      return readReport(signals, signal.body, at)
    case 'title':
      return { signals, evidence: titleEvidence(tool.titleRules, cleanTitle(signal.title), at) }
    case 'progress':
      return { signals, evidence: tool.signals.progress ? [progressEvidence(signal, at)] : [] }
    case 'reset':
      return {
        signals: noSignals,
        evidence: [nothing('osc7501', at), nothing('osc', at), nothing('title', at)],
      }
  }
}

/**
 * The program that ran in a shell has gone, perhaps without a word: what it was doing is void, how it ended stays.
 */
export function programEnded(signals: Signals, at: number): ReturnType<typeof readSignal> {
  const records = changeRecords(signals.records, { kind: 'processExit' })
  return {
    signals: { records, ended: records.size > 0 },
    evidence: [recordEvidence(records, at), nothing('osc', at), nothing('title', at)],
  }
}

/** Somebody looked: the end of a program that has gone need not be told any longer. */
export function signalsSeen(signals: Signals, at: number): ReturnType<typeof readSignal> {
  if (!signals.ended) return { signals, evidence: [] }
  return { signals: noSignals, evidence: [nothing('osc7501', at)] }
}

function readReport(signals: Signals, body: string, at: number): ReturnType<typeof readSignal> {
  const message = parseProgramStatus(body)
  if (message?.kind !== 'report') return { signals, evidence: [] }
  const records = changeRecords(signals.ended ? noRecords : signals.records, message)
  return { signals: { records, ended: false }, evidence: [recordEvidence(records, at)] }
}

function recordEvidence(records: ProgramRecords, at: number): ClaimEvidence {
  const claim = claimOfRecords(records)
  const text = claim.kind === 'waiting' ? (claim.question ?? '') : ''
  return { kind: 'claim', source: 'osc7501', rule: claim.kind, text, at, claim }
}

/** A title no rule speaks of claims nothing; where a tool has no rules its titles are no evidence at all. */
function titleEvidence(rules: readonly TitleRule[], title: string, at: number): readonly ClaimEvidence[] {
  if (rules.length === 0) return []
  const rule = rules.find((candidate) => compilePattern(candidate.pattern).test(title))
  if (rule === undefined) return [nothing('title', at)]
  return [{ kind: 'claim', source: 'title', rule: rule.pattern, text: title, at, claim: titleClaim(rule) }]
}

/** A title that asks is no question to show: Codex blinks a mark in it once a second, which would be news each time. */
function titleClaim({ claim }: TitleRule): Claim {
  switch (claim.kind) {
    case 'working':
      return { kind: 'working', progress: null }
    case 'waiting':
      return { kind: 'waiting', reason: claim.reason, question: null }
    case 'idle':
      return { kind: 'idle' }
  }
}

/** OSC 9;4 (ConEmu, Windows Terminal): 0 off, 1 normal, 2 error, 3 indeterminate, 4 paused. Off and error are no status. */
function progressEvidence(signal: { state: number; value: number }, at: number): ClaimEvidence {
  const { state, value } = signal
  if (state !== 1 && state !== 3 && state !== 4) return nothing('osc', at)
  const progress = state === 3 ? null : Math.min(100, Math.max(0, Math.round(value)))
  return {
    kind: 'claim',
    source: 'osc',
    rule: 'progress',
    text: '',
    at,
    claim: { kind: 'working', progress },
  }
}

function nothing(source: 'osc7501' | 'osc' | 'title', at: number): ClaimEvidence {
  return { kind: 'claim', source, rule: 'withdrawn', text: '', at, claim: { kind: 'none' } }
}
