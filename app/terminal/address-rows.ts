import { findAddresses } from './addresses.ts'

/** A row of a screen: the text of each column, empty for the second half of a wide character. */
export type AddressRow = { readonly cells: readonly string[]; readonly isWrapped: boolean }

/** Where an address stands in one row, in columns; `to` is exclusive. */
export type AddressPart = { readonly row: number; readonly from: number; readonly to: number }

export type ScreenAddress = { readonly address: string; readonly parts: readonly AddressPart[] }

/**
 * The addresses of rows of a screen, each of them whole.
 *
 * A terminal marks the rows that it wraps itself. A program that wraps writes a line break, or the border of a box:
 * there an address that reaches the edge goes on in the next row where that is certain, and is none where it may go
 * on. The shorter one would open another page than the one that is written there.
 */
export function findScreenAddresses(rows: readonly AddressRow[]): readonly ScreenAddress[] {
  const found: ScreenAddress[] = []
  /** Of each line, up to where an address of a line above it reaches. */
  const taken = new Map<Line, number>()
  for (const line of linesOf(rows)) {
    for (const { start, reach } of findAddresses(line.text)) {
      if (start < (taken.get(line) ?? 0)) continue
      const whole = followAddress(line, { start, reach })
      taken.set(whole.lastLine, whole.lastEnd)
      const places = whole.isCertain ? whole.places : []
      const text = places.map((place) => place.text).join('')
      const [address] = findAddresses(text)
      if (address === undefined) continue
      found.push({ address: text.slice(0, address.end), parts: partsOf(places, address.end) })
    }
  }
  return found
}

/** A character on the screen. */
type Place = { readonly text: string; readonly row: number; readonly column: number; readonly width: number }

/**
 * What stands between two borders of a row, or a row without any; rows that the terminal has wrapped are one line.
 * A window that is split by a border has two lines in each row.
 */
type Line = {
  readonly text: string
  readonly places: readonly Place[]
  /** Of each UTF-16 unit of the text, the place it belongs to. */
  readonly placeAt: readonly number[]
  /** Where what the line says begins and ends in its text. */
  readonly from: number
  readonly to: number
  /** Column of the border on its left, or -1. */
  readonly border: number
  /** Columns between that border and the first thing that the line says. */
  readonly indent: number
  /** Columns that are free after it. */
  readonly room: number
  /** The line under it, between the same borders. */
  below: Line | null
}

const isBorder = /^[│┃║┆┇┊┋▏▕]$/u
/** Tables and old boxes; in the middle of a row it is a pipe. */
const outerBorder = '|'
/** A program keeps up to so many columns free at the edge. */
const widestMargin = 4
/** A box keeps at most so many. */
const widestPadding = 2
const widestIndent = 8

function linesOf(rows: readonly AddressRow[]): readonly Line[] {
  const lines: Line[] = []
  let above: readonly Line[] = []
  let places: Place[] = []
  for (const [row, { cells }] of rows.entries()) {
    for (const [column, text] of cells.entries()) {
      if (text === '') continue
      places.push({ text, row, column, width: cells[column + 1] === '' ? 2 : 1 })
    }
    if (rows[row + 1]?.isWrapped === true) continue
    const here =
      places[0]?.row === row ? splitAtBorders(places, cells.length) : [lineOf(places, -1, cells.length)]
    for (const line of above) line.below = here.find(({ border }) => border === line.border) ?? null
    lines.push(...here)
    above = here
    places = []
  }
  return lines
}

function splitAtBorders(places: readonly Place[], columns: number): readonly Line[] {
  const first = places.findIndex(({ text }) => text !== ' ')
  const last = places.findLastIndex(({ text }) => text !== ' ')
  const lines: Line[] = []
  let start = 0
  let border = -1
  for (const [index, { text, column }] of places.entries()) {
    const isOuter = text === outerBorder && (index === first || index === last)
    if (!isOuter && !isBorder.test(text)) continue
    lines.push(lineOf(places.slice(start, index), border, column - widestPadding))
    start = index + 1
    border = column
  }
  return [...lines, lineOf(places.slice(start), border, columns)]
}

