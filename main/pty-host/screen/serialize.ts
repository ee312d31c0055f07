import { clusterWidths } from '../../../app/terminal/cluster-widths.ts'
import { isProtected, openLink, setAttributes, sgrParameters } from './sgr.ts'
import type { CoreAttributes, CoreBuffer, CoreLine, TerminalCore } from './xterm-core.ts'
import { cellWords as words } from './xterm-core.ts'

const defaultAttributes: CoreAttributes = {
  fg: 0,
  bg: 0,
  extended: { urlId: 0, underlineStyle: 0, underlineColor: 0 },
}
/** No character up to here joins another. A cell of several characters is beyond it. */
const lastAscii = 0x7e
const backgroundMask = 0x3ffffff

/**
 * The text that fills an empty screen (cursor at home, default attributes) with the lines of a buffer: text,
 * attributes, links, wraps, erased backgrounds, and the same number of lines above the screen. Leaves the cursor
 * anywhere and attributes at default.
 *
 * @param from the first line that is written; what is above it stays as it is
 */
export function serializeBuffer(core: TerminalCore, buffer: CoreBuffer, cols: number, from = 0): string {
  return new BufferWriter(core, cols).write(buffer, from)
}

/** The character that reaches the last column of a row, or null where it is empty. */
export function lastCell(
  line: CoreLine,
  cols: number,
): { readonly column: number; readonly chars: string; readonly attributes: CoreAttributes } | null {
  const isHalf = (line._data[(cols - 1) * words.perCell] ?? 0) >>> words.widthShift === 0
  const column = isHalf ? cols - 2 : cols - 1
  const content = line._data[column * words.perCell] ?? 0
  if ((content & words.hasContent) === 0) return null
  const fg = line._data[column * words.perCell + words.fg] ?? 0
  const bg = line._data[column * words.perCell + words.bg] ?? 0
  return { column, chars: charsAt(line, column, content), attributes: attributesAt(line, column, fg, bg) }
}

class BufferWriter {
  readonly #core: TerminalCore
  readonly #cols: number
  #text = ''
  fg = 0
  bg = 0
  extended = defaultAttributes.extended
  #linkId = 0
  /** What is printed right before the next cell. */
  #before = ''

  constructor(core: TerminalCore, cols: number) {
    this.#core = core
    this.#cols = cols
  }

  write(buffer: CoreBuffer, from: number): string {
    const { lines } = buffer
    const last = buffer.ybase > 0 ? lines.length - 1 : lastUsedLine(buffer)
    for (let row = from; row <= last; row++) {
      const line = lines.get(row)
      if (line === undefined) continue
      const next = row < last ? lines.get(row + 1) : undefined
      this.#row(line, row > from && line.isWrapped)
      if (next === undefined) continue
      if (next.isWrapped) this.#wrapInto(line, next)
      else {
        // A line that comes in at the bottom is filled with the current background.
        this.#plainBackground()
        this.#text += '\r\n'
        this.#before = ''
      }
    }
    this.#attributes(defaultAttributes)
    return this.#text
  }

  /** Writes a row's cells up to the last one that shows. @param continues the row was come to by a wrap */
  #row(line: CoreLine, continues: boolean): void {
    const cols = this.#cols
    let skipped = 0
    for (let column = 0; column < cols; column++) {
      const content = line._data[column * words.perCell] ?? 0
      const fg = line._data[column * words.perCell + words.fg] ?? 0
      const bg = line._data[column * words.perCell + words.bg] ?? 0
      if ((content & words.hasContent) === 0) {
        const width = content >>> words.widthShift
        if (width === 0) continue
        if (fg === 0 && (bg & backgroundMask) === 0) {
          skipped++
          continue
        }
        this.#skip(skipped)
        skipped = 0
        column += this.#erased(line, column, fg, bg) - 1
        continue
      }
      this.#skip(skipped)
      skipped = 0
      const attributes = attributesAt(line, column, fg, bg)
      this.#attributes(attributes)
      const chars = charsAt(line, column, content)
      // In a cell of its own; printed right after the one before, it would join that.
      if ((content & words.hasContent) > lastAscii && this.#joins(chars, content, column))
        this.#text += setAttributes(attributes)
      this.#text += chars
      this.#before = chars
      if (continues && column === 0 && (bg & backgroundMask) !== 0) this.#clearRest(attributes)
    }
  }

