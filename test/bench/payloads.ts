/** What a terminal has to parse in practice, in seven kinds; see each generator. */
export const payloadKinds = ['ascii', 'sgr', 'dense', 'unicode', 'agent', 'inline', 'scroll'] as const

export type PayloadKind = (typeof payloadKinds)[number]

export type ScreenSize = { readonly columns: number; readonly rows: number }

/**
 * Makes a payload of at least `bytes`, of whole lines or frames, the same every time, ending with plain colours.
 * Scrolling next to empty lines costs a terminal most per byte, so `scroll` is a tenth as long.
 */
export function makePayload(
  kind: PayloadKind,
  bytes: number,
  screen: ScreenSize = { columns: 120, rows: 40 },
): Buffer {
  const wanted = kind === 'scroll' ? bytes / 10 : bytes
  const draw = makeDraw(0x2545f491)
  const pieces: Buffer[] = []
  let length = 0
  while (length < wanted) {
    const piece = Buffer.from(generators[kind](draw, screen))
    pieces.push(piece)
    length += piece.length
  }
  return Buffer.concat([...pieces, Buffer.from('\x1b[0m')])
}

/** Gives a whole number from 0 up to, not including, `below`. */
type Draw = (below: number) => number

const generators: Record<PayloadKind, (draw: Draw, screen: ScreenSize) => string> = {
  /** A build log without colour, about 85 bytes a line. */
  ascii: (draw) =>
    `${digits(draw, 8)} compiled and linked without a single complaint, ${hex(draw)} packages/core/unit-${digits(draw, 2)}.o\r\n`,

  /** A log with a coloured level and a bright 256-colour message, about 80 bytes and four SGR a line. */
  sgr: (draw) =>
    `\x1b[${30 + draw(8)}mlevel${draw(1000)}\x1b[0m \x1b[1;38;5;${draw(256)}mrequest served\x1b[0m for tenant and region ${draw(1_000_000)}\r\n`,

  /** Every cell of the screen with two colours and three attributes of its own, about 25 bytes a cell. */
  dense: (_draw, { columns, rows }) => {
    const cell = (at: number) =>
      `\x1b[38;5;${100 + (at % 150)};48;5;${250 - (at % 150)};1;3;4m${String.fromCharCode(97 + (at % 26))}`
    const row = (y: number) => Array.from({ length: columns }, (_, x) => cell(x + y)).join('')
    return `\x1b[H${Array.from({ length: rows }, (_, y) => row(y)).join('')}`
  },

  /** Scripts, accents, box drawing and emoji, about 160 bytes a line. */
  unicode: (draw) =>
    `${draw(1_000_000)} 端末の速さ 터미널 καλημέρα привет мир déjà vu ñandú ● ○ ⇒ ▁▃▅▇ ├┬┤┴ 🚲🌍 сборка идёт\r\n`,

  /** A full-screen program that redraws everything inside a synchronized frame, about 2.5 KB a frame. */
  agent: (draw, { columns, rows }) => {
    const gauge = columns - 20
    const row = (y: number) =>
      `\x1b[2K\x1b[38;5;${draw(256)}m▏\x1b[0m step of the task ${draw(1_000_000)}\x1b[${y};${gauge}H\x1b[2m${draw(100)}/s\x1b[22m\r\n`
    return `\x1b[?2026h\x1b[H${Array.from({ length: rows - 1 }, (_, y) => row(y + 1)).join('')}\x1b[?2026l`
  },

  /** An inline program that rubs out its spinner and prompt box and writes them again, about 1 KB a frame. */
  inline: (draw, { columns }) => {
    const accent = '\x1b[38;2;190;110;160m'
    const quiet = '\x1b[38;2;140;140;140m'
    const inner = columns - 20
    const edge = '─'.repeat(inner)
    return [
      '\x1b[2K\x1b[1A'.repeat(6),
      `\x1b[2K\x1b[G${accent}✶\x1b[39m ${accent}Pondering… ${quiet}(${draw(600)}s · ↓ ${draw(60)}.${draw(10)}k tokens · esc to interrupt)\x1b[39m\r\n\r\n`,
      `\x1b[2m╭${edge}╮\x1b[22m\r\n`,
      `\x1b[2m│\x1b[22m ❯ ${' '.repeat(inner - 3)}\x1b[2m│\x1b[22m\r\n`,
      `\x1b[2m╰${edge}╯\x1b[22m\r\n  / for commands\r\n`,
    ].join('')
  },

  /** One character a line: nothing but scrolling. */
  scroll: () => 'n\r\n',
}

/** Marsaglia's xorshift with 32 bits: short, and the same on every machine. */
function makeDraw(seed: number): Draw {
  let state = seed
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

function digits(draw: Draw, count: number): string {
  return String(draw(10 ** count)).padStart(count, '0')
}

function hex(draw: Draw): string {
  return draw(2 ** 31).toString(16)
}
