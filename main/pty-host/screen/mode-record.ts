import type { GuardedParser } from './handler-guard.ts'
import type { Charset, CoreBuffer, TerminalCore } from './xterm-core.ts'
import { lastCell } from './serialize.ts'
import { setAttributes } from './sgr.ts'

/** Modes that xterm.js does not keep itself, so that whoever reads the snapshot's handlers still hears of them. */
const unkeptModes = new Set([1005, 1007, 1015, 1034, 1036, 1039, 1042])
/** A program that sets more colours than this has the rest dropped; 256 exist. */
const maxColors = 260

/**
 * What a serialised screen leaves out and xterm.js does not hold: colours set by OSC 4/10/11/12, modifyOtherKeys,
 * modes without effect in xterm.js. Everything else of a snapshot is read from the terminal itself.
 */
export class ModeRecord {
  /** Colours a program set, by `4;index`, `10`, `11`, `12`; the value as it sent it. */
  #colors = new Map<string, string>()
  readonly #modes = new Set<number>()
  #modifyOtherKeys: string | null = null

  constructor(parser: GuardedParser) {
    parser.registerCsiHandler({ prefix: '?', final: 'h' }, (params) => this.#setModes(params, true))
    parser.registerCsiHandler({ prefix: '?', final: 'l' }, (params) => this.#setModes(params, false))
    parser.registerCsiHandler({ prefix: '>', final: 'm' }, (params) => {
      if (params[0] === 4) this.#modifyOtherKeys = params[1] === undefined ? null : String(params[1])
      return false
    })
    parser.registerCsiHandler({ intermediates: '!', final: 'p' }, () => {
      this.#modifyOtherKeys = null
      return false
    })
    parser.registerEscHandler({ final: 'c' }, () => {
      this.#clear()
      return false
    })
  }

  /** Notes a colour; `value` null gives it back to the theme. */
  setColor(key: string, value: string | null): void {
    if (value === null) this.#colors.delete(key)
    else if (this.#colors.size < maxColors) this.#colors.set(key, value)
  }

  /** The colour a program set for `key`, as it sent it. */
  color(key: string): string | undefined {
    return this.#colors.get(key)
  }

  /** Gives all colours of OSC 4 back, or all of them. */
  clearColors(which: 'palette' | 'all'): void {
    for (const key of this.#colors.keys())
      if (which === 'all' || key.startsWith('4;')) this.#colors.delete(key)
  }

  /** All colours that a program set, by the same keys. */
  colors(): ReadonlyMap<string, string> {
    return new Map(this.#colors)
  }

  /** The sequences that set again what is recorded. */
  restore(): string {
    let text = ''
    for (const [key, value] of this.#colors) text += setColor(key, value)
    for (const sequence of this.switches().values()) text += sequence
    return text
  }

  /** The modes recorded as set, and the sequences that set them. */
  switches(): Map<ModeKey, string> {
    const set = new Map<ModeKey, string>()
    for (const mode of this.#modes) set.set(`?${mode}`, `\x1b[?${mode}h`)
    if (this.#modifyOtherKeys !== null) set.set('otherKeys', `\x1b[>4;${this.#modifyOtherKeys}m`)
    return set
  }

  #setModes(params: readonly (number | number[])[], on: boolean): boolean {
    for (const mode of params)
      if (typeof mode === 'number' && unkeptModes.has(mode)) {
        if (on) this.#modes.add(mode)
        else this.#modes.delete(mode)
      }
    return false
  }

  #clear(): void {
    this.#colors.clear()
    this.#modes.clear()
    this.#modifyOtherKeys = null
  }
}

/** The sequences that set the colours that differ, and give back to the theme those that a program set no longer. */
export function changeColors(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string {
  let text = ''
  for (const key of before.keys())
    if (!now.has(key)) text += key.startsWith('4;') ? `\x1b]104;${key.slice(2)}\x1b\\` : `\x1b]1${key}\x1b\\`
  for (const [key, value] of now) if (before.get(key) !== value) text += setColor(key, value)
  return text
}

function setColor(key: string, value: string): string {
  return `\x1b]${key};${value}\x1b\\`
}

/** A mode by its number, or what several sequences set. */
export type ModeKey =
  `?${number}` | 'mouse' | 'mouseEncoding' | 'otherKeys' | 'insert' | 'charsets' | 'region'

/** Switches of the terminal that are not tied to a buffer; origin, insert and wrap modes come later, by `placeCursor`. */
export function restoreModes(core: TerminalCore): string {
  let text = ''
  for (const sequence of modeSwitches(core).values()) text += sequence
  if (core.coreService.decPrivateModes.cursorStyle !== undefined) text += `\x1b[${cursorShape(core)} q`
  return text
}

/** The switches of `restoreModes` that are on, and the sequences that turn them on; not the cursor's shape. */
export function modeSwitches(core: TerminalCore): Map<ModeKey, string> {
  const { decPrivateModes: modes, isCursorHidden } = core.coreService
  const { activeProtocol, activeEncoding } = core.mouseStateService
  const set = new Map<ModeKey, string>()
  if (modes.applicationCursorKeys) set.set('?1', '\x1b[?1h')
  if (modes.applicationKeypad) set.set('?66', '\x1b[?66h')
  if (modes.reverseWraparound) set.set('?45', '\x1b[?45h')
  if (modes.bracketedPasteMode) set.set('?2004', '\x1b[?2004h')
  if (modes.sendFocus) set.set('?1004', '\x1b[?1004h')
  if (modes.colorSchemeUpdates) set.set('?2031', '\x1b[?2031h')
  const protocol = mouseProtocols[activeProtocol]
  if (protocol !== undefined) set.set('mouse', protocol)
  const encoding = mouseEncodings[activeEncoding]
  if (encoding !== undefined) set.set('mouseEncoding', encoding)
  if (isCursorHidden) set.set('?25', '\x1b[?25l')
  return set
}

const mouseProtocols: Readonly<Record<string, string>> = {
  X10: '\x1b[?9h',
  VT200: '\x1b[?1000h',
  DRAG: '\x1b[?1002h',
  ANY: '\x1b[?1003h',
}
const mouseEncodings: Readonly<Record<string, string>> = { SGR: '\x1b[?1006h', SGR_PIXELS: '\x1b[?1016h' }
/** The parameter of DECSCUSR that sets the cursor as it is; a steady block where the program set none. */
export function cursorShape(core: TerminalCore): number {
  const { cursorStyle = 'block', cursorBlink = false } = core.coreService.decPrivateModes
  return cursorShapes[cursorStyle] + (cursorBlink ? 0 : 1)
}

const cursorShapes = { block: 1, underline: 3, bar: 5 } as const

/** Builds a stack of kitty keyboard flags by pushes: each saves what is current and sets the next. */
export function restoreKittyStack(stack: readonly number[], flags: number, current: number): string {
  const [first, ...rest] = [...stack, flags]
  let text = first === current ? '' : `\x1b[=${first};1u`
  for (const next of rest) text += `\x1b[>${next}u`
  return text
}

/** The columns of a buffer's tab stops; null where they are as at the start. */
export function unusualTabStops(buffer: CoreBuffer, cols: number): readonly number[] | null {
  const stops = Object.keys(buffer.tabs)
    .map(Number)
    .filter((column) => buffer.tabs[column] === true && column < cols)
  return stops.join() === usualTabStops(cols).join() ? null : stops
}

export function usualTabStops(cols: number): readonly number[] {
  return Array.from({ length: Math.ceil(cols / 8) }, (_, index) => index * 8)
}

/** Takes the tab stops of the active buffer away, and sets these. Moves the cursor. */
export function setTabStops(columns: readonly number[]): string {
  return `\x1b[3g${columns.map((column) => `\x1b[${column + 1}G\x1bH`).join('')}`
}

/** Scroll region, tab stops and saved cursor of the buffer that is active while this is written. Moves the cursor. */
export function restoreBufferState(buffer: CoreBuffer, cols: number, rows: number): string {
  const stops = unusualTabStops(buffer, cols)
  let text = stops === null ? '' : setTabStops(stops)
  text += restoreSavedCursor(buffer, cols)
  if (buffer.scrollTop !== 0 || buffer.scrollBottom !== rows - 1)
    text += `\x1b[${buffer.scrollTop + 1};${buffer.scrollBottom + 1}r`
  return text
}

/** What DECRC will bring back in the buffer that is active while this is written; nothing where it is as at the start. */
export function restoreSavedCursor(buffer: CoreBuffer, cols: number): string {
  const {
    savedX,
    savedY,
    savedCurAttrData,
    savedCharsets,
    savedGlevel,
    savedOriginMode,
    savedWraparoundMode,
  } = buffer
  const row = Math.max(savedY - buffer.ybase, 0)
  const plainLook = savedCurAttrData.fg === 0 && savedCurAttrData.bg === 0
  const plainModes = savedGlevel === 0 && savedCharsets.every((set) => set == null) && !savedOriginMode
  if (savedX === 0 && row === 0 && plainLook && plainModes && savedWraparoundMode) return ''
  const goTo = (column: number) => `\x1b[${row + 1};${column + 1}H`
  const line = buffer.lines.get(buffer.ybase + row)
  const last = line === undefined ? null : lastCell(line, cols)
  const place =
    // Past the last column, a cursor comes only by a print.
    savedX >= cols && last !== null
      ? goTo(last.column) + setAttributes(last.attributes) + last.chars
      : goTo(Math.min(savedX, cols - 1))
  return (
    // DECOM homes the cursor; the region is not set yet, so that its rows are the screen's.
    (savedOriginMode ? '\x1b[?6h' : '') +
    place +
    setAttributes(savedCurAttrData) +
    restoreCharsets(savedCharsets, savedGlevel) +
    (savedWraparoundMode ? '' : '\x1b[?7l') +
    '\x1b7' +
    '\x1b[?6l\x1b[?7h\x1b[0m\x1b[0"q' +
    resetCharsets(savedCharsets, savedGlevel)
  )
}

/** Designates G0 to G3 and invokes one. Sets other than ASCII, DEC graphics and UK count as ASCII. */
export function restoreCharsets(charsets: readonly (Charset | undefined)[], level: number): string {
  let text = ''
  for (const [index, intermediate] of ['(', ')', '*', '+'].entries()) {
    const name = charsetName(charsets[index])
    if (name !== 'B') text += `\x1b${intermediate}${name}`
  }
  return text + (['', '\x0e', '\x1bn', '\x1bo'][level] ?? '')
}

/** Gives those of G0 to G3 that are designated back to ASCII, and invokes G0. */
export function resetCharsets(charsets: readonly (Charset | undefined)[], level: number): string {
  const designated = ['(', ')', '*', '+'].filter((_, index) => charsetName(charsets[index]) !== 'B')
  return designated.map((intermediate) => `\x1b${intermediate}B`).join('') + (level === 0 ? '' : '\x0f')
}

function charsetName(charset: Charset | undefined): string {
  if (charset == null) return 'B'
  if (charset['q'] === '─') return '0'
  return charset['#'] === '£' && Object.keys(charset).length === 1 ? 'A' : 'B'
}
