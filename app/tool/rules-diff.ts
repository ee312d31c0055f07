import type { ToolConfig } from './tool-config.ts'
import type { Rule } from '../screen/rules.ts'
import { newestMeasured } from './version.ts'

/** What happens to one rule, or to the box of a prompt; texts are JSON. */
export type RuleChange =
  | { readonly kind: 'added'; readonly id: string; readonly after: string }
  | { readonly kind: 'changed'; readonly id: string; readonly before: string; readonly after: string }
  | { readonly kind: 'removed'; readonly id: string; readonly before: string }

/** How the rules of a tool would change. */
export type ToolRulesDiff = {
  readonly toolName: string
  /** As the tool is shown. */
  readonly tool: string
  /** The newest version that they were measured with; null where none is named. */
  readonly measured: { readonly before: string | null; readonly after: string | null }
  /** In the order of the new rules, those that are gone last. */
  readonly rules: readonly RuleChange[]
  /** Of the place of a half-typed prompt. */
  readonly promptBox: RuleChange | null
  /** Rules that stay are asked in another order among those of the same priority. */
  readonly isReordered: boolean
}

/** A file of rules that was checked and is not in force yet. */
export type RulesPreview = {
  /** By which it is put in force. */
  readonly id: number
  readonly fileName: string
  readonly tools: readonly ToolRulesDiff[]
  /** Names of tools in the file that Roost does not bring: nothing of them is used. */
  readonly leftOut: readonly string[]
}

/** Where the rules of a tool come from. */
export type RulesOrigin = {
  /** Whether Roost brings rules for it: only these are brought up to date by a file. */
  readonly isPreset: boolean
  /** The newest version that the rules in use were measured with; null where none is named. */
  readonly measured: string | null
  /** The file whose rules are in use; null where all rules are built in. */
  readonly file: {
    readonly fileName: string
    /** Ms since the epoch. */
    readonly chosenAt: number
    /** Of each tool in the file. `isUsed` is false where the rules of a later Roost are for a later version. */
    readonly versions: readonly {
      readonly toolName: string
      readonly tool: string
      readonly measured: string | null
      readonly isUsed: boolean
    }[]
  } | null
}

/** Compares the rules of one tool, as they are and as they would be. */
export function diffRules(before: ToolConfig, after: ToolConfig): ToolRulesDiff {
  const [old, now] = [textsOf(before.statusRules), textsOf(after.statusRules)]
  const kept = (texts: ReadonlyMap<string, string>) =>
    [...texts.keys()].filter((id) => old.has(id) && now.has(id))
  const ids = [...now.keys(), ...[...old.keys()].filter((id) => !now.has(id))]
  return {
    toolName: after.name,
    tool: after.displayName,
    measured: { before: newestMeasured(before.measured), after: newestMeasured(after.measured) },
    rules: ids.flatMap((id) => changeOf(id, old.get(id), now.get(id)) ?? []),
    promptBox: changeOf('promptBox', textOf(before.promptBox), textOf(after.promptBox)),
    isReordered: kept(old).join() !== kept(now).join(),
  }
}

/** Whether anything is different. */
export function isSameRules({ rules, promptBox, isReordered, measured }: ToolRulesDiff): boolean {
  return rules.length === 0 && promptBox === null && !isReordered && measured.before === measured.after
}

function changeOf(id: string, before: string | undefined, after: string | undefined): RuleChange | null {
  if (before === after) return null
  if (before === undefined) return after === undefined ? null : { kind: 'added', id, after }
  return after === undefined ? { kind: 'removed', id, before } : { kind: 'changed', id, before, after }
}

function textsOf(rules: readonly Rule[]): ReadonlyMap<string, string> {
  return new Map(rules.map((rule) => [rule.id, JSON.stringify(rule, null, 2)]))
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value, null, 2)
}
