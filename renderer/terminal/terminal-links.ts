import type { IBufferLine, ILink, ILinkHandler, Terminal } from '@xterm/xterm'
import { findScreenAddresses, type AddressRow } from '../../app/terminal/address-rows.ts'

/** What a link of a terminal does; `target` is where it leads, as the text or the program gives it. */
export type LinkEvents = {
  /** A click with the modifier that opens links. */
  open(target: string): void
  /** The pointer is over a link, or (null) over none. */
  hover(link: HoveredLink | null): void
}

/** A link under the pointer, and the pointer's place in the window, in pixels. */
export type HoveredLink = { readonly target: string; readonly x: number }

/**
 * Links that a program marks (OSC 8), for the terminal's options. Only http and https, and never by a plain click:
 * the text of such a link may say something else than its target.
 */
export function markedLinks(events: LinkEvents, isMac: boolean): ILinkHandler {
  return {
    allowNonHttpProtocols: false,
    activate: (event, target) => {
      if (opensLinks(event, isMac)) events.open(target)
    },
    hover: (event, target) => events.hover({ target, x: event.clientX }),
    leave: () => events.hover(null),
  }
}

/** Makes http(s) addresses in the text links. */
export function linkAddresses(
  terminal: Pick<Terminal, 'buffer' | 'cols' | 'registerLinkProvider'>,
  events: LinkEvents,
  isMac: boolean,
): void {
  terminal.registerLinkProvider({
    provideLinks(row, answer) {
      const links = addressesOf(terminal, row - 1).map(({ address, from, to }): ILink => ({
        text: address,
        range: { start: { x: from + 1, y: row }, end: { x: to, y: row } },
        activate: (event) => {
          if (opensLinks(event, isMac)) events.open(address)
        },
        hover: (event) => events.hover({ target: address, x: event.clientX }),
        leave: () => events.hover(null),
      }))
      answer(links)
    },
  })
}

/** The longest address in cells, as `checkLink` allows; rows further away belong to another one. */
const maxAddressCells = 2083

/** The addresses of which a part stands in the row, and in which of its columns; `to` is exclusive. */
function addressesOf(
  terminal: Pick<Terminal, 'buffer' | 'cols'>,
  row: number,
): readonly { readonly address: string; readonly from: number; readonly to: number }[] {
  const buffer = terminal.buffer.active
  const reach = Math.ceil(maxAddressCells / terminal.cols)
  const first = Math.max(0, row - reach)
  const rows: AddressRow[] = []
  for (let at = first; at < Math.min(buffer.length, row + reach + 1); at += 1) {
    const line = buffer.getLine(at)
    if (line !== undefined) rows.push({ cells: cellsOf(line, terminal.cols), isWrapped: line.isWrapped })
  }
  return findScreenAddresses(rows).flatMap(({ address, parts }) =>
    parts.filter((part) => part.row === row - first).map(({ from, to }) => ({ address, from, to })),
  )
}

function cellsOf(line: IBufferLine, cols: number): readonly string[] {
  return Array.from({ length: cols }, (_, column) => {
    const cell = line.getCell(column)
    if (cell === undefined) return ' '
    if (cell.getWidth() === 0) return ''
    return cell.getChars() || ' '
  })
}

/** Ctrl+click is the right click of macOS. */
function opensLinks(event: MouseEvent, isMac: boolean): boolean {
  return event.button === 0 && (isMac ? event.metaKey : event.ctrlKey)
}
