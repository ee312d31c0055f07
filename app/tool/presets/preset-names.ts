/** The tools Roost knows without any configuration, in the order in which they are offered. */
export const presetNames = [
  'shell',
  'claude',
  'codex',
  'gemini',
  'opencode',
  'qwen',
  'copilot',
  'pi',
  'aider',
  'amp',
  'auggie',
  'cline',
  'continue',
  'crush',
  'cursor',
  'droid',
  'goose',
  'grok',
  'kilo',
  'kimi',
  'vibe',
] as const
export type PresetName = (typeof presetNames)[number]

/** Whether a tool of this name is one that Roost brings. */
export function isPresetName(name: string): name is PresetName {
  return presetNames.some((known) => known === name)
}
