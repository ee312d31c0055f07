/** The part of xterm.js that remembers links of a program (OSC 8); not of its public API. */
type LinkService = {
  registerLink: (link: unknown) => number
  addLineToLink: (link: number, row: number) => void
  readonly _dataByLinkId: ReadonlyMap<number, { readonly lines: readonly { dispose(): void }[] }>
}

/** Links that are remembered; more than anybody looks for in a scrollback of a thousand lines. */
const maxLinks = 2000
/** Of one link the last rows are remembered: it is known as long as one of them is there. */
const maxRows = 4

/**
 * Keeps the number of links of a terminal small: the oldest are forgotten, and their text stays. Each has a marker on each
 * row, every marker hears of each row that scrolls, and making one costs as much as there are: with a link on each
 * cell, 2 MB of output, xterm.js stands still for minutes.
 *
 * @param service `_oscLinkService` of a terminal's core
 * @throws Error if this build of xterm.js is made otherwise
 */
export function limitLinks(service: unknown): void {
  assertLinkService(service)
  const register = service.registerLink.bind(service)
  const addLine = service.addLineToLink.bind(service)
  service.registerLink = (link) => {
    if (service._dataByLinkId.size >= maxLinks) {
      const [oldest] = service._dataByLinkId.values()
      // A copy: a marker that is disposed takes itself off the list.
      const lines = oldest?.lines.slice() ?? []
      for (const marker of lines) marker.dispose()
    }
    return register(link)
  }
  service.addLineToLink = (link, row) => {
    addLine(link, row)
    const lines = service._dataByLinkId.get(link)?.lines ?? []
    if (lines.length > maxRows) lines[0]?.dispose()
  }
}

function assertLinkService(service: unknown): asserts service is LinkService {
  const isObject = typeof service === 'object' && service !== null
  const has = (key: string) => isObject && typeof Reflect.get(service, key) === 'function'
  if (!isObject || !has('registerLink') || !has('addLineToLink') || !('_dataByLinkId' in service))
    throw new Error('This build of xterm.js remembers its links otherwise')
}
