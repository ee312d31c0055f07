import { compileRules, type CompiledRule } from './read-frame.ts'
import type { Rule } from './rules.ts'

/** A tool's rules, ready to be asked, by what they look at. */
export type RuleSet = {
  readonly screen: readonly CompiledRule[]
  readonly title: readonly CompiledRule[]
  readonly notification: readonly CompiledRule[]
  /** Whether the whole screen is read, and not the line of the cursor alone. */
  readonly readsScreen: boolean
  /** Whether both work and rest are read off the whole screen: of such a tool it is known how it looks. */
  readonly coversScreen: boolean
}

/** Compiles rules. @throws SyntaxError for a pattern that no schema has checked */
export function ruleSet(rules: readonly Rule[]): RuleSet {
  const compiled = compileRules(rules)
  const at = (kind: CompiledRule['region']['kind']) => compiled.filter((rule) => rule.region.kind === kind)
  const title = at('title')
  const notification = at('notification')
  const screen = compiled.filter((rule) => !title.includes(rule) && !notification.includes(rule))
  const whole = screen.filter((rule) => rule.region.kind !== 'cursorLine')
  const tells = (kind: Rule['claim']['kind']) => whole.some((rule) => rule.claim.kind === kind)
  const coversScreen = tells('working') && tells('idle')
  return { screen, title, notification, readsScreen: whole.length > 0, coversScreen }
}
