import { patternsOf } from '../activity/own-rules.ts'
import type { ToolConfig } from './tool-config.ts'

/** The patterns of a tool by the field that holds them, for checks that compile them. */
export function patternsOfTool(
  tool: ToolConfig,
): readonly { readonly name: string; readonly pattern: string }[] {
  const { resume, promptPattern, imageForm, statusRules } = tool
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['resume.pattern', resume?.pattern],
    ['resume.tokenPattern', resume?.tokenPattern],
    ['promptPattern', promptPattern],
    ['imageForm.markPattern', imageForm.kind === 'paste' ? imageForm.markPattern : undefined],
    ...statusRules.flatMap((rule, at) =>
      patternsOf(rule).map((pattern) => [`statusRules.${at}`, pattern] as const),
    ),
  ]
  return fields.flatMap(([name, pattern]) => (pattern === undefined ? [] : [{ name, pattern }]))
}
