import { bufferText, lastUsedRow } from './line-text.ts'
import { type ModeRecord, restoreModes } from './mode-record.ts'
import { parserGround, type TerminalCore } from './xterm-core.ts'

/** Mouse, focus, paste, keyboard and cursor as a new terminal has them; text, colours of text and scrollback stay. */
const modesOff =
  '\x1b[?9l\x1b[?1000l\x1b[?1006l\x1b[?1016l\x1b[?1007l\x1b[?2031l\x1b[!p\x1b[0m\x1b[0"q' +
  '\x1b]8;;\x1b\\\x1b]104\x1b\\\x1b]110\x1b\\\x1b]111\x1b\\\x1b]112\x1b\\'

type Cells = { readonly cols: number; readonly rows: number }

/**
 * Turns off everything that a program which has gone may have left on, moves the alternate screen's text into the normal
 * one, and puts the cursor on a fresh line below all text. Writes nothing where nothing is left.
 */
export function turnModesOff(
  core: TerminalCore,
  record: ModeRecord,
  cells: Cells,
  write: (text: string) => void,
): void {
  const { buffers } = core
  if (isSettled(core, record, cells)) return
  // CAN ends an unfinished sequence without effect.
  write('\x18')
  if (buffers.active === buffers.normal) write(modesOff)
  else {
    const left = bufferText(buffers.alt, 0, cells.cols).trimEnd()
    write(`\x1b[?1049l${modesOff}`)
    freshLine(core, cells, write)
    write(`${left.replaceAll('\n', '\r\n')}\r\n`)
  }
  freshLine(core, cells, write)
}

/** Nothing is left on by a program, and the cursor waits on an empty line below all text. */
function isSettled(core: TerminalCore, record: ModeRecord, cells: Cells): boolean {
  const { _inputHandler, coreService, buffers, _charsetService } = core
  const { flags, mainStack, altStack } = coreService.kittyKeyboard
  const { fg, bg } = _inputHandler._curAttrData
  return (
    buffers.active === buffers.normal &&
    _inputHandler._parser.currentState === parserGround &&
    _charsetService.glevel === 0 &&
    fg === 0 &&
    bg === 0 &&
    flags === 0 &&
    mainStack.length + altStack.length === 0 &&
    record.restore() + restoreModes(core) === '' &&
    isOnFreshLine(core, cells)
  )
}

function isOnFreshLine(core: TerminalCore, cells: Cells): boolean {
  const { active } = core.buffers
  return active.x === 0 && lastUsedRow(active, cells.rows, cells.cols) < active.y
}

function freshLine(core: TerminalCore, cells: Cells, write: (text: string) => void): void {
  const { active } = core.buffers
  const last = Math.max(lastUsedRow(active, cells.rows, cells.cols), active.y)
  if (!isOnFreshLine(core, cells)) write(`\x1b[${last + 1};1H\r\n`)
}
