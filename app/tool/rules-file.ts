import * as v from 'valibot'
import { reasonOf, type Reason } from '../base/reason.ts'
import { succeed, type Result } from '../base/result.ts'
import { failWith } from '../i18n/failure.ts'
import { PromptBoxRuleSchema } from '../screen/prompt-box.ts'
import { maxRules, RuleSchema } from '../screen/rules.ts'
import { maxToolNameChars } from '../session/session.ts'
import { MeasuredSchema } from './version.ts'

/** The form that this code reads and writes; `roostRules` of a file. */
const rulesFileVersion = 1

/** The rules that Roost brings have 40 KB together. */
export const maxRulesFileBytes = 2 ** 20
const maxTools = 100

/**
 * What a file has of a tool. It takes the place of the built-in rules: all of them, and the box where there is one.
 * `measured`: the versions of the tool that they were written for; nothing is known of that where it is missing.
 */
const ToolRulesSchema = v.strictObject({
  measured: v.optional(MeasuredSchema),
  statusRules: v.pipe(v.array(RuleSchema), v.minLength(1), v.maxLength(maxRules), v.readonly()),
  promptBox: v.optional(PromptBoxRuleSchema),
})
export type ToolRules = Readonly<v.InferOutput<typeof ToolRulesSchema>>

const RulesFileSchema = v.strictObject({
  roostRules: v.literal(rulesFileVersion),
  tools: v.record(v.pipe(v.string(), v.minLength(1), v.maxLength(maxToolNameChars)), ToolRulesSchema),
})

/** Rules of some tools by their names, of which some may not be known here. */
export type RulesFile = Readonly<v.InferOutput<typeof RulesFileSchema>>

/**
 * Reads a file of rules. Its patterns compile; whether one could take forever is not looked at.
 *
 * @returns failures: `rules-file-json` with the place, `rules-file-form` where it is another file, `rules-file-newer`,
 *   `rules-file-wrong` with the field and why
 */
export function readRulesFile(text: string): Result<RulesFile> {
  const json = readJson(text)
  if (!json.ok) return json
  const form = v.safeParse(v.looseObject({ roostRules: v.number() }), json.value)
  if (!form.success) return failWith('rules-file-form')
  if (form.output.roostRules > rulesFileVersion) return failWith('rules-file-newer')
  const parsed = v.safeParse(RulesFileSchema, json.value)
  if (!parsed.success) {
    const [issue] = parsed.issues
    return failWith('rules-file-wrong', { field: placeOf(issue), reason: reasonOf(issue) })
  }
  const { tools } = parsed.output
  if (Object.keys(tools).length > maxTools)
    return failWith('rules-file-wrong', {
      field: 'tools',
      reason: { kind: 'length', expected: `<=${maxTools}` },
    })
  const twin = Object.entries(tools).flatMap(([name, { statusRules }]) => twinIn(name, statusRules))[0]
  if (twin !== undefined)
    return failWith('rules-file-wrong', { field: twin, reason: { kind: 'rule-id-taken' } })
  return succeed(parsed.output)
}

/** The text of a file, to be read and changed by hand. */
export function writeRulesFile(tools: RulesFile['tools']): string {
  return `${JSON.stringify({ roostRules: rulesFileVersion, tools }, null, 2)}\n`
}

/** The field of a rule as messages name it. */
export function ruleField(toolName: string, id: string): string {
  return `tools.${toolName}.statusRules.${id}`
}

function twinIn(toolName: string, rules: ToolRules['statusRules']): readonly string[] {
  const twin = rules.find(({ id }, at) => rules.findIndex((other) => other.id === id) !== at)
  return twin === undefined ? [] : [ruleField(toolName, twin.id)]
}

/** The path of a finding; a rule by its id where it has one that can be read, since nobody counts to the 23rd. */
function placeOf(issue: v.BaseIssue<unknown>): string {
  return (issue.path ?? [])
    .map(({ key, value }, at, path) => {
      if (path[at - 1]?.key !== 'statusRules') return String(key)
      const named = v.safeParse(v.looseObject({ id: v.pipe(v.string(), v.maxLength(64)) }), value)
      return named.success ? named.output.id : String(key)
    })
    .join('.')
}

function readJson(text: string): Result<unknown> {
  try {
    // Editors on Windows put a mark of the byte order in front.
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/u, ''))
    return succeed(value)
  } catch (error) {
    const reason = jsonPlace(String(error), text)
    return failWith('rules-file-json', reason === null ? {} : { reason })
  }
}

/** Where the parser stopped. V8 names the place, but for a text that ends too early, and for one of some 40 characters. */
function jsonPlace(message: string, text: string): Reason | null {
  const at = /at position (\d+)/u.exec(message)?.[1]
  if (at === undefined && !message.includes('end of JSON')) return null
  const before = text.slice(0, at === undefined ? undefined : Number(at)).split('\n')
  return { kind: 'text-place', line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
