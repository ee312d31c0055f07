import type { IBufferCell, Terminal } from '@xterm/headless'

/**
 * What the host reads of the inside of @xterm/headless. The public API tells neither whether the parser is inside a
 * sequence nor the kitty, mouse, charset and saved-cursor state that a snapshot must carry. The package is pinned
 * exactly, `coreOf` checks the shape, and a contract test fails when it moves.
 */
export type TerminalCore = {
  readonly _inputHandler: {
    parse(data: string | Uint8Array): unknown
    readonly _parser: { readonly currentState: number; readonly precedingJoinState: number }
    readonly _curAttrData: CoreAttributes
  }
  readonly _charsetService: { readonly glevel: number; readonly charsets: readonly (Charset | undefined)[] }
  readonly _oscLinkService: { getLinkData(linkId: number): CoreLink | undefined }
  readonly _bufferService: { scroll: (eraseAttributes: unknown, isWrapped?: boolean) => void }
  readonly coreService: {
    readonly isCursorHidden: boolean
    readonly modes: { readonly insertMode: boolean }
    readonly decPrivateModes: {
      readonly applicationCursorKeys: boolean
      readonly applicationKeypad: boolean
      readonly bracketedPasteMode: boolean
      readonly colorSchemeUpdates: boolean
      readonly cursorBlink: boolean | undefined
      readonly cursorStyle: 'block' | 'underline' | 'bar' | undefined
      readonly origin: boolean
      readonly reverseWraparound: boolean
      readonly sendFocus: boolean
      readonly synchronizedOutput: boolean
      readonly wraparound: boolean
    }
    readonly kittyKeyboard: {
      readonly flags: number
      readonly mainFlags: number
      readonly altFlags: number
      readonly mainStack: readonly number[]
      readonly altStack: readonly number[]
    }
  }
  readonly mouseStateService: { readonly activeProtocol: string; readonly activeEncoding: string }
  readonly buffers: { readonly normal: CoreBuffer; readonly alt: CoreBuffer; readonly active: CoreBuffer }
}

/** A character set as xterm.js holds it: the ASCII characters it replaces. */
export type Charset = Readonly<Record<string, string | undefined>>

export type CoreLink = { readonly id?: string | undefined; readonly uri: string }

/** Words of a cell's attributes: `fg` and `bg` pack colour, colour mode and flags. */
export type CoreAttributes = {
  readonly fg: number
  readonly bg: number
  readonly extended: {
    readonly urlId: number
    readonly underlineStyle: number
    readonly underlineColor: number
  }
}

/** A row: `cellWords.perCell` words a cell, and beside them what does not fit in words. */
export type CoreLine = {
  readonly length: number
  readonly isWrapped: boolean
  readonly _data: Uint32Array
  readonly _combined: Readonly<Record<number, string | undefined>>
  readonly _extendedAttrs: Readonly<Record<number, CoreAttributes['extended'] | undefined>>
}

export type CoreBuffer = {
  readonly x: number
  readonly y: number
  readonly ybase: number
  readonly scrollTop: number
  readonly scrollBottom: number
  readonly tabs: Readonly<Record<number, boolean | undefined>>
  readonly savedX: number
  readonly savedY: number
  readonly savedCurAttrData: CoreAttributes
  readonly savedCharsets: readonly (Charset | undefined)[]
  readonly savedGlevel: number
  readonly savedOriginMode: boolean
  readonly savedWraparoundMode: boolean
  readonly lines: {
    readonly isFull: boolean
    readonly length: number
    get(index: number): CoreLine | undefined
  }
}

/** Where in a cell's words what is: content, foreground, background, and the fields of the content word. */
export const cellWords = {
  perCell: 3,
  fg: 1,
  bg: 2,
  codePoint: 0x1fffff,
  isCombined: 0x200000,
  hasContent: 0x3fffff,
  widthShift: 22,
  /** In the background word: the cell has extended attributes. */
  hasExtended: 0x10000000,
} as const

/** `currentState` of the parser between sequences. */
export const parserGround = 0

/** The inside of a terminal. @throws Error if this build of xterm.js is made otherwise */
export function coreOf(terminal: Terminal): TerminalCore {
  const core: unknown = Reflect.get(terminal, '_core')
  assertCore(core)
  return core
}

/** The attribute words of a cell that the public API gives out. @throws Error if this build keeps them otherwise */
export function attributesOf(cell: IBufferCell): CoreAttributes {
  const attributes: unknown = cell
  assertAttributes(attributes)
  return attributes
}

const numbers = [
  '_inputHandler._parser.currentState',
  '_inputHandler._parser.precedingJoinState',
  '_inputHandler._curAttrData.fg',
  '_inputHandler._curAttrData.bg',
  '_inputHandler._curAttrData.extended.urlId',
  '_inputHandler._curAttrData.extended.underlineStyle',
  '_charsetService.glevel',
  'coreService.kittyKeyboard.flags',
  'coreService.kittyKeyboard.mainFlags',
  'coreService.kittyKeyboard.altFlags',
  'coreService.kittyKeyboard.mainStack.length',
  'coreService.kittyKeyboard.altStack.length',
  ...['normal', 'alt', 'active'].flatMap((buffer) =>
    [
      'x',
      'y',
      'ybase',
      'scrollTop',
      'scrollBottom',
      'savedX',
      'savedY',
      'savedCurAttrData.fg',
      'savedGlevel',
    ].map((field) => `buffers.${buffer}.${field}`),
  ),
]
const functions = [
  '_inputHandler.parse',
  '_oscLinkService.getLinkData',
  '_bufferService.scroll',
  'buffers.normal.lines.get',
]
const booleans = [
  'coreService.isCursorHidden',
  'coreService.modes.insertMode',
  'coreService.decPrivateModes.applicationCursorKeys',
  'coreService.decPrivateModes.colorSchemeUpdates',
  'coreService.decPrivateModes.synchronizedOutput',
  'coreService.decPrivateModes.wraparound',
  'buffers.normal.savedOriginMode',
  'buffers.normal.lines.isFull',
]
const strings = ['mouseStateService.activeProtocol', 'mouseStateService.activeEncoding']

function assertCore(core: unknown): asserts core is TerminalCore {
  for (const path of numbers) expect(core, path, 'number')
  for (const path of functions) expect(core, path, 'function')
  for (const path of booleans) expect(core, path, 'boolean')
  for (const path of strings) expect(core, path, 'string')
  const line = firstLine(core)
  if (!(at(line, '_data') instanceof Uint32Array))
    throw new Error(`Rows of @xterm/headless are made otherwise${forVersion}`)
}

function firstLine(core: unknown): unknown {
  const lines = at(core, 'buffers.normal.lines')
  const get = at(lines, 'get')
  return typeof get === 'function' ? Reflect.apply(get, lines, [0]) : undefined
}

const forVersion = '; the host was written for 6.1.0-beta.334'

function assertAttributes(value: unknown): asserts value is CoreAttributes {
  for (const path of ['fg', 'bg', 'extended.urlId', 'extended.underlineStyle', 'extended.underlineColor'])
    expect(value, path, 'number')
}

function expect(root: unknown, path: string, type: string): void {
  if (typeof at(root, path) !== type)
    throw new Error(`This build of @xterm/headless has no ${type} at ${path}${forVersion}`)
}

function at(root: unknown, path: string): unknown {
  let value = root
  for (const key of path.split('.')) {
    if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return undefined
    value = Reflect.get(value, key)
  }
  return value
}
