import * as v from 'valibot'
import { OwnRuleSchema, type OwnRule } from './rules.ts'

/** A person's rules as far as they can be read, and what is wrong with the others, by name. */
export type OwnRules = {
  readonly rules: readonly OwnRule[]
  readonly problems: readonly { readonly rule: string; readonly problem: string }[]
}

/** Reads a list of rules one by one: a bad one is left out and named. Ids stand once. */
export function parseOwnRules(list: readonly unknown[]): OwnRules {
  const rules: OwnRule[] = []
  const problems: { rule: string; problem: string }[] = []
  for (const [index, entry] of list.entries()) {
    const name = nameOf(entry, index)
    const parsed = v.safeParse(OwnRuleSchema, entry)
    if (!parsed.success) problems.push({ rule: name, problem: problemOf(parsed.issues[0]) })
    else if (rules.some(({ id }) => id === parsed.output.id))
      problems.push({ rule: name, problem: 'there is a rule of this id already' })
    else rules.push(parsed.output)
  }
  return { rules, problems }
}

/** The patterns of a rule, for checks that compile them. */
export function patternsOf(rule: OwnRule): readonly string[] {
  return 'off' in rule ? [] : collect(rule.when).concat((rule.words ?? []).map(({ regex }) => regex))
}

function collect(condition: Exclude<OwnRule, { off: true }>['when']): string[] {
  if ('regex' in condition) return [condition.regex]
  if ('all' in condition) return condition.all.flatMap(collect)
  if ('any' in condition) return condition.any.flatMap(collect)
  return 'not' in condition ? collect(condition.not) : []
}

function nameOf(entry: unknown, index: number): string {
  const named = v.safeParse(v.looseObject({ id: v.string() }), entry)
  return named.success && named.output.id !== '' ? named.output.id.slice(0, 64) : `#${index + 1}`
}

/** The deepest issue says where; a union's own message only that nothing fits. */
function problemOf(issue: v.BaseIssue<unknown>): string {
  const deepest = (issue.issues ?? []).reduce<v.BaseIssue<unknown>>(
    (best, one) => ((one.path?.length ?? 0) > (best.path?.length ?? 0) ? one : best),
    issue,
  )
  const path = v.getDotPath(deepest)
  return path === null ? deepest.message : `${path}: ${deepest.message}`
}
