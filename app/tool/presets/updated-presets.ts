import type { RulesFile, ToolRules } from '../rules-file.ts'
import { readToolConfig } from '../tool-config.ts'
import { newestMeasured, versionAge, type Measured } from '../version.ts'
import { isPresetName, presetNames, type PresetName } from './preset-names.ts'
import { presetInputs, presets, type PresetInputs } from './presets.ts'

/** Rules of a file that are in use, and the versions that the built-in ones were measured with when they came into use. */
export type RulesInUse = {
  readonly tools: RulesFile['tools']
  readonly over: Readonly<Record<string, Measured>>
}

/** The presets with the rules of a file in place of theirs. */
export function updatePresets(inUse: RulesInUse): PresetInputs {
  const updated = presetNames.flatMap((name) => {
    const rules = rulesFor(name, inUse)
    return rules === null ? [] : [[name, withRules(name, rules)] as const]
  })
  return { ...presetInputs, ...Object.fromEntries(updated) }
}

/** The versions that the built-in rules of these tools were measured with. */
export function measuredNow(tools: RulesFile['tools']): RulesInUse['over'] {
  const named = presets.filter(({ name }) => Object.hasOwn(tools, name))
  return Object.fromEntries(
    named.flatMap(({ name, measured }) => (measured === undefined ? [] : [[name, measured]])),
  )
}

/** What a file has for a preset, as a tool. */
export function presetWith(name: PresetName, rules: ToolRules): ReturnType<typeof readToolConfig> {
  return readToolConfig(withRules(name, rules))
}

/**
 * The rules of the file for this tool; null where the built-in ones are used: there are none, or a later Roost came with
 * rules for a later version of the tool.
 */
export function rulesFor(name: string, { tools, over }: RulesInUse): ToolRules | null {
  const rules = Object.hasOwn(tools, name) ? tools[name] : undefined
  const preset = presets.find((one) => one.name === name)
  if (rules === undefined || preset === undefined || !isPresetName(name)) return null
  const builtIn = newestMeasured(preset.measured)
  const isLater = versionAge({ installed: builtIn, measured: newestMeasured(rules.measured) }) === 'newer'
  const isSameRoost = builtIn === newestMeasured(Object.hasOwn(over, name) ? over[name] : undefined)
  return isLater && !isSameRoost ? null : rules
}

function withRules(
  name: PresetName,
  { measured, statusRules, promptBox }: ToolRules,
): Record<string, unknown> {
  const input = { ...presetInputs[name], statusRules, measured }
  return promptBox === undefined ? input : { ...input, promptBox }
}
