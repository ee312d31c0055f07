import { cutLine } from '../base/cut-lines.ts'
import { compilePattern } from '../base/pattern.ts'
import type { Region } from './rules.ts'

/** What rules look at: a settled screen with its title, or a notification as it came. */
export type Frame = {
  /** The rows of the screen, top first, without blanks at their ends. */
  readonly lines: readonly string[]
  /** Where the cursor is, from 0; null where there is no screen. */
  readonly cursor: { readonly x: number; readonly y: number } | null
  /** Whether the program draws a full screen (the alternate one). */
  readonly isFullScreen?: boolean
  /** Cleaned. */
  readonly title: string
  readonly notification: readonly string[]
}

export const emptyFrame: Frame = { lines: [], cursor: null, title: '', notification: [] }

/** The lines of a region, top first. */
export function linesOf(frame: Frame, region: Region): readonly string[] {
  switch (region.kind) {
    case 'screen':
      return frame.lines
    case 'bottom':
      return lastNonEmpty(frame.lines, region.lines)
    case 'afterLast': {
      const pattern = compilePattern(region.regex)
      const after = frame.lines.findLastIndex((line) => pattern.test(cutLine(line))) + 1
      return lastNonEmpty(frame.lines.slice(after), region.lines)
    }
    case 'belowRule':
      return frame.lines.slice(frame.lines.findLastIndex(isHorizontalRule) + 1)
    case 'promptBox':
      return promptBox(frame.lines)
    case 'cursorBox':
      return cursorBox(frame)?.box ?? []
    case 'belowCursorBox':
      return cursorBox(frame)?.below ?? []
    case 'cursorLine':
      return region.screen === 'normal' && frame.isFullScreen === true ? [] : cursorLine(frame)
    case 'title':
      return [frame.title]
    case 'notification':
      return frame.notification
  }
}

function lastNonEmpty(lines: readonly string[], count: number): readonly string[] {
  let from = lines.length
  for (let found = 0; from > 0 && found < count;) {
    from -= 1
    if (lines[from] !== '') found += 1
  }
  return lines.slice(from).filter((line) => line !== '')
}

/** A line that separates: mostly ─ or ━ from its first column on; a label may stand in it. */
function isHorizontalRule(line: string): boolean {
  return isMadeOf(line, /^ {0,2}[─━]{8}/u, '─━')
}

/** The edge of a box to type in: a rule, a row of half blocks, or the edge of a frame. */
export function isBoxEdge(line: string): boolean {
  return isHorizontalRule(line) || isMadeOf(line, /^ {0,2}[╭╰┌└╻╹┏┗]?[─━▄▀▁▔]{8}/u, '─━▄▀▁▔')
}

/** The rows of the nearest edges above and below a row; null where it is an edge itself, or one is missing. */
export function edgesAround(
  lines: readonly string[],
  row: number,
): { readonly top: number; readonly bottom: number } | null {
  if (isEdgeOfBox(lines[row] ?? '')) return null
  const top = lines.slice(0, row).findLastIndex(isEdgeOfBox)
  const bottom = lines.findIndex((line, at) => at > row && isEdgeOfBox(line))
  return top < 0 || bottom < 0 ? null : { top, bottom }
}

/** `─── ↑ 24 more ───`, as Claude Code, Pi and Kimi Code write it. */
export const moreAbove = /^(?: ?╭|── [\u2801-\u28ff] [^─]{1,80} )?─+ ↑ \d+ more ─{8}/u

/** `── ⠇ Working ───`: the edge in which Pi has its spinner since 1.0. */
const spinnerEdge = /^── [\u2801-\u28ff] [^─]{1,80} ─/u

/** An edge, also one that says that there is more above, or that holds a spinner. */
export function isEdgeOfBox(line: string): boolean {
  const cut = cutLine(line)
  return isBoxEdge(line) || moreAbove.test(cut) || spinnerEdge.test(cut)
}

function isMadeOf(whole: string, start: RegExp, characters: string): boolean {
  const line = cutLine(whole)
  if (!start.test(line)) return false
  let count = 0
  for (const character of line) if (characters.includes(character)) count += 1
  return count * 2 >= line.length
}

function promptBox(lines: readonly string[]): readonly string[] {
  const bottom = lines.findLastIndex(isBoxEdge)
  const top = lines.slice(0, Math.max(0, bottom)).findLastIndex(isBoxEdge)
  if (bottom < 0 || top < 0) return []
  return lines.slice(top + 1, bottom).map((line) => line.replace(/^ ?[│┃|] ?/u, '').replace(/ *[│┃|]$/u, ''))
}

function cursorBox({ lines, cursor }: Frame): Record<'box' | 'below', readonly string[]> | null {
  const edges = cursor === null ? null : edgesAround(lines, cursor.y)
  if (edges === null) return null
  return { box: lines.slice(edges.top, edges.bottom + 1), below: lines.slice(edges.bottom + 1) }
}

function cursorLine({ lines, cursor }: Frame): readonly string[] {
  if (cursor === null) return []
  const line = lines[cursor.y] ?? ''
  // A line is kept without its blanks at the end; those up to the cursor were written.
  return [line.length <= cursor.x ? line.padEnd(cursor.x) : line]
}
