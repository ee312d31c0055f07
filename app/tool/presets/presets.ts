import { aider } from './aider.ts'
import { amp } from './amp.ts'
import { auggie } from './auggie.ts'
import { claude } from './claude.ts'
import { cline } from './cline.ts'
import { codex } from './codex.ts'
import { continueCli } from './continue.ts'
import { copilot } from './copilot.ts'
import { crush } from './crush.ts'
import { cursor } from './cursor.ts'
import { droid } from './droid.ts'
import { gemini } from './gemini.ts'
import { goose } from './goose.ts'
import { grok } from './grok.ts'
import { kilo } from './kilo.ts'
import { kimi } from './kimi.ts'
import { opencode } from './opencode.ts'
import { pi } from './pi.ts'
import { qwen } from './qwen.ts'
import { shell } from './shell.ts'
import { vibe } from './vibe.ts'
import { presetNames, type PresetName } from './preset-names.ts'
import { parseToolConfig, type ToolConfig } from '../tool-config.ts'

/** Presets before anything is derived from them: a user's changes go over these. */
export type PresetInputs = Readonly<Record<PresetName, Readonly<Record<string, unknown>>>>

/** The presets as they are written. */
export const presetInputs: PresetInputs = {
  shell,
  claude,
  codex,
  gemini,
  opencode,
  qwen,
  copilot,
  pi,
  aider,
  amp,
  auggie,
  cline,
  continue: continueCli,
  crush,
  cursor,
  droid,
  goose,
  grok,
  kilo,
  kimi,
  vibe,
}

/** The tools Roost knows without any configuration, in the order in which they are offered. */
export const presets: readonly ToolConfig[] = readPresets(presetInputs)

/** @throws where one of them is not a tool */
export function readPresets(inputs: PresetInputs): readonly ToolConfig[] {
  return presetNames.map((name) => presetOf(inputs[name]))
}

function presetOf(input: unknown): ToolConfig {
  const result = parseToolConfig(input)
  if (!result.ok) throw new Error(`A preset is not a tool: ${result.error.message}`)
  return result.value
}
