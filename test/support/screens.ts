import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import * as v from 'valibot'
import type { Claim } from '../../app/activity/evidence.ts'
import { claimOfReading } from '../../app/activity/screen-claim.ts'
import { emptyFrame, type Frame } from '../../app/screen/frame.ts'
import { readFrame } from '../../app/screen/read-frame.ts'
import { ruleSet } from '../../app/screen/rule-set.ts'
import { presetNamed } from './tools.ts'

export const CursorSchema = v.strictObject({ x: v.number(), y: v.number() })

/**
 * The screens of a folder of `test/fixtures`, which has one file for each tool, by the name of the tool.
 *
 * @throws ValiError for a file whose screens do not have the schema's form
 */
export function screensOf<Screen>(
  folder: string,
  schema: v.GenericSchema<unknown, Screen>,
): readonly { readonly tool: string; readonly screens: readonly Screen[] }[] {
  const path = resolve(import.meta.dirname, '../fixtures', folder)
  return readdirSync(path)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      tool: basename(file, '.json'),
      screens: v.parse(v.array(schema), JSON.parse(readFileSync(join(path, file), 'utf8'))),
    }))
}

/**
 * What the rules of a preset claim of a screen, or of its title alone; a rule that keeps the status as it is (`keep`) and
 * no rule (null) are told apart.
 */
export function claimedBy(
  toolName: string,
  frame: Partial<Frame>,
  from: 'screen' | 'title' = 'screen',
): Claim | 'keep' | null {
  const rules = ruleSet(presetNamed(toolName).statusRules)[from]
  const reading = readFrame(rules, { ...emptyFrame, ...frame })
  return reading === null ? null : (claimOfReading(reading) ?? 'keep')
}
