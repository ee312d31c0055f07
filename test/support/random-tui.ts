const esc = '\u001b'
const csi = `${esc}[`

/** A generator of numbers in [0, 1) that gives the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Output of a terminal program gone wild: text, colours, cursor moves, regions, modes, both screens, odd bytes. */
export function randomTui(random: () => number, pieces: number): string {
  let text = ''
  for (let count = 0; count < pieces; count++) text += pick(makers, random)(random)
  return text
}

type Maker = (random: () => number) => string

const words = [
  'a',
  'words ',
  'x'.repeat(30),
  '日本',
  'e\u0301',
  '👍🏽',
  'ß→',
  ' ',
  '漢字かな',
  'ok\u0300',
  '\u200b',
]
const number = (random: () => number, below: number) => Math.floor(random() * below)
const pick = <T>(list: readonly T[], random: () => number): T => {
  const item = list[number(random, list.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

const modes = [1, 6, 7, 12, 25, 45, 66, 1000, 1002, 1003, 1004, 1006, 1016, 1048, 2004, 2026, 2031]
const makers: readonly Maker[] = [
  ...Array.from({ length: 12 }, (): Maker => (random) => pick(words, random)),
  ...Array.from({ length: 5 }, (): Maker => () => '\r\n'),
  (random) => pick(['\n', '\r', '\b', '\t', '\u000e', '\u000f', '\u0007'], random),
  (random) =>
    `${csi}${pick(['', '1', '2', '3', '4', '7', '9', '31', '44', '38;5;200', '48;2;9;8;7', '4:3', '58:5:9', '53', '21', '0'], random)}m`,
  (random) => `${csi}${pick(['0', '31', '42', '1;7', '49'], random)}m`,
  (random) => `${csi}${number(random, 10)};${number(random, 26)}H`,
  (random) => `${csi}${number(random, 5)}${pick(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'd', 'I', 'Z'], random)}`,
  (random) => `${csi}${number(random, 4)}${pick(['J', 'K', '@', 'P', 'X', 'L', 'M', 'S', 'T', 'b'], random)}`,
  (random) => `${csi}${1 + number(random, 4)};${4 + number(random, 5)}r`,
  (random) =>
    pick(
      [`${csi}r`, `${esc}7`, `${esc}8`, `${csi}s`, `${csi}u`, `${esc}M`, `${esc}D`, `${esc}E`, `${esc}H`],
      random,
    ),
  (random) => `${csi}?${pick(modes, random)}${pick(['h', 'l'], random)}`,
  (random) => `${csi}4${pick(['h', 'l', 'l'], random)}`,
  (random) => `${csi}?1049${pick(['h', 'l'], random)}`,
  (random) => `${csi}${pick(['>', '='], random)}${number(random, 16)}u`,
  () => `${csi}<u`,
  (random) => `${esc}${pick(['(0', '(B', ')0', ')B', '*0', 'n', 'o', '(A'], random)}`,
  (random) => `${csi}${number(random, 7)} q`,
  (random) => `${csi}${number(random, 3)}"q`,
  (random) =>
    pick([`${csi}3g`, `${csi}!p`, `${esc}#8`, `${esc}c`, `${esc}]0;t\u0007`, `${esc}P$qr${esc}\\`], random),
]