  #joins(chars: string, content: number, column: number): boolean {
    if (content >>> words.widthShift === 0 && column > 0) return true
    return this.#before !== '' && clusterWidths.joins(this.#before, chars)
  }

  /** After the first cell of a row that a coloured wrap may have filled with its background. */
  #clearRest(attributes: CoreAttributes): void {
    this.#plainBackground()
    this.#text += '\x1b[K'
    this.#attributes(attributes)
  }

  #skip(count: number): void {
    if (count === 0) return
    this.#text += `\x1b[${count}C`
    this.#before = ''
  }

  /** Writes a run of empty cells that have a look. @returns how many */
  #erased(line: CoreLine, column: number, fg: number, bg: number): number {
    let count = 1
    const at = (offset: number) => (column + offset) * words.perCell
    while (
      column + count < this.#cols &&
      ((line._data[at(count)] ?? 0) & words.hasContent) === 0 &&
      line._data[at(count) + words.fg] === fg &&
      line._data[at(count) + words.bg] === bg
    )
      count++
    this.#attributes({ fg: 0, bg: bg & backgroundMask, extended: defaultAttributes.extended })
    this.#text += `\x1b[${count}X`
    if (column + count < this.#cols) this.#text += `\x1b[${count}C`
    return count
  }

  /** Makes the next row a continuation of this one, by filling it to the end, or by force where it is not full. */
  #wrapInto(line: CoreLine, next: CoreLine): void {
    const cols = this.#cols
    const lastContent = line._data[(cols - 1) * words.perCell] ?? 0
    const isFull = (lastContent & words.hasContent) !== 0 || lastContent >>> words.widthShift === 0
    const first = next._data[0] ?? 0
    const firstWidth = first >>> words.widthShift
    const startsWithText = (first & words.hasContent) !== 0 && firstWidth > 0
    const wideLeftOneFree =
      firstWidth === 2 &&
      cols > 2 &&
      (line._data[(cols - 1) * words.perCell + words.bg] ?? 0) === 0 &&
      beforeLastIsFull(line, cols)
    if (startsWithText && (isFull || wideLeftOneFree)) return
    // Two characters at the margin wrap; then what they overwrote is made as it was.
    this.#plainBackground()
    this.#text += `\x1b[${cols}Gxx\r\x1b[X`
    const last = lastCell(line, cols)
    this.#text += `\x1b[A\x1b[${(last?.column ?? cols - 1) + 1}G`
    if (last === null) {
      const bg = (line._data[(cols - 1) * words.perCell + words.bg] ?? 0) & backgroundMask
      this.#attributes({ fg: 0, bg, extended: defaultAttributes.extended })
      this.#text += '\x1b[X'
    } else {
      this.#attributes(last.attributes)
      this.#text += last.chars
    }
    this.#plainBackground()
    this.#text += '\r\x1b[B'
  }

  #plainBackground(): void {
    if ((this.bg & backgroundMask) !== 0) this.#attributes(defaultAttributes)
  }

  #attributes(attributes: CoreAttributes): void {
    const { fg, bg, extended } = attributes
    const same =
      fg === this.fg &&
      bg === this.bg &&
      extended.underlineStyle === this.extended.underlineStyle &&
      extended.underlineColor === this.extended.underlineColor &&
      extended.urlId === this.#linkId
    if (same) return
    const protects = isProtected(attributes) || isProtected(this)
    this.#text += protects ? setAttributes(attributes) : `\x1b[${sgrParameters(attributes)}m`
    this.fg = fg
    this.bg = bg
    this.extended = extended
    if (extended.urlId === this.#linkId) return
    this.#linkId = extended.urlId
    this.#text += openLink(this.#core._oscLinkService.getLinkData(extended.urlId))
  }
}

function attributesAt(line: CoreLine, column: number, fg: number, bg: number): CoreAttributes {
  const extended = (bg & words.hasExtended) !== 0 ? line._extendedAttrs[column] : undefined
  return { fg, bg, extended: extended ?? defaultAttributes.extended }
}

function charsAt(line: CoreLine, column: number, content: number): string {
  if ((content & words.isCombined) !== 0) return line._combined[column] ?? ''
  return String.fromCodePoint(content & words.codePoint)
}

function beforeLastIsFull(line: CoreLine, cols: number): boolean {
  const content = line._data[(cols - 2) * words.perCell] ?? 0
  return (content & words.hasContent) !== 0 || content >>> words.widthShift === 0
}

function lastUsedLine(buffer: CoreBuffer): number {
  let row = buffer.lines.length - 1
  while (row > 0 && isUnused(buffer.lines.get(row))) row--
  return row
}

function isUnused(line: CoreLine | undefined): boolean {
  if (line === undefined || line.isWrapped) return line === undefined
  const { _data: data } = line
  for (let at = 0; at < data.length; at += words.perCell)
    if (((data[at] ?? 0) & words.hasContent) !== 0 || data[at + words.fg] !== 0 || data[at + words.bg] !== 0)
      return false
  return true
}
