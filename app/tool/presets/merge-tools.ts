import { isOwnEntry, type OwnEntry } from '../own-entry.ts'
import { presetInputs, presets, readPresets, type PresetInputs } from './presets.ts'
import { isPresetName } from './preset-names.ts'
import { readToolConfig, type ToolConfig } from '../tool-config.ts'
import type { ToolProblem } from '../tool-problem.ts'
import { succeed, type Result } from '../../base/result.ts'

/** What a user has in the settings: changes of presets and tools of their own, by the name of the tool. */
export type OwnTools = Readonly<Record<string, unknown>>

/** The tools that are in force, and what is wrong with the entries that are not. */
export type MergedTools = {
  readonly tools: readonly ToolConfig[]
  readonly problems: readonly ({ readonly toolName: string } & ToolProblem)[]
}

/**
 * The presets with a user's own entries over them, and then the tools of their own.
 * Of an entry that cannot be read the tool of `lastGood` stays in force, else the preset; the others are not touched.
 *
 * @param inputs the presets, where they are not as Roost brings them
 */
export function mergeTools(
  own: OwnTools,
  lastGood: readonly ToolConfig[] = presets,
  inputs: PresetInputs = presetInputs,
): MergedTools {
  const base = inputs === presetInputs ? presets : readPresets(inputs)
  const tools = new Map(base.map((tool) => [String(tool.name), tool]))
  const problems: ({ readonly toolName: string } & ToolProblem)[] = []
  for (const [toolName, entry] of Object.entries(own)) {
    const merged = mergeTool(toolName, entry, inputs)
    const checked = merged.ok ? unlikeOthers(merged.value, [...tools.values()]) : merged
    if (checked.ok) {
      tools.set(toolName, checked.value)
      continue
    }
    problems.push({ toolName, ...checked.error })
    const kept = lastGood.find((tool) => tool.name === toolName)
    if (kept !== undefined) tools.set(toolName, kept)
  }
  return { tools: [...tools.values()], problems }
}

/**
 * One entry over the preset of its name, field by field: what it names takes the place of the preset's, lists as a
 * whole; `headless`, `resume`, `signals` and `timeouts` again field by field. Null takes a field of the preset away.
 */
export function mergeTool(
  toolName: string,
  entry: unknown,
  inputs: PresetInputs = presetInputs,
): Result<ToolConfig, ToolProblem> {
  if (!isOwnEntry(entry)) return { ok: false, error: { field: '', reason: { kind: 'type', type: 'object' } } }
  if ('name' in entry && entry['name'] !== toolName)
    return { ok: false, error: { field: 'name', reason: { kind: 'other-name', name: toolName } } }
  const preset = isPresetName(toolName) ? inputs[toolName] : {}
  return readToolConfig({ ...over(preset, entry), name: toolName })
}

/**
 * Refuses a tool that is shown under the name of another: nobody could tell them apart.
 * Letters are compared without case, blanks as one.
 */
export function unlikeOthers(
  tool: ToolConfig,
  others: readonly ToolConfig[],
): Result<ToolConfig, ToolProblem> {
  const shown = comparable(tool.displayName)
  const twin = others.find(
    (other) =>
      other.name !== tool.name && [other.displayName, other.name].some((name) => comparable(name) === shown),
  )
  if (twin === undefined) return succeed(tool)
  return { ok: false, error: { field: 'displayName', reason: { kind: 'name-taken', name: twin.name } } }
}

const partsOfTheirOwn: ReadonlySet<string> = new Set(['headless', 'resume', 'signals', 'timeouts'])

function over(base: OwnEntry, own: OwnEntry): OwnEntry {
  const fields = new Map(Object.entries(base))
  for (const [field, value] of Object.entries(own)) {
    const before = fields.get(field)
    if (value === null) fields.delete(field)
    else if (partsOfTheirOwn.has(field) && isOwnEntry(value) && isOwnEntry(before))
      // A null of the time-outs means “forever”.
      fields.set(field, field === 'timeouts' ? { ...before, ...value } : over(before, value))
    else fields.set(field, value)
  }
  return Object.fromEntries(fields)
}

function comparable(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/gu, ' ')
    .trim()
}
