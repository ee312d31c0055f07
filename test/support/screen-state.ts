import type { IBufferCell, Terminal } from '@xterm/headless'
import { attributesOf, coreOf, type TerminalCore } from '../../main/pty-host/screen/xterm-core.ts'

/** Set where a cell has attributes beside its words; those are compared by what they mean. */
const hasExtended = 0x10000000
const underlineFlag = 0x10000000

/** All of a terminal that a program or a user can tell apart: cells, links, cursor, modes, what keys and clicks send. */
export function screenState(terminal: Terminal): unknown {
  const core = coreOf(terminal)
  const { buffers, coreService, mouseStateService, _inputHandler, _charsetService } = core
  const { _curAttrData: attributes } = _inputHandler
  const isAlt = buffers.active === buffers.alt
  return {
    active: isAlt ? 'alt' : 'normal',
    normal: bufferState(terminal, core, 'normal'),
    alt: isAlt ? bufferState(terminal, core, 'alternate') : null,
    modes: coreService.modes,
    decPrivateModes: coreService.decPrivateModes,
    cursorHidden: coreService.isCursorHidden,
    // The flags of the screen that is not shown count as they will be when it is.
    kitty: { ...coreService.kittyKeyboard, ...(isAlt ? { altFlags: 0 } : { mainFlags: 0 }) },
    mouse: [mouseStateService.activeProtocol, mouseStateService.activeEncoding],
    charsets: [0, 1, 2, 3].map((level) => _charsetService.charsets[level] ?? null),
    charsetLevel: _charsetService.glevel,
    attributes: [attributes.fg, attributes.bg & ~hasExtended, linkOf(core, attributes.extended.urlId)],
    parser: _inputHandler._parser.currentState,
    joins: _inputHandler._parser.precedingJoinState,
  }
}

/**
 * What xterm.js holds of a saved cursor beyond what it does now, and no sequence sets: which character sets were ever named,
 * and a row that is above the screen.
 */
export function hiddenState(terminal: Terminal): unknown {
  const { buffers, _charsetService } = coreOf(terminal)
  const saved = [buffers.normal, buffers.alt].flatMap(({ savedCharsets, savedY }) => [
    savedCharsets.length,
    savedY,
  ])
  return [...saved, _charsetService.charsets.length]
}

function bufferState(terminal: Terminal, core: TerminalCore, type: 'normal' | 'alternate'): unknown {
  const buffer = type === 'normal' ? core.buffers.normal : core.buffers.alt
  const { x, y, ybase, scrollTop, scrollBottom, savedX, savedY, savedCurAttrData, savedGlevel, tabs } = buffer
  const isActive = terminal.buffer.active.type === type
  return {
    lines: Array.from({ length: buffer.lines.length }, (_, at) => lineState(terminal, core, type, at)),
    cursor: isActive ? [x, y] : null,
    ybase,
    region: [scrollTop, scrollBottom],
    saved: [
      savedX,
      Math.max(savedY - ybase, 0),
      savedCurAttrData.fg,
      savedCurAttrData.bg & ~hasExtended,
      savedGlevel,
    ],
    savedModes: [buffer.savedOriginMode, buffer.savedWraparoundMode],
    tabs: Object.keys(tabs).filter(
      (column) => tabs[Number(column)] === true && Number(column) < terminal.cols,
    ),
  }
}

function lineState(
  terminal: Terminal,
  core: TerminalCore,
  type: 'normal' | 'alternate',
  at: number,
): unknown {
  const line = terminal.buffer[type].getLine(at)
  const cells: string[] = []
  for (let column = 0; column < terminal.cols; column++) {
    const cell = line?.getCell(column)
    if (cell === undefined) continue
    const background = cell.getBgColorMode() === 0 ? '' : `b${cell.getBgColorMode()}:${cell.getBgColor()}`
    // Of an empty cell only the background shows.
    if (cell.getChars() === '' && cell.getWidth() > 0) {
      cells.push(`_${background}`)
      continue
    }
    const look = [
      cell.getFgColorMode() === 0 ? '' : `f${cell.getFgColorMode()}:${cell.getFgColor()}`,
      background,
      cell.isBold() && 'B',
      cell.isDim() && 'D',
      cell.isItalic() && 'I',
      cell.isInverse() && 'R',
      cell.isInvisible() && 'H',
      cell.isStrikethrough() && 'S',
      cell.isOverline() && 'O',
      cell.isBlink() && 'K',
      underlineOf(cell),
    ].filter(Boolean)
    const link = linkOf(core, attributesOf(cell).extended.urlId)
    cells.push(`${cell.getChars()}|${cell.getWidth()}|${look.join(',')}${link === null ? '' : `->${link}`}`)
  }
  // A first line can only be said to continue one that has gone.
  return { wrapped: at > 0 && line?.isWrapped, cells: cells.join(' ') }
}

/** A link has a style of its own, and a restored cursor may have the flag without a style; both show a plain line. */
function underlineOf(cell: IBufferCell): string {
  const { fg, extended } = attributesOf(cell)
  if ((fg & underlineFlag) === 0) return ''
  return `U${extended.urlId === 0 ? Math.max(cell.getUnderlineStyle(), 1) : 1}`
}

/** With the core that was read once: `coreOf` looks at all of its shape, too much for each of thousands of cells. */
function linkOf(core: TerminalCore, urlId: number): string | null {
  return core._oscLinkService.getLinkData(urlId)?.uri ?? null
}
