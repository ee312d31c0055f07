import { compilePattern } from '../../app/tool/pattern.ts'

/** How many images a tool shows that it has, by the mark it shows for each. */
export function countMarks(lines: readonly string[], markPattern: string): number {
  return [...lines.join('\n').matchAll(compilePattern(markPattern, 'g'))].length
}
