import { parseResumeToken, type ResumeToken } from './command.ts'
import { cutLines } from '../base/cut-lines.ts'
import { compilePattern } from '../base/pattern.ts'
import type { ToolConfig } from './tool-config.ts'

/**
 * The id in the last resume line of a tool's output; null where there is none.
 *
 * @param whole output without escape sequences, wrapped lines joined
 * @param options.ended true when the tool has ended: only then is the end of the text the end of an id too.
 *   Before that the rest of the id may still be on its way, and half an id resumes nothing, or something else.
 */
export function findResumeToken(
  whole: string,
  tool: Pick<ToolConfig, 'resume'>,
  options: { readonly ended: boolean } = { ended: false },
): ResumeToken | null {
  const pattern = tool.resume?.pattern
  if (pattern === undefined) return null
  const plainText = cutLines(whole)
  let latest: ResumeToken | null = null
  for (const match of plainText.matchAll(compilePattern(pattern, 'gd'))) {
    const [from, to] = match.indices?.groups?.['token'] ?? [0, 0]
    if (!endsAt(plainText, to, options.ended)) continue
    const token = parseResumeToken(tool, unquote(plainText.slice(from, to)))
    if (token.ok) latest = token.value
  }
  return latest
}

function endsAt(text: string, index: number, ended: boolean): boolean {
  const next = text.slice(index, index + 1)
  if (next === '') return ended
  return !/[\p{L}\p{N}_-]/u.test(next)
}

function unquote(text: string): string {
  return /^(?:"[^"]*"|'[^']*')$/u.test(text) ? text.slice(1, -1) : text
}
