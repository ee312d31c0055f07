import * as v from 'valibot'
import { because } from '../base/reason.ts'
import { PatternSchema } from '../base/pattern.ts'

/**
 * Where a condition looks.
 *
 * - `screen`: every line of the screen
 * - `bottom`: the last `lines` lines that are not empty
 * - `afterLast`: of the lines after the last that matches `regex`, the last `lines` that are not empty; of all where none
 *   matches. For what belongs to the last prompt alone.
 * - `belowRule`: the lines below the last horizontal rule (a line of ─ or ━); the whole screen where there is none
 * - `promptBox`: the lines between the last two horizontal rules, or inside the last closed box, without its frame
 * - `cursorBox`: the lines of the box that the cursor stands in, from the nearest edge above it to the nearest below; none where
 *   it stands in no box
 * - `belowCursorBox`: the lines below that box
 * - `cursorLine`: the line of the cursor, up to the cursor's column if nothing but blanks follows it; with `screen: "normal"`
 *   none where the program draws a full screen, such as an editor
 * - `title`: the window title, cleaned
 * - `notification`: title and body of an OSC 9, 777 or 99 as they come, a line each
 */
const RegionSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('screen') }),
  v.strictObject({
    kind: v.literal('bottom'),
    lines: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
  }),
  v.strictObject({
    kind: v.literal('afterLast'),
    regex: PatternSchema,
    lines: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
  }),
  v.strictObject({ kind: v.literal('belowRule') }),
  v.strictObject({ kind: v.literal('promptBox') }),
  v.strictObject({ kind: v.literal('cursorBox') }),
  v.strictObject({ kind: v.literal('belowCursorBox') }),
  v.strictObject({ kind: v.literal('cursorLine'), screen: v.optional(v.literal('normal')) }),
  v.strictObject({ kind: v.literal('title') }),
  v.strictObject({ kind: v.literal('notification') }),
])
export type Region = v.InferOutput<typeof RegionSchema>

/**
 * What has to be true of a region. `contains` ignores case; `regex` (flags `mu`) is tested on each line by itself, so
 * that no pattern can wander over a screen; `atLeast` says of how many lines it has to be true, one where it is left out.
 * `region` says where this condition and those inside it look.
 */
export type Condition = { readonly region?: Region } & (
  | { readonly contains: string }
  | { readonly regex: string; readonly atLeast?: number }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
)

const region = v.optional(RegionSchema)
const CountSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200))
/** How deep conditions may stand in one another: what nobody writes would overflow the stack of whoever reads it. */
const maxConditionDepth = 32

/** By the one word that says what it is, so that what is wrong inside it is named, and not all that it is not. */
const AnyConditionSchema: v.GenericSchema<Condition> = v.lazy((input) => {
  const has = (key: string): boolean => typeof input === 'object' && input !== null && key in input
  if (has('contains'))
    return v.strictObject({ region, contains: v.pipe(v.string(), v.minLength(1), v.maxLength(500)) })
  if (has('regex')) return v.strictObject({ region, regex: PatternSchema, atLeast: v.optional(CountSchema) })
  if (has('all')) return v.strictObject({ region, all: AnyConditionsSchema })
  if (has('any')) return v.strictObject({ region, any: AnyConditionsSchema })
  if (has('not')) return v.strictObject({ region, not: AnyConditionSchema })
  return v.never(because('condition'))
})
const AnyConditionsSchema = conditionsOf(AnyConditionSchema)
export const ConditionSchema = v.pipe(v.custom<Condition>(isShallow, because('deep')), AnyConditionSchema)
/** Several at once, at most 32. */
export const ConditionsSchema = conditionsOf(ConditionSchema)

function conditionsOf(schema: v.GenericSchema<Condition>) {
  return v.pipe(v.array(schema), v.minLength(1), v.maxLength(32), v.readonly())
}

