import type { IParser } from '@xterm/xterm'

/** The part of a parser that is used: the same in the page's terminal and in a headless one. */
export type GuardedParser = Pick<IParser, 'registerCsiHandler' | 'registerDcsHandler' | 'registerOscHandler'>

/** Tells whether what a terminal emits now is its answer to a program rather than a user's input. */
export type QueryGuard = { readonly isAnswering: () => boolean }

/**
 * Makes a terminal swallow every query. The pty host's screen answers, for hidden and shown sessions alike; a
 * second answer from the page would be typed into the program (microsoft/vscode#315407).
 *
 * Mouse and focus reports are input and pass. A colour sequence that sets some colours and asks for others is
 * carried out, and what it answers is to be dropped by `isAnswering`.
 */
export function swallowQueries(parser: GuardedParser): QueryGuard {
  let answering = false

  for (const id of csiQueries) parser.registerCsiHandler(id, () => true)
  for (const id of dcsQueries) parser.registerDcsHandler(id, () => true)
  for (const number of oscSwallowed) parser.registerOscHandler(number, () => true)
  for (const number of oscColors) {
    parser.registerOscHandler(number, (data) => {
      const specs = number === 4 ? data.split(';').filter((_, at) => at % 2 === 1) : data.split(';')
      if (!specs.includes('?')) return false
      if (specs.every((spec) => spec === '?')) return true
      answering = true
      // The parser goes through its text in one go: nobody types before this.
      queueMicrotask(() => (answering = false))
      return false
    })
  }
  return { isAnswering: () => answering }
}

const csiQueries = [
  // DA1, DA2, DA3
  { final: 'c' },
  { prefix: '>', final: 'c' },
  { prefix: '=', final: 'c' },
  // DSR and its private forms: status, cursor position, colour scheme (996)
  { final: 'n' },
  { prefix: '?', final: 'n' },
  // DECRQM
  { intermediates: '$', final: 'p' },
  { prefix: '?', intermediates: '$', final: 'p' },
  // XTVERSION
  { prefix: '>', final: 'q' },
  // kitty keyboard flags
  { prefix: '?', final: 'u' },
  // Window reports, and window operations, which Roost has none of
  { final: 't' },
  // DECREQTPARM
  { final: 'x' },
  // XTQMODKEYS, XTSMGRAPHICS, DECRQCRA, DECRQPSR: nothing answers them today; an upgrade must not begin to
  { prefix: '?', final: 'm' },
  { prefix: '?', final: 'S' },
  { intermediates: '*', final: 'y' },
  { intermediates: '$', final: 'w' },
] as const

const dcsQueries = [
  // DECRQSS
  { intermediates: '$', final: 'q' },
  // XTGETTCAP
  { intermediates: '+', final: 'q' },
] as const

/** Palette, foreground, background, cursor: `?` in the place of a colour asks. */
const oscColors = [4, 10, 11, 12] as const

/** The clipboard, which may not be read, and program status reports: the host's business. */
const oscSwallowed = [52, 7501] as const
