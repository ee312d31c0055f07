import * as v from 'valibot'
import { cutLine } from '../base/cut-lines.ts'
import { compilePattern, PatternSchema } from '../base/pattern.ts'
import { edgesAround, isEdgeOfBox, moreAbove } from './frame.ts'

const CountSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8))

/**
 * How a prompt box differs from what is around it. All are looked for from the row of the cursor on: a box without the
 * cursor in it takes no input, and the prompts of earlier turns look like boxes too.
 *
 * - `edges`: the rows between the nearest edges above and below. With `strays`, of a tool that leaves its cursor
 *   elsewhere at times, those between the last two edges where the cursor is in none. With `inset` the edges may be
 *   indented, for a tool that draws its box in the middle of the screen at times.
 * - `bar`: the rows that have `bar` in one column and `gap` blanks beside it, down to a foot that begins with `foot`; `above`
 *   and `below` of them are none of the text. The foot is as wide as the box: what stands beside it is not looked at.
 * - `mark`: from the last row that `mark` is true of on, down to the first blank row below the cursor's that has
 *   nothing but the footer below it. For a tool that draws no box.
 */
export const BoxShapeSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('edges'),
    strays: v.optional(v.boolean(), false),
    inset: v.optional(v.boolean(), false),
  }),
  v.strictObject({
    kind: v.literal('bar'),
    bar: v.pipe(v.string(), v.length(1)),
    foot: v.pipe(v.string(), v.length(1)),
    gap: CountSchema,
    above: v.optional(CountSchema, 0),
    below: v.optional(CountSchema, 0),
  }),
  v.strictObject({ kind: v.literal('mark'), mark: PatternSchema }),
])
export type BoxShape = v.InferOutput<typeof BoxShapeSchema>

/** The rows of a box, both inclusive, and the columns that are looked at. */
export type BoxPlace = {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number | undefined
  /** Its edge says that there is more above. */
  readonly scrolled: boolean
}

/** Where the box is, null where there is none. @param cursor the row of the cursor */
export function boxRows(lines: readonly string[], cursor: number, shape: BoxShape): BoxPlace | null {
  switch (shape.kind) {
    case 'edges':
      return edgedRows(shape.inset ? lines.map((line) => line.trimStart()) : lines, cursor, shape.strays)
    case 'bar':
      return besideBar(lines, cursor, shape)
    case 'mark':
      return belowMark(lines, cursor, shape.mark)
  }
}

function edgedRows(lines: readonly string[], cursor: number, strays: boolean): BoxPlace | null {
  return betweenEdges(lines, cursor) ?? (strays ? betweenLastEdges(lines) : null)
}

function betweenEdges(lines: readonly string[], cursor: number): BoxPlace | null {
  const edges = edgesAround(lines, cursor)
  return edges === null ? null : betweenEdgesOf(lines, edges.top, edges.bottom)
}

function betweenLastEdges(lines: readonly string[]): BoxPlace | null {
  const bottom = lines.findLastIndex(isEdgeOfBox)
  return betweenEdgesOf(lines, lines.slice(0, Math.max(0, bottom)).findLastIndex(isEdgeOfBox), bottom)
}

function betweenEdgesOf(lines: readonly string[], top: number, bottom: number): BoxPlace | null {
  return top < 0 ? null : place(top + 1, bottom - 1, { scrolled: moreAbove.test(lines[top] ?? '') })
}

function besideBar(
  lines: readonly string[],
  cursor: number,
  { bar, foot, gap, above, below }: Extract<BoxShape, { kind: 'bar' }>,
): BoxPlace | null {
  const left = (lines[cursor] ?? '').indexOf(bar)
  if (left < 0) return null
  const isInside = (row: number) => {
    const line = (lines[row] ?? '').slice(left)
    // A list that the box opens has the same bar; its rows begin nearer to it.
    return line.startsWith(bar) && line.slice(1, 1 + gap).trim() === ''
  }
  let top = cursor
  while (isInside(top - 1)) top -= 1
  let end = cursor + 1
  while (isInside(end)) end += 1
  const edge = (lines[end] ?? '').slice(left)
  if (!edge.startsWith(foot)) return null
  const width = /^\S+/u.exec(edge)?.[0].length ?? 0
  return place(top + above, end - 1 - below, { left, right: left + width })
}

function belowMark(lines: readonly string[], cursor: number, mark: string): BoxPlace | null {
  const pattern = compilePattern(mark)
  const top = lines.findLastIndex((line) => pattern.test(cutLine(line)))
  if (top < 0 || top > cursor) return null
  const last = lines.findLastIndex((line) => line !== '')
  // Nothing is blank below a draft that is as tall as the screen: the footer has made room.
  const blank = lines.slice(0, Math.max(0, last)).findLastIndex((line) => line === '')
  return place(top, blank > cursor ? blank - 1 : last)
}

function place(
  top: number,
  bottom: number,
  { left = 0, right, scrolled = false }: { left?: number; right?: number; scrolled?: boolean } = {},
): BoxPlace | null {
  return bottom < top ? null : { top, bottom, left, right, scrolled }
}
