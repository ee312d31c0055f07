import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { readRulesFile, writeRulesFile, type RulesFile } from '../../app/tool/rules-file.ts'
import { measuredNow, updatePresets, type RulesInUse } from '../../app/tool/presets/updated-presets.ts'
import { presetInputs, type PresetInputs } from '../../app/tool/presets/presets.ts'
import { MeasuredSchema } from '../../app/tool/version.ts'

/** Rules of a file that the user chose, as they are kept in the settings. */
export type KeptRules = RulesInUse & {
  readonly fileName: string
  /** Ms since the epoch. */
  readonly chosenAt: number
}

/** `sha256` of `text`: the check of its patterns is not made again, so that nobody else may have written them. */
const EntrySchema = v.strictObject({
  fileName: v.string(),
  chosenAt: v.number(),
  over: v.record(v.string(), MeasuredSchema),
  text: v.string(),
  sha256: v.string(),
})

/** What goes into the settings for rules that were checked. */
export function keepRules(tools: RulesFile['tools'], fileName: string, chosenAt: number): unknown {
  const text = writeRulesFile(tools)
  return { fileName, chosenAt, over: measuredNow(tools), text, sha256: hashOf(text) }
}

/** The rules that are kept; null where there are none, `damaged` where they are not as they were when they were checked. */
export function readKeptRules(entry: unknown): KeptRules | 'damaged' | null {
  if (entry === null || entry === undefined) return null
  const parsed = v.safeParse(EntrySchema, entry)
  if (!parsed.success || hashOf(parsed.output.text) !== parsed.output.sha256) return 'damaged'
  const { text, fileName, chosenAt, over } = parsed.output
  const file = readRulesFile(text)
  return file.ok ? { tools: file.value.tools, over, fileName, chosenAt } : 'damaged'
}

/** The presets with the rules that are kept in place of theirs; as Roost brings them where none can be read. */
export function presetsWithKept(entry: unknown): PresetInputs {
  const kept = readKeptRules(entry)
  return kept === null || kept === 'damaged' ? presetInputs : updatePresets(kept)
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
