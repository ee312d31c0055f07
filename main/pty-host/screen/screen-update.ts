import type { Terminal } from '@xterm/headless'
import { scrollbackLines } from '../../../app/terminal/terminal-size.ts'
import {
  changeColors,
  cursorShape,
  type ModeKey,
  type ModeRecord,
  modeSwitches,
  restoreBufferState,
  resetCharsets,
  restoreKittyStack,
  restoreSavedCursor,
  setTabStops,
  unusualTabStops,
  usualTabStops,
} from './mode-record.ts'
import { serializeBuffer } from './serialize.ts'
import { placeCursor, restoreBuffers } from './snapshot.ts'
import { changeSwitches } from './terminal-modes.ts'
import type { CoreBuffer, TerminalCore } from './xterm-core.ts'

/** What has been counted since the screen was made. */
export type ScreenCounts = {
  /** Rows that left the screen of the normal buffer at its top. */
  readonly scrolled: number
  /** Times that a buffer came on show. */
  readonly switches: number
}

/** Whether a program has changed what a buffer keeps beside its text. */
type Changed = { readonly tabStops: boolean; readonly savedCursor: boolean }

/** All that has to be known of a screen of an earlier moment to bring a copy of it up to date. */
export type UpdateBase = ScreenCounts & {
  /** Rows above the screen in the normal buffer. */
  readonly above: number
  /** The first row of that screen continues the one above it. */
  readonly topWraps: boolean
  readonly isAlternate: boolean
  readonly kitty: TerminalCore['coreService']['kittyKeyboard']
  /** Gives the character sets back. */
  readonly plainCharsets: string
  readonly normal: Changed
  readonly alt: Changed
  readonly switchesOn: ReadonlyMap<ModeKey, string>
  readonly cursorShape: string
  readonly inSyncFrame: boolean
  readonly colors: ReadonlyMap<string, string>
}

/** The state from which `serializeUpdate` goes on. After whole sequences only. */
export function updateBase(
  terminal: Terminal,
  core: TerminalCore,
  record: ModeRecord,
  counts: ScreenCounts,
): UpdateBase {
  const { cols } = terminal
  const { normal, alt, active } = core.buffers
  const { kittyKeyboard: kitty, decPrivateModes } = core.coreService
  const { charsets, glevel } = core._charsetService
  const changed = (buffer: CoreBuffer) => ({
    tabStops: unusualTabStops(buffer, cols) !== null,
    savedCursor: restoreSavedCursor(buffer, cols) !== '',
  })
  return {
    ...counts,
    above: normal.ybase,
    topWraps: normal.lines.get(normal.ybase)?.isWrapped === true,
    isAlternate: active !== normal,
    kitty: { ...kitty, mainStack: [...kitty.mainStack], altStack: [...kitty.altStack] },
    plainCharsets: resetCharsets(charsets, glevel),
    normal: changed(normal),
    alt: changed(alt),
    switchesOn: switchesOn(core, record),
    cursorShape: setCursorShape(core),
    inSyncFrame: decPrivateModes.synchronizedOutput,
    colors: record.colors(),
  }
}

/**
 * The text that brings a copy of this terminal, of the same size and as it was at `base`, up to date. The copy scrolls by
 * as many rows as this one has since (by no more than its scrollback holds), so that a selection and what is scrolled to
 * stay as with the program's own bytes. Modes that have not changed are not touched: turning some on again has effects.
 *
 * @param inSyncFrame as `serializeTerminal`
 */
export function serializeUpdate(
  terminal: Terminal,
  core: TerminalCore,
  record: ModeRecord,
  counts: ScreenCounts,
  base: UpdateBase,
  inSyncFrame: boolean,
): string {
  const end =
    changeColors(base.colors, record.colors()) +
    changeSwitches(base.switchesOn, switchesOn(core, record)) +
    (base.cursorShape === setCursorShape(core) ? '' : setCursorShape(core)) +
    placeCursor(terminal, core, inSyncFrame)
  const frame = base.inSyncFrame && !inSyncFrame ? '\x1b[?2026l' : ''
  const buffers = isOtherBufferTheSame(core, counts, base)
    ? updateActive(terminal, core, counts, base)
    : updateBoth(terminal, core, counts, base)
  return frame + buffers + end
}

