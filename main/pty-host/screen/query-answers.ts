import type { Terminal } from '@xterm/headless'
import type { CellPixels } from '../../../app/terminal/terminal-size.ts'
import type { ThemeColors } from '../../../app/terminal/theme.ts'
import type { GuardedParser } from './handler-guard.ts'
import type { ModeRecord } from './mode-record.ts'
import { cursorShape } from './mode-record.ts'
import { paletteColor } from './palette.ts'
import { sgrParameters } from './sgr.ts'
import type { TerminalCore } from './xterm-core.ts'

/** What answers depend on; read when a query comes. */
export type QueryContext = {
  theme(): ThemeColors
  cell(): CellPixels
  reply(data: string): void
}

const st = '\x1b\\'
/** OSC 10, 11 and 12 take up to this many further values for the numbers that follow. */
const lastDynamicColor = 12

/**
 * Answers what @xterm/headless leaves open: colours, sizes in pixels, colour scheme, the terminal's name, OSC 7501.
 * Never: OSC 52 reads, title reports, answerback (CVE-2003-0063 and its kin).
 */
export function answerQueries(
  terminal: Terminal,
  parser: GuardedParser,
  core: TerminalCore,
  record: ModeRecord,
  appVersion: string,
  context: QueryContext,
): void {
  parser.registerOscHandler(4, (data) => paletteColors(data, record, context))
  parser.registerOscHandler(104, (data) => {
    if (data === '') record.clearColors('palette')
    else for (const index of data.split(';')) record.setColor(`4;${index}`, null)
    return true
  })
  for (const number of [10, 11, 12]) {
    parser.registerOscHandler(number, (data) => dynamicColors(number, data, record, context))
    parser.registerOscHandler(number + 100, () => {
      record.setColor(String(number), null)
      return true
    })
  }
  parser.registerCsiHandler({ prefix: '>', final: 'q' }, (params) => {
    if ((params[0] ?? 0) === 0) context.reply(`\x1bP>|Roost(${appVersion})${st}`)
    return true
  })
  parser.registerCsiHandler({ final: 't' }, (params) => sizeReport(params, terminal, context))
  parser.registerCsiHandler({ prefix: '?', final: 'n' }, (params) => {
    if (params[0] !== 996) return false
    context.reply(colorSchemeReport(context.theme()))
    return true
  })
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, (data) => {
    // xterm.js would always answer `0m` and its options' cursor; editors find out by `m` whether colours took.
    if (data === 'm') context.reply(`\x1bP1$r${sgrParameters(core._inputHandler._curAttrData)}m${st}`)
    else if (data === ' q') context.reply(`\x1bP1$r${cursorShape(core)} q${st}`)
    else return false
    return true
  })
  parser.registerCsiHandler({ prefix: '?', intermediates: '$', final: 'p' }, (params) => {
    // Clusters are always on: text that stands there was laid out with them.
    if (params[0] === 2027) context.reply('\x1b[?2027;3$y')
    else if (params[0] === 2031)
      context.reply(`\x1b[?2031;${core.coreService.decPrivateModes.colorSchemeUpdates ? 1 : 2}$y`)
    else return false
    return true
  })
}

/** What a program hears on `?996n`, and unasked when the theme changes while mode 2031 is on. */
export function colorSchemeReport(theme: ThemeColors): string {
  return `\x1b[?997;${theme.dark ? 1 : 2}n`
}

function sizeReport(
  params: readonly (number | number[])[],
  terminal: Terminal,
  context: QueryContext,
): boolean {
  const { width, height } = context.cell()
  switch (params[0]) {
    case 14:
      if ((params[1] ?? 0) === 2) return true
      context.reply(`\x1b[4;${Math.round(height * terminal.rows)};${Math.round(width * terminal.cols)}t`)
      return true
    case 16:
      context.reply(`\x1b[6;${Math.round(height)};${Math.round(width)}t`)
      return true
    default:
      return false
  }
}

function paletteColors(data: string, record: ModeRecord, context: QueryContext): boolean {
  const parts = data.split(';')
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const index = Number(parts[at])
    const value = parts[at + 1] ?? ''
    if (!Number.isInteger(index) || index < 0 || index > 255) continue
    if (value !== '?') record.setColor(`4;${index}`, value)
    else {
      const color = answerColor(record.color(`4;${index}`), paletteColor(index, context.theme()))
      context.reply(`\x1b]4;${index};${color}${st}`)
    }
  }
  return true
}

function dynamicColors(first: number, data: string, record: ModeRecord, context: QueryContext): boolean {
  const theme = context.theme()
  for (const [offset, value] of data.split(';').entries()) {
    const number = first + offset
    if (number > lastDynamicColor) break
    const own = { 10: theme.foreground, 11: theme.background, 12: theme.cursor }[number] ?? theme.foreground
    if (value === '?') context.reply(`\x1b]${number};${answerColor(record.color(String(number)), own)}${st}`)
    else if (value !== '') record.setColor(String(number), value)
  }
  return true
}

/** `rgb:rrrr/gggg/bbbb` of what a program set, if it is a form that is understood, else of the theme's `#rrggbb`. */
function answerColor(set: string | undefined, theme: string): string {
  return (set === undefined ? null : parseColor(set)) ?? parseColor(theme) ?? 'rgb:0000/0000/0000'
}

function parseColor(text: string): string | null {
  const hash = /^#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{12})$/i.exec(text)?.[1]
  const channels = hash === undefined ? /^rgb:(.+)$/i.exec(text)?.[1]?.split('/') : thirds(hash)
  if (channels?.length !== 3 || !channels.every((channel) => /^[0-9a-f]{1,4}$/i.test(channel))) return null
  return `rgb:${channels.map(sixteenBits).join('/')}`
}

function thirds(hex: string): string[] {
  const size = hex.length / 3
  return [hex.slice(0, size), hex.slice(size, 2 * size), hex.slice(2 * size)]
}

function sixteenBits(channel: string): string {
  const scaled = Math.round((parseInt(channel, 16) / (16 ** channel.length - 1)) * 0xffff)
  return scaled.toString(16).padStart(4, '0')
}
