import type { Terminal } from '@xterm/headless'
import type { ModeRecord } from './mode-record.ts'
import {
  restoreBufferState,
  restoreCharsets,
  restoreKittyStack,
  restoreModes,
  restoreSavedCursor,
} from './mode-record.ts'
import { serializeBuffer } from './serialize.ts'
import { openLink, setAttributes } from './sgr.ts'
import type { TerminalCore } from './xterm-core.ts'
import { attributesOf } from './xterm-core.ts'

/**
 * The text that makes a reset terminal of the same size look and act as this one: text and attributes of both
 * buffers, saved cursors, regions, tab stops, modes, kitty flags, mouse encoding, charsets, colours, and the cursor
 * with its pending wrap and joinable character.
 *
 * @param inSyncFrame whether a frame of DEC 2026 is to be held back until it is whole
 */
export function serializeTerminal(
  terminal: Terminal,
  core: TerminalCore,
  record: ModeRecord,
  inSyncFrame: boolean,
): string {
  const text = record.restore() + serializeBuffer(core, core.buffers.normal, terminal.cols)
  return text + restoreBuffers(terminal, core) + restoreModes(core) + placeCursor(terminal, core, inSyncFrame)
}

/**
 * What follows the text of the normal buffer: its state, the alternate buffer with all of its own, the kitty flags of
 * both. It expects the normal buffer on show, and all of that as in a reset terminal.
 */
export function restoreBuffers(terminal: Terminal, core: TerminalCore): string {
  const { cols, rows } = terminal
  const { normal, alt } = core.buffers
  const kitty = core.coreService.kittyKeyboard
  const inAlt = core.buffers.active === alt

  let text = restoreBufferState(normal, cols, rows)
  // Each switch of screens saves the flags of the one and brings those of the other, also a switch to where one is.
  if (inAlt) {
    if (kitty.altFlags !== 0) text += `\x1b[?1047h\x1b[=${kitty.altFlags};1u\x1b[?1047l`
    text += restoreKittyStack(kitty.mainStack, kitty.mainFlags, 0)
    // The cursor stays where it was in the normal buffer: a resize leaves the line it is on as it is.
    text += `\x1b[${normal.y + 1};${Math.min(normal.x, cols - 1) + 1}H`
    // 1047 instead of 1049: the saved cursor of the normal buffer is set already.
    text += `\x1b[?1047h${restoreKittyStack(kitty.altStack, kitty.flags, kitty.altFlags)}`
    text += `\x1b[H${serializeBuffer(core, alt, cols)}${restoreBufferState(alt, cols, rows)}`
  } else {
    const altState = restoreKittyStack(kitty.altStack, kitty.altFlags, 0) + restoreSavedCursor(alt, cols)
    if (altState !== '' || kitty.mainFlags !== 0)
      text += `\x1b[=${kitty.mainFlags};1u\x1b[?1047h${altState}\x1b[?1047l`
    text += restoreKittyStack(kitty.mainStack, kitty.flags, kitty.mainFlags)
  }
  return text
}

/**
 * Sets what printing depends on, then the cursor, by printing the cell before it again where that matters. It expects
 * the attributes, charsets, insert and wrap mode of a reset terminal.
 */
export function placeCursor(terminal: Terminal, core: TerminalCore, inSyncFrame: boolean): string {
  const { active } = core.buffers
  const { modes, decPrivateModes } = core.coreService
  const { charsets, glevel } = core._charsetService
  const attributes = core._inputHandler._curAttrData
  const joins = core._inputHandler._parser.precedingJoinState !== 0
  const charsetText = restoreCharsets(charsets, glevel)
  const after =
    (decPrivateModes.wraparound ? '' : '\x1b[?7l') +
    (modes.insertMode ? '\x1b[4h' : '') +
    (inSyncFrame ? '\x1b[?2026h' : '')

  const link = core._oscLinkService.getLinkData(attributes.extended.urlId)
  const current = setAttributes(attributes) + (link === undefined ? '' : openLink(link))
  const origin = decPrivateModes.origin ? '\x1b[?6h' : ''
  const goTo = (column: number) =>
    `${origin}\x1b[${active.y + 1 - (decPrivateModes.origin ? active.scrollTop : 0)};${column + 1}H`

  const waitsToWrap = active.x >= terminal.cols
  const line = terminal.buffer.active.getLine(active.ybase + active.y)
  const width = line?.getCell(active.x - 1)?.getWidth() === 0 ? 2 : 1
  const cell = line?.getCell(active.x - width)
  const chars = cell?.getChars() ?? ''
  if (!(waitsToWrap || (joins && active.x > 0)) || cell === undefined || chars === '')
    return goTo(Math.min(active.x, terminal.cols - 1)) + charsetText + after + current
  // A cursor past the last column, and a character that the next may join or repeat, exist only right after a print.
  const column = active.x - width
  // A resize may have moved another character there, which the charset in use would turn into a third.
  if (!joins || charsets[glevel]?.[chars] !== undefined)
    return goTo(column) + setAttributes(attributesOf(cell)) + chars + charsetText + after + current
  // Printed in insert mode it would push the row aside.
  const room = modes.insertMode && !waitsToWrap ? `\x1b[${width}P` : ''
  return goTo(column) + current + room + after + charsetText + chars
}