/** The buffer that is not on show now was not on show since `base`, and kept its kitty flags. */
function isOtherBufferTheSame(core: TerminalCore, counts: ScreenCounts, base: UpdateBase): boolean {
  const { kittyKeyboard: now } = core.coreService
  const { kitty: before, isAlternate } = base
  const stacks = isAlternate ? [now.mainStack, before.mainStack] : [now.altStack, before.altStack]
  return (
    counts.switches === base.switches &&
    // A switch to the buffer that is on show already, and a soft reset, change these.
    now.mainFlags === before.mainFlags &&
    now.altFlags === before.altFlags &&
    stacks[0]?.join() === stacks[1]?.join()
  )
}

function updateActive(
  terminal: Terminal,
  core: TerminalCore,
  counts: ScreenCounts,
  base: UpdateBase,
): string {
  const { cols, rows } = terminal
  const { active } = core.buffers
  const { kittyKeyboard: now } = core.coreService
  const stack = (kitty: UpdateBase['kitty']) => (base.isAlternate ? kitty.altStack : kitty.mainStack)
  const [before, after] = [stack(base.kitty), stack(now)]
  const kitty =
    before.join() === after.join()
      ? restoreKittyStack([], now.flags, base.kitty.flags)
      : noKittyFlags + restoreKittyStack(after, now.flags, 0)
  return (
    plainDrawing(base, base.isAlternate ? base.alt : base.normal, cols) +
    (base.isAlternate
      ? `\x1b[J${forgetCursor(base.alt)}${serializeBuffer(core, active, cols)}`
      : writeNormal(terminal, core, counts, base)) +
    restoreBufferState(active, cols, rows) +
    kitty
  )
}

function updateBoth(terminal: Terminal, core: TerminalCore, counts: ScreenCounts, base: UpdateBase): string {
  // 1047 instead of 1049: the cursor that is saved in the normal buffer is set below.
  const toNormal = base.isAlternate ? '\x1b[?1047l' : ''
  const plain = plainDrawing(base, base.normal, terminal.cols)
  const plainAlternate = `\x1b[?1047h\x1b[H${forgetCursor(base.alt)}${noKittyFlags}\x1b[?1047l`
  return (
    // The look of an erased screen is the current one.
    `\x1b[0m${toNormal}${plain}${noKittyFlags}${plainAlternate}\x1b[H` +
    writeNormal(terminal, core, counts, base) +
    restoreBuffers(terminal, core)
  )
}

/** Drawing as in a reset terminal, in the buffer on show: no region, charsets, attributes; the cursor at home. */
function plainDrawing({ plainCharsets }: UpdateBase, { tabStops }: Changed, cols: number): string {
  return (
    `\x1b[?6l\x1b[?7h\x1b[4l\x1b[r${plainCharsets}\x1b[0m\x1b[0"q\x1b]8;;\x1b\\` +
    (tabStops ? setTabStops(usualTabStops(cols)) : '') +
    '\x1b[H'
  )
}

/** At home and with nothing set, the cursor is saved as in a reset terminal; but for one that never was. */
function forgetCursor({ savedCursor }: Changed): string {
  return savedCursor ? '\x1b7' : ''
}

/** The rows since `base`, written from the top of the screen on; the rows that are above it stay, if they still do here. */
function writeNormal(terminal: Terminal, core: TerminalCore, counts: ScreenCounts, base: UpdateBase): string {
  const { cols, rows } = terminal
  const { normal } = core.buffers
  const scrolled = counts.scrolled - base.scrolled
  const from = Math.max(normal.ybase - scrolled, 0)
  const topWraps = from > 0 && normal.lines.get(from)?.isWrapped === true
  // The scrollback was cleared (ED 3, RIS), or a row was made to continue the one above that cannot be reached. The row
  // of a saved cursor counts from the top of the scrollback.
  const isCleared = normal.ybase !== Math.min(base.above + scrolled, scrollbackLines)
  if (isCleared || (topWraps && !base.topWraps))
    return `\x1b[3J\x1b[J\x1b7${serializeBuffer(core, normal, cols)}`
  // An erased row continues none any more; erased characters leave that as it is.
  const erase = topWraps ? `\x1b[${cols}X${rows > 1 ? '\x1b[2H\x1b[J\x1b[H' : ''}` : '\x1b[J'
  return `${erase}${forgetCursor(base.normal)}${serializeBuffer(core, normal, cols, from)}`
}

const noKittyFlags = '\x1b[<99u\x1b[=0;1u'

function switchesOn(core: TerminalCore, record: ModeRecord): Map<ModeKey, string> {
  return new Map([...record.switches(), ...modeSwitches(core)])
}

function setCursorShape(core: TerminalCore): string {
  return `\x1b[${core.coreService.decPrivateModes.cursorStyle === undefined ? 0 : cursorShape(core)} q`
}
