import { compilePattern } from '../../app/tool/pattern.ts'

/** How many images a tool shows that it has, by the mark it shows for each. @param screen its lines */
export function countMarks(screen: string, markPattern: string): number {
  return [...screen.matchAll(compilePattern(markPattern, 'g'))].length
}
