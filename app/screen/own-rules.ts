import * as v from 'valibot'
import { reasonOf, type Reason } from '../base/reason.ts'
import { OwnRuleSchema, type Condition, type OwnRule, type Region } from './rules.ts'

/** A user's rules as far as they can be read, and what is wrong with the others, by name. */
export type OwnRules = {
  readonly rules: readonly OwnRule[]
  readonly problems: readonly OwnRuleProblem[]
}

/** What is wrong with a rule: the rule by its name, the field inside of it by its path, empty where it is the whole, and why. */
export type OwnRuleProblem = { readonly rule: string; readonly field: string; readonly reason: Reason }

/** Reads a list of rules one by one: a bad one is left out and named. Ids stand once. */
export function parseOwnRules(list: readonly unknown[]): OwnRules {
  const rules: OwnRule[] = []
  const problems: OwnRuleProblem[] = []
  for (const [index, entry] of list.entries()) {
    const name = nameOf(entry, index)
    const parsed = v.safeParse(OwnRuleSchema, entry)
    if (!parsed.success) problems.push({ rule: name, ...problemOf(parsed.issues[0]) })
    else if (rules.some(({ id }) => id === parsed.output.id))
      problems.push({ rule: name, field: '', reason: { kind: 'rule-id-taken' } })
    else rules.push(parsed.output)
  }
  return { rules, problems }
}

/** The patterns of a rule, for checks that compile them. */
export function patternsOf(rule: OwnRule): readonly string[] {
  if ('off' in rule) return []
  const words = (rule.words ?? []).flatMap(({ regex, region }) => [regex, ...ofRegion(region)])
  return [...ofRegion(rule.region), ...patternsOfCondition(rule.when), ...words]
}

/** The patterns of a condition and of all inside it. */
export function patternsOfCondition(condition: Condition): readonly string[] {
  return [...ofRegion(condition.region), ...ofCondition(condition)]
}

function ofRegion(region: Region | undefined): readonly string[] {
  return region?.kind === 'afterLast' ? [region.regex] : []
}

function ofCondition(condition: Condition): readonly string[] {
  if ('regex' in condition) return [condition.regex]
  if ('all' in condition) return condition.all.flatMap(patternsOfCondition)
  if ('any' in condition) return condition.any.flatMap(patternsOfCondition)
  return 'not' in condition ? patternsOfCondition(condition.not) : []
}

function nameOf(entry: unknown, index: number): string {
  const named = v.safeParse(v.looseObject({ id: v.string() }), entry)
  return named.success && named.output.id !== '' ? named.output.id.slice(0, 64) : `#${index + 1}`
}

function problemOf(issue: v.BaseIssue<unknown>): Omit<OwnRuleProblem, 'rule'> {
  return { field: v.getDotPath(issue) ?? '', reason: reasonOf(issue) }
}
