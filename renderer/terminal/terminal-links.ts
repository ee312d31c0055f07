import { WebLinksAddon } from '@xterm/addon-web-links'
import type { ILinkHandler, Terminal } from '@xterm/xterm'

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
export function linkAddresses(terminal: Terminal, events: LinkEvents, isMac: boolean): void {
  const addon = new WebLinksAddon(
    (event, target) => {
      if (opensLinks(event, isMac)) events.open(target)
    },
    {
      hover: (event, target) => events.hover({ target, x: event.clientX }),
      leave: () => events.hover(null),
    },
  )
  terminal.loadAddon(addon)
}

/** Ctrl+click is the right click of macOS. */
function opensLinks(event: MouseEvent, isMac: boolean): boolean {
  return event.button === 0 && (isMac ? event.metaKey : event.ctrlKey)
}
