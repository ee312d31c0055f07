import * as v from 'valibot'
import { claimOfReading } from './screen-claim.ts'
import { emptyFrame, type Frame } from '../screen/frame.ts'
import { allReadings, compileRules, readFrame } from '../screen/read-frame.ts'
import { ruleSet } from '../screen/rule-set.ts'
import {
  mergeRules,
  ScreenFailureSchema,
  WaitingReasonSchema,
  type OwnRule,
  type Rule,
  maxPriority,
} from '../screen/rules.ts'
import { escapePattern } from '../base/pattern.ts'
import type { RuleFix } from './why.ts'

/** What a user may call the right status of a frame. */
export const RightStatusSchema = v.variant('kind', [
  v.object({ kind: v.picklist(['starting', 'working', 'idle']) }),
  v.object({ kind: v.literal('waiting'), reason: WaitingReasonSchema }),
  v.object({ kind: v.literal('failed'), reason: ScreenFailureSchema }),
])

/** A frame whose status was called wrong, with the right one; a file of the folder `cases`. Version 1. */
export const CaseSchema = v.object({
  version: v.literal(1),
  toolName: v.string(),
  /** Ms since the epoch. */
  at: v.number(),
  /** What Roost showed, and what it rested on. */
  shown: v.object({ kind: v.string(), source: v.string(), rule: v.string(), text: v.string() }),
  right: RightStatusSchema,
  /** A line of the screen each. */
  screen: v.array(v.string()),
  title: v.string(),
  signals: v.array(v.string()),
  /** The line that the user says tells it. */
  sign: v.nullable(v.string()),
})
export type Case = v.InferOutput<typeof CaseSchema>

/**
 * The changes of rules that would have made a case right, the one that leaves most other cases right first. A status
 * that rested on the program's own word cannot be mended by rules of the screen; then there is none.
 */
export function tryFixes(
  wrong: Case,
  preset: readonly Rule[],
  own: readonly OwnRule[],
  others: readonly Case[],
): readonly RuleFix[] {
  const kept = others.filter((other) => other.toolName === wrong.toolName && other.at !== wrong.at)
  const candidates = candidatesFor(wrong, preset, own)
  const fixes = candidates.flatMap(({ kind, rule, rules }) => {
    const merged = mergeRules(preset, rules)
    if (!isRight(wrong, merged)) return []
    const othersRight = kept.filter((other) => isRight(other, merged)).length
    const text = JSON.stringify(rules, null, 2)
    return [{ kind, rule, rules: text, othersRight, others: kept.length }]
  })
  return fixes.sort((a, b) => b.othersRight - a.othersRight)
}

/** Whether the screen and the title of a case say what is right, by these rules. A title that says nothing is no fault. */
export function isRight(one: Case, rules: readonly Rule[]): boolean {
  const frame = frameOf(one)
  const set = ruleSet(rules)
  const screen = readFrame(set.screen, frame)
  const title = readFrame(set.title, frame)
  const says = screen === null ? null : claimOfReading(screen)
  const titleSays = title === null ? null : claimOfReading(title)
  if (titleSays !== null && titleSays.kind !== one.right.kind && says?.kind !== 'waiting') return false
  const said = says ?? titleSays
  if (said === null || said.kind !== one.right.kind) return false
  return !('reason' in one.right) || !('reason' in said) || said.reason === one.right.reason
}

type Candidate = { readonly kind: RuleFix['kind']; readonly rule: string; readonly rules: readonly OwnRule[] }

function candidatesFor(wrong: Case, preset: readonly Rule[], own: readonly OwnRule[]): readonly Candidate[] {
  const merged = mergeRules(preset, own)
  const readings = allReadings(compileRules(merged), frameOf(wrong))
  const first = readings[0]
  const off =
    first === undefined
      ? []
      : [{ kind: 'off', rule: first.rule, rules: withOwn(own, { id: first.rule, off: true }) } as const]
  const raise = readings
    .slice(1)
    .filter(({ claim }) => claim.kind === wrong.right.kind)
    .flatMap(({ rule }) => {
      const found = merged.find(({ id }) => id === rule)
      const raised = found === undefined ? [] : [{ ...found, priority: topPriority(merged) }]
      return raised.map((one) => ({ kind: 'raise', rule, rules: withOwn(own, one) }) as const)
    })
  const added = newRule(wrong, merged)
  const add = added === null ? [] : [{ kind: 'add', rule: added.id, rules: [added, ...own] } as const]
  return [...raise, ...off, ...add]
}

/** A rule that looks for the line that the user pointed at, numbers and spinner frames in it left open. */
function newRule({ sign, right, at }: Case, rules: readonly Rule[]): Rule | null {
  // By characters: half of one is no pattern.
  const words = [...(sign ?? '').trim()].slice(0, 200).join('')
  if (words === '' || right.kind === 'starting') return null
  const claim = right.kind === 'failed' || right.kind === 'waiting' ? right : { kind: right.kind }
  const regex = words
    .replace(/^[^\p{L}\p{N}$>❯›]+/u, '')
    .split(/\d+/u)
    .map(escapePattern)
    .join(String.raw`\d+`)
  if (regex === '') return null
  return {
    id: `own-${right.kind}-${at.toString(36)}`,
    priority: topPriority(rules),
    region: { kind: 'bottom', lines: 24 },
    when: { regex },
    claim,
  }
}

function topPriority(rules: readonly Rule[]): number {
  return Math.min(maxPriority, Math.max(0, ...rules.map(({ priority }) => priority)) + 10)
}

function withOwn(own: readonly OwnRule[], rule: OwnRule): readonly OwnRule[] {
  return [...own.filter(({ id }) => id !== rule.id), rule]
}

function frameOf({ screen, title }: Case): Frame {
  return { ...emptyFrame, lines: screen, title }
}
