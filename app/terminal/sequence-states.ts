import type { StringKind } from './door-limits.ts'

/** Where the byte door stands in a stream; the names are those of xterm.js's parser, where it has one. */
export type State =
  /** Between sequences. */
  | 'ground'
  /** In a character that the last chunk did not finish. */
  | 'character'
  | 'escape'
  | 'escapeIntermediate'
  | 'csiEntry'
  | 'csiParameters'
  | 'csiIntermediate'
  /** In a control sequence that means nothing: it goes, up to its final byte. */
  | 'csiIgnored'
  | 'osc'
  | 'dcsHeader'
  | 'dcs'
  | 'apcHeader'
  | 'apc'
  /** SOS and PM, which say nothing to anybody: they go, up to their end. */
  | 'unheard'
  /** After an ESC that ended a string: `\` belongs to it. */
  | 'stringEnd'

/** Where what comes is text, up to a control. */
export const textStates: ReadonlySet<State> = new Set<State>(['osc', 'dcs', 'apc'])

/** Inside of a string sequence. */
export const stringStates: ReadonlySet<State> = new Set<State>([
  ...textStates,
  'dcsHeader',
  'apcHeader',
  'unheard',
])

/** The strings that a state begins. */
export const stringKinds: Readonly<Partial<Record<State, StringKind>>> = {
  osc: 'osc',
  dcsHeader: 'dcs',
  apcHeader: 'apc',
}

/** What a byte after ESC opens that begins more than an escape sequence; a C1 control is that byte and 0x40. */
export const openers: ReadonlyMap<number, State> = new Map<number, State>([
  [0x50, 'dcsHeader'],
  [0x58, 'unheard'],
  [0x5b, 'csiEntry'],
  [0x5d, 'osc'],
  [0x5e, 'unheard'],
  [0x5f, 'apcHeader'],
])
