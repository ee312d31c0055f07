import type { Terminal } from '@xterm/headless'
import type { SerializeAddon } from '@xterm/addon-serialize'
import type { ModeRecord } from './mode-record.ts'
import { restoreBufferState, restoreCharsets, restoreKittyStack, restoreModes } from './mode-record.ts'
import { setAttributes } from './sgr.ts'
import type { CoreLink, TerminalCore } from './xterm-core.ts'
import { attributesOf } from './xterm-core.ts'

const altStart = '\x1b[?1049h\x1b[H'

/**
 * The text that makes a reset terminal of the same size look and act as this one: text and attributes of both
 * buffers, saved cursors, regions, tab stops, modes, kitty flags, mouse encoding, charsets, colours, and the cursor
 * with its pending wrap and joinable character.
 */
export function serializeTerminal(
  terminal: Terminal,
  core: TerminalCore,
  addon: SerializeAddon,
  record: ModeRecord,
): string {
  const { cols, rows } = terminal
  const { normal, alt } = core.buffers
  const kitty = core.coreService.kittyKeyboard
  const inAlt = core.buffers.active === alt
  const content = addon.serialize({ excludeModes: true })
  const split = inAlt ? content.indexOf(altStart) : content.length

  let text = record.restore() + content.slice(0, split) + '\x1b[0m'
  text += restoreBufferState(normal, cols, rows)
  text += restoreKittyStack(kitty.mainStack, inAlt ? kitty.mainFlags : kitty.flags)
  const altKitty = restoreKittyStack(kitty.altStack, inAlt ? kitty.flags : kitty.altFlags)
  if (inAlt) {
    // 1047 instead of 1049: the saved cursor of the normal buffer is set already.
    text += `\x1b[?1047h${altKitty}\x1b[H${content.slice(split + altStart.length)}\x1b[0m`
    text += restoreBufferState(alt, cols, rows)
  } else if (altKitty !== '') text += `\x1b[?1047h${altKitty}\x1b[?1047l`
  return text + restoreModes(core) + placeCursor(terminal, core)
}

/** Sets what printing depends on, then the cursor, by printing the cell before it again where that matters. */
function placeCursor(terminal: Terminal, core: TerminalCore): string {
  const { active } = core.buffers
  const { modes, decPrivateModes } = core.coreService
  const { charsets, glevel } = core._charsetService
  const attributes = core._inputHandler._curAttrData
  const joins = core._inputHandler._parser.precedingJoinState !== 0
  const charsetText = restoreCharsets(charsets, glevel)
  const after =
    (decPrivateModes.wraparound ? '' : '\x1b[?7l') +
    (modes.insertMode ? '\x1b[4h' : '') +
    (decPrivateModes.synchronizedOutput ? '\x1b[?2026h' : '')

  const link = core._oscLinkService.getLinkData(attributes.extended.urlId)
  const current = setAttributes(attributes) + (link === undefined ? '' : openLink(link))
  const origin = decPrivateModes.origin ? '\x1b[?6h' : ''
  const goTo = (column: number) =>
    `${origin}\x1b[${active.y + 1 - (decPrivateModes.origin ? active.scrollTop : 0)};${column + 1}H`

  const waitsToWrap = active.x >= terminal.cols
  if (!waitsToWrap && !(joins && active.x > 0 && !modes.insertMode))
    return goTo(active.x) + charsetText + after + current

  // A cursor past the last column, and a character that the next may join or repeat, exist only right after a print.
  const line = terminal.buffer.active.getLine(active.ybase + active.y)
  const isWide = line?.getCell(active.x - 1)?.getWidth() === 0
  const column = Math.max(active.x - (isWide ? 2 : 1), 0)
  const cell = line?.getCell(column)
  const chars = cell?.getChars() ?? ''
  if (line === undefined || cell === undefined || chars === '')
    return goTo(Math.min(active.x, terminal.cols - 1)) + charsetText + after + current
  if (joins) return goTo(column) + after + current + charsetText + chars
  return goTo(column) + '\x1b[0m' + setAttributes(attributesOf(cell)) + chars + charsetText + after + current
}

function openLink(link: CoreLink): string {
  return `\x1b]8;${link.id === undefined ? '' : `id=${link.id}`};${link.uri}\x1b\\`
}