/** What a program may want of the user. */
export const WaitingReasonSchema = v.picklist(['approval', 'question', 'trust', 'login'])
/** How a turn may fail by what the screen says: a failed start and a crash are seen elsewhere. */
export const ScreenFailureSchema = v.picklist(['limit', 'auth', 'network', 'api'])

/** `keep` leaves the status as it is: a picker or a viewer hides what would tell. */
const RuleClaimSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('working') }),
  v.strictObject({ kind: v.literal('waiting'), reason: WaitingReasonSchema }),
  v.strictObject({
    kind: v.literal('idle'),
    /** For how long the sign has to stand after work, ms: longer for a tool that shows its prompt while it works. */
    holdMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2300))),
  }),
  v.strictObject({ kind: v.literal('failed'), reason: ScreenFailureSchema }),
  v.strictObject({ kind: v.literal('keep') }),
])
export type RuleClaim = v.InferOutput<typeof RuleClaimSchema>

/** The name by which a rule is shown, overridden and refused. */
const RuleIdSchema = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/u, because('rule-id')))

/** The most rules of a tool, and the most that a user adds to them: more than anybody writes by hand. */
export const maxRules = 200
/** Of a rule; the rules that Roost brings have some tens. */
export const maxPriority = 1000

export const RuleSchema = v.strictObject({
  id: RuleIdSchema,
  /** Higher is asked first; of equals the earlier in the list. */
  priority: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-maxPriority), v.maxValue(maxPriority)), 0),
  region: v.optional(RegionSchema, { kind: 'screen' }),
  when: ConditionSchema,
  claim: RuleClaimSchema,
  /**
   * Where the words of a question or a failure stand, in order: of each pattern the last match in the region, its
   * group `text` or all of it; what matches is joined by ` · `. Without it, the line that made the rule true.
   */
  words: v.optional(
    v.pipe(
      v.array(v.strictObject({ region, regex: PatternSchema })),
      v.minLength(1),
      v.maxLength(8),
      v.readonly(),
    ),
  ),
})
export type Rule = Readonly<v.InferOutput<typeof RuleSchema>>
export type RuleInput = v.InferInput<typeof RuleSchema>

const OffRuleSchema = v.strictObject({ id: RuleIdSchema, off: v.literal(true) })

/** A user's entry: a rule of its own, a replacement for the preset's of that id, or `off`. */
export const OwnRuleSchema: v.GenericSchema<unknown, OwnRule> = v.lazy((input) =>
  typeof input === 'object' && input !== null && 'off' in input ? OffRuleSchema : RuleSchema,
)
export type OwnRule = Rule | Readonly<v.InferOutput<typeof OffRuleSchema>>

/** A user's rules over the preset's: by id in its place, new ones before all of the same priority. */
export function mergeRules(preset: readonly Rule[], own: readonly OwnRule[]): readonly Rule[] {
  const byId = new Map(own.map((rule) => [rule.id, rule]))
  const known = new Set(preset.map((rule) => rule.id))
  const fresh = own.filter((rule): rule is Rule => !known.has(rule.id) && !isOff(rule))
  const kept = preset.flatMap((rule) => {
    const mine = byId.get(rule.id)
    if (mine === undefined) return [rule]
    return isOff(mine) ? [] : [mine]
  })
  return [...fresh, ...kept]
}

/** Rules in the order in which they are asked. */
export function inOrder(rules: readonly Rule[]): readonly Rule[] {
  return [...rules].sort((a, b) => b.priority - a.priority)
}

/** Level by level, so that it takes any depth. A level is a list or an object: a condition of a list of conditions is two. */
function isShallow(input: unknown): boolean {
  let level = [input]
  for (let depth = 0; depth < 2 * maxConditionDepth && level.length > 0; depth += 1)
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  return level.length === 0
}

function isOff(rule: OwnRule): rule is Extract<OwnRule, { off: true }> {
  return 'off' in rule
}
