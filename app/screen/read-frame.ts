import { cutLine, maxLineChars } from '../base/cut-lines.ts'
import { compilePattern } from '../base/pattern.ts'
import { linesOf, type Frame } from './frame.ts'
import { inOrder, type Condition, type Region, type Rule, type RuleClaim } from './rules.ts'

/** A rule that is ready to be asked. */
export type CompiledRule = {
  readonly id: string
  readonly claim: RuleClaim
  readonly region: Region
  readonly test: (lines: RegionLines) => Match | null
  readonly words: readonly { readonly region: Region; readonly pattern: RegExp }[]
}

/** What a frame says by the first rule that is true of it. */
export type FrameReading = {
  readonly rule: string
  readonly claim: RuleClaim
  /** The line that made the rule true; empty where no single line did. */
  readonly text: string
  /** The question or the failure in the program's words; empty where it is neither. */
  readonly words: string
}

/** Compiles rules, in the order in which they are asked. @throws SyntaxError for a pattern that no schema has checked */
export function compileRules(rules: readonly Rule[]): readonly CompiledRule[] {
  return inOrder(rules).map((rule) => ({
    id: rule.id,
    claim: rule.claim,
    region: rule.region,
    test: compileCondition(rule.when, rule.region),
    words: (rule.words ?? []).map((words) => ({
      region: words.region ?? rule.region,
      pattern: compilePattern(words.regex),
    })),
  }))
}

/**
 * The first rule that is true of a frame, null where none is.
 *
 * @param spent told after each rule, so that a slow one can be found and left out
 */
export function readFrame(
  rules: readonly CompiledRule[],
  frame: Frame,
  spent?: (rule: CompiledRule) => void,
): FrameReading | null {
  const lines = regionLines(frame)
  for (const rule of rules) {
    const match = rule.test(lines)
    const words = match === null ? '' : wordsOf(rule, lines, match)
    spent?.(rule)
    if (match !== null) return { rule: rule.id, claim: rule.claim, text: match.line, words }
  }
  return null
}

/** Every rule that is true of a frame, in the order in which they are asked; for finding out what a change would do. */
export function allReadings(rules: readonly CompiledRule[], frame: Frame): readonly FrameReading[] {
  return rules.flatMap((rule) => readFrame([rule], frame) ?? [])
}

/** Whether a condition holds; without a region of its own it looks at the whole screen. @throws SyntaxError as above */
export function isTrueOf(condition: Condition, frame: Frame): boolean {
  return compileCondition(condition, { kind: 'screen' })(regionLines(frame)) !== null
}

type Match = { readonly line: string }
type RegionLines = (region: Region, folded: boolean) => readonly string[]

/** Each region of a frame is cut out once, however many rules look at it. */
function regionLines(frame: Frame): RegionLines {
  const cut = new Map<
    string | number,
    { readonly lines: readonly string[]; folded: readonly string[] | null }
  >()
  const isLong = frame.lines.some((line) => line.length > maxLineChars)
  return (region, folded) => {
    const key = keyOf(region)
    let known = cut.get(key)
    if (known === undefined) {
      const lines = linesOf(frame, region)
      known = {
        lines:
          isLong || ['notification', 'cursorLine', 'title'].includes(region.kind)
            ? lines.map(cutLine)
            : lines,
        folded: null,
      }
      cut.set(key, known)
    }
    if (!folded) return known.lines
    known.folded ??= known.lines.map((line) => line.toLowerCase())
    return known.folded
  }
}

function keyOf(region: Region): string | number {
  if (region.kind === 'bottom') return region.lines
  if (region.kind === 'cursorLine') return `cursorLine ${region.screen ?? ''}`
  return region.kind === 'afterLast' ? `${region.lines} after ${region.regex}` : region.kind
}

function compileCondition(condition: Condition, inherited: Region): CompiledRule['test'] {
  const region = condition.region ?? inherited
  if ('contains' in condition) {
    const wanted = condition.contains.toLowerCase()
    return (lines) => {
      const at = lines(region, true).findLastIndex((line) => line.includes(wanted))
      return at < 0 ? null : { line: lines(region, false)[at] ?? '' }
    }
  }
  if ('regex' in condition) {
    const pattern = compilePattern(condition.regex)
    const { atLeast = 1 } = condition
    return (lines) => {
      const all = lines(region, false)
      if (atLeast > 1 && all.filter((one) => pattern.test(one)).length < atLeast) return null
      const line = all.findLast((one) => pattern.test(one))
      return line === undefined ? null : { line }
    }
  }
  if ('not' in condition) {
    const test = compileCondition(condition.not, region)
    return (lines) => (test(lines) === null ? { line: '' } : null)
  }
  const isAll = 'all' in condition
  const tests = (isAll ? condition.all : condition.any).map((one) => compileCondition(one, region))
  return isAll ? (lines) => allOf(tests, lines) : (lines) => anyOf(tests, lines)
}

function allOf(tests: readonly CompiledRule['test'][], lines: RegionLines): Match | null {
  let first: Match = { line: '' }
  for (const test of tests) {
    const match = test(lines)
    if (match === null) return null
    if (first.line === '') first = match
  }
  return first
}

function anyOf(tests: readonly CompiledRule['test'][], lines: RegionLines): Match | null {
  for (const test of tests) {
    const match = test(lines)
    if (match !== null) return match
  }
  return null
}

function wordsOf(rule: CompiledRule, lines: RegionLines, match: Match): string {
  // Only a question or a failure has words to show; a spinner's line is another one each time.
  if (rule.claim.kind !== 'waiting' && rule.claim.kind !== 'failed') return ''
  const parts = rule.words.flatMap(({ region, pattern }) => {
    const found = lines(region, false).findLast((line) => pattern.test(line))
    const groups = found === undefined ? null : pattern.exec(found)
    return groups === null ? [] : [(groups.groups?.['text'] ?? groups[0]).trim()]
  })
  return parts.length > 0 ? [...new Set(parts)].join(' · ') : tidy(match.line)
}

/** A line without the frame around it. */
function tidy(line: string): string {
  return line.replace(/^[\s│┃|╭╰─]+|[\s│┃|╮╯─]+$/gu, '').replace(/^[■✕✗●⎿✻]︎?\s+/u, '')
}