/** @param edge the column that it may not reach */
function lineOf(places: readonly Place[], border: number, edge: number): Line {
  const text = places.map((place) => place.text).join('')
  const placeAt = places.flatMap((place, index) => Array.from({ length: place.text.length }, () => index))
  const to = text.trimEnd().length
  const from = Math.min(to, text.search(/\S|$/u))
  const first = places[placeAt[from] ?? -1]
  const last = places[placeAt[to - 1] ?? -1]
  return {
    text,
    places,
    placeAt,
    from,
    to,
    border,
    indent: first === undefined ? 0 : first.column - border - 1,
    room: last === undefined ? Infinity : edge - last.column - last.width,
    below: null,
  }
}

type Whole = {
  readonly places: readonly Place[]
  readonly isCertain: boolean
  readonly lastLine: Line
  readonly lastEnd: number
}

function followAddress(
  line: Line,
  { start, reach }: { readonly start: number; readonly reach: number },
): Whole {
  const places = placesOf(line, start, reach)
  const whole = { places, isCertain: true, lastLine: line, lastEnd: reach }
  const next = line.below
  if (next === null || reach < line.to || line.room > widestMargin || next.indent > widestIndent) return whole
  const token = firstToken(next)
  if (token === null) return whole
  const piece = line.text.slice(start, reach)
  if (/^https?:\/\//iu.test(token) && !/[=&]$/u.test(piece)) return whole

  const fills = start === line.from
  const atEdge = line.room <= 0
  if (!isContinuation(piece, token, { fills, atEdge, isAlone: token.length === next.to - next.from })) {
    // With room after it and words before it, it ended there by itself.
    return atEdge || fills ? { ...whole, isCertain: false } : whole
  }
  const rest = followAddress(next, { start: next.from, reach: next.from + token.length })
  return { ...rest, places: [...places, ...rest.places] }
}

/** The first word of a line, if an address can go on with it. */
function firstToken(line: Line): string | null {
  const token = /^[^\s"<>`{}|\\^\u2500-\u259F]+/u.exec(line.text.slice(line.from, line.to))?.[0] ?? ''
  // A list, a prompt, a heading and a rule are no part of an address.
  return /^[\p{L}\p{N}%/?#&=_~.+-]/u.test(token) && /[\p{L}\p{N}]/u.test(token) ? token : null
}

/** Whether nobody writes this behind an address but as a part of it. */
function isContinuation(
  piece: string,
  token: string,
  {
    fills,
    atEdge,
    isAlone,
  }: { readonly fills: boolean; readonly atEdge: boolean; readonly isAlone: boolean },
): boolean {
  if (/[=&%_-]$/u.test(piece)) return true
  if (/[=&%]|\?\w|[\p{L}\p{N}]\/|\w_\w|\w\.\w+\W*$/u.test(token)) return true
  if (token.length >= 6 && /\d/u.test(token) && /\p{L}/u.test(token)) return true
  // A word that is longer than a line is cut where the line ends, and its rest stands alone.
  return fills && atEdge && isAlone
}

function placesOf(line: Line, start: number, end: number): readonly Place[] {
  return line.places.slice(line.placeAt[start], (line.placeAt[end - 1] ?? -1) + 1)
}

function partsOf(places: readonly Place[], length: number): readonly AddressPart[] {
  const parts: AddressPart[] = []
  let at = 0
  for (const { text, row, column, width } of places) {
    if (at >= length) break
    at += text.length
    const last = parts.at(-1)
    if (last?.row === row) parts[parts.length - 1] = { ...last, to: column + width }
    else parts.push({ row, from: column, to: column + width })
  }
  return parts
}
