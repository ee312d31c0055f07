import {
  modeSwitches,
  restoreCharsets,
  type ModeKey,
  type ModeRecord,
  restoreKittyStack,
} from './mode-record.ts'
import type { TerminalCore } from './xterm-core.ts'

/** The kitty keyboard flags of one of the two buffers, and those that are pushed below them. */
type KittyKeys = { readonly flags: number; readonly stack: readonly number[] }

/**
 * What is on of all that a program turns off before it ends: how keys, mouse and pastes arrive, which buffer is shown and
 * how text gets onto it. Looks are not part of it (colours, attributes, the cursor's shape): there are tools that set
 * them for good.
 */
export type TerminalModes = {
  /** The sequence that sets each mode. */
  readonly on: ReadonlyMap<ModeKey, string>
  readonly isAlternate: boolean
  readonly main: KittyKeys
  readonly alt: KittyKeys
  /** Sends the cursor to where it is in the normal buffer; in the alternate one, to where it was before. */
  readonly goHome: string
}

/** The modes of a terminal whose parser has no sequence under way. */
export function readTerminalModes(
  core: TerminalCore,
  record: ModeRecord,
  { cols, rows }: { readonly cols: number; readonly rows: number },
): TerminalModes {
  const { normal, active } = core.buffers
  const { modes, decPrivateModes, kittyKeyboard: kitty } = core.coreService
  const { charsets, glevel } = core._charsetService
  const on = new Map([...record.switches(), ...modeSwitches(core)])
  if (!decPrivateModes.wraparound) on.set('?7', '\x1b[?7l')
  if (decPrivateModes.origin) on.set('?6', '\x1b[?6h')
  if (decPrivateModes.synchronizedOutput) on.set('?2026', '\x1b[?2026h')
  if (modes.insertMode) on.set('insert', '\x1b[4h')
  const charset = restoreCharsets(charsets, glevel)
  if (charset !== '') on.set('charsets', charset)
  // That of the alternate buffer goes with it.
  const { scrollTop, scrollBottom } = normal
  if (scrollTop !== 0 || scrollBottom !== rows - 1)
    on.set('region', `\x1b[${scrollTop + 1};${scrollBottom + 1}r`)
  const isAlternate = active !== normal
  const mainFlags = isAlternate ? kitty.mainFlags : kitty.flags
  const altFlags = isAlternate ? kitty.flags : kitty.altFlags
  return {
    on,
    isAlternate,
    main: { flags: mainFlags, stack: [...kitty.mainStack] },
    alt: { flags: altFlags, stack: [...kitty.altStack] },
    goHome: `\x1b[${normal.y + 1};${Math.min(normal.x, cols - 1) + 1}H`,
  }
}

/**
 * The sequences that turn off what is on and was not before, and give what was on before its value again. What was on
 * and is off stays off. Text and looks stay, and the cursor, but for a change of buffers, where it is.
 *
 * @param kept modes that may stay on though they were not before
 */
export function turnOffSince(before: TerminalModes, now: TerminalModes, kept: ReadonlySet<ModeKey>): string {
  let text = ''
  let moves = false
  if (now.isAlternate && !before.isAlternate) {
    text += `${changeKitty(now.alt, before.alt)}\x1b[?1049l`
    moves = true
  } else if (now.isAlternate) text += changeKitty(now.alt, before.alt)
  else {
    const alt = changeKitty(now.alt, before.alt)
    if (alt !== '') text += `\x1b[?1047h${alt}\x1b[?1047l`
  }
  if (!now.isAlternate || !before.isAlternate) text += changeKitty(now.main, before.main)
  for (const [key, sequence] of now.on) {
    const earlier = before.on.get(key)
    if (earlier === sequence || (earlier === undefined && kept.has(key))) continue
    text += earlier ?? turnOff(key)
    if (key === '?6' || key === 'region') moves = true
  }
  return moves ? text + now.goHome : text
}

/** The sequences that turn on again what was on at `now` and not `before`. */
export function turnOnSince(before: TerminalModes, now: TerminalModes): string {
  let text = changeKitty(before.main, now.main)
  if (now.isAlternate && !before.isAlternate) text += '\x1b[?1049h'
  if (now.isAlternate) text += changeKitty(before.alt, now.alt)
  for (const [key, sequence] of now.on) if (before.on.get(key) !== sequence) text += sequence
  return text
}

/** The sequences that turn off and on what differs between two sets of switches, and touch nothing that does not. */
export function changeSwitches(
  before: ReadonlyMap<ModeKey, string>,
  now: ReadonlyMap<ModeKey, string>,
): string {
  let text = ''
  for (const key of before.keys()) if (!now.has(key)) text += turnOff(key)
  for (const [key, sequence] of now) if (before.get(key) !== sequence) text += sequence
  return text
}

function changeKitty(from: KittyKeys, to: KittyKeys): string {
  if (from.flags === to.flags && from.stack.join() === to.stack.join()) return ''
  const surplus = from.stack.length - to.stack.length
  if (surplus >= 0) return `${surplus > 0 ? `\x1b[<${surplus}u` : ''}\x1b[=${to.flags};1u`
  return restoreKittyStack(to.stack.slice(from.stack.length), to.flags, from.flags)
}

function turnOff(key: ModeKey): string {
  switch (key) {
    case 'mouse':
      return '\x1b[?1000l'
    case 'mouseEncoding':
      return '\x1b[?1006l'
    case 'otherKeys':
      return '\x1b[>4;0m'
    case 'insert':
      return '\x1b[4l'
    case 'charsets':
      return '\x1b(B\x1b)B\x1b*B\x1b+B\x0f'
    case 'region':
      return '\x1b[r'
    case '?25':
    case '?7':
      return `\x1b[${key}h`
    default:
      return `\x1b[${key}l`
  }
}
