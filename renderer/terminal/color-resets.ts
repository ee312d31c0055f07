import type { GuardedParser } from './query-guard.ts'

/** What sets a colour, and what sets it back, from the first to the last of the three that OSC 10 sets in a row. */
const paletteReset = 104
const firstReset = 110
const lastReset = 112

/**
 * Makes a terminal swallow resets of colours that nobody has changed. Every showing begins with four of them, and for
 * each xterm.js wrote its style sheet of 256 colours again, or looked for another texture and drew all of it anew.
 */
export function skipIdleResets(parser: Pick<GuardedParser, 'registerOscHandler'>): void {
  const changed = new Set<number>()
  parser.registerOscHandler(4, () => {
    changed.add(paletteReset)
    return false
  })
  for (const number of [10, 11, 12]) {
    parser.registerOscHandler(number, (data) => {
      const last = Math.min(lastReset, number + 100 + data.split(';').length - 1)
      for (let reset = number + 100; reset <= last; reset += 1) changed.add(reset)
      return false
    })
  }
  for (const number of [paletteReset, firstReset, firstReset + 1, lastReset]) {
    parser.registerOscHandler(number, (data) => {
      const isIdle = !changed.has(number)
      // One that names its colours leaves others changed.
      if (data === '') changed.delete(number)
      return isIdle
    })
  }
}
