import { patternsOf, patternsOfCondition } from '../screen/own-rules.ts'
import type { PromptBoxRule } from '../screen/prompt-box.ts'
import type { ToolConfig } from './tool-config.ts'

/** A pattern by the field that holds it. */
type NamedPattern = { readonly name: string; readonly pattern: string }

/** The patterns of a tool by the field that holds them, for checks that compile them. */
export function patternsOfTool(tool: ToolConfig): readonly NamedPattern[] {
  const { resume, promptPattern, promptBox, imageForm, statusRules, shellPatterns, signature = [] } = tool
  return [
    ...named('resume.pattern', resume?.pattern),
    ...named('resume.tokenPattern', resume?.tokenPattern),
    ...named('promptPattern', promptPattern),
    ...(promptBox === undefined ? [] : patternsOfBox(promptBox)),
    ...named('imageForm.markPattern', 'markPattern' in imageForm ? imageForm.markPattern : undefined),
    ...shellPatterns.flatMap((pattern, at) => named(`shellPatterns.${at}`, pattern)),
    ...signature.flatMap((one, at) => named(`signature.${at}`, ...patternsOfCondition(one))),
    ...statusRules.flatMap((rule, at) => named(`statusRules.${at}`, ...patternsOf(rule))),
  ]
}

function patternsOfBox({ shape, first, next, end, placeholders, unless, mode, trailer }: PromptBoxRule) {
  return [
    ...named('promptBox.shape.mark', shape.kind === 'mark' ? shape.mark : undefined),
    ...named('promptBox.first', first),
    ...named('promptBox.next', next),
    ...named('promptBox.end', end),
    ...named('promptBox.trailer', trailer),
    ...placeholders.flatMap((pattern, at) => named(`promptBox.placeholders.${at}`, pattern)),
    ...named('promptBox.unless', ...(unless === undefined ? [] : patternsOfCondition(unless))),
    ...named('promptBox.mode', ...(mode === undefined ? [] : patternsOfCondition(mode))),
  ]
}

function named(name: string, ...patterns: readonly (string | undefined)[]): readonly NamedPattern[] {
  return patterns.flatMap((pattern) => (pattern === undefined ? [] : [{ name, pattern }]))
}
