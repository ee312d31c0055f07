/** A piece of a text, `end` exclusive, in UTF-16 units. */
export type Span = { readonly start: number; readonly end: number }

/**
 * The http and https addresses of a text that stands in sentences: brackets belong to an address where they are
 * balanced (`…/Alpha_(letter)`), quotes where they are letters' neighbours (`Fermat's`), and marks at its end do not.
 * `reach` is where the address would end if it were not for those marks.
 */
export function findAddresses(text: string): readonly (Span & { readonly reach: number })[] {
  const found: (Span & { readonly reach: number })[] = []
  const scheme = /(?<![\p{L}\p{N}])https?:\/\//giu
  for (let match = scheme.exec(text); match !== null; match = scheme.exec(text)) {
    const start = match.index
    const authority = scheme.lastIndex
    const reach = endOfCharacters(text, start, authority)
    const end = withoutMarks(text, authority, reach)
    if (end > authority) found.push({ start, end, reach })
    scheme.lastIndex = Math.max(reach, authority)
  }
  return found
}

/**
 * No address goes over these: white space, quotes, what RFC 3986 forbids, frames and blocks (U+2500 to U+259F),
 * and marks of sentences that are written without spaces between them.
 */
const never = /[\s"<>`{}|\\^\p{Cc}\u2500-\u259F\u2026\u3000-\u3002\uFF0C\uFF1A\uFF1B\uFF01\uFF1F“”„«»]/u

const openings = '([（「『【〈《'
const closings = ')]）」』】〉》'
const marksAtEnd = /[*_~'’‘":,.!?;]/u

function endOfCharacters(text: string, start: number, authority: number): number {
  const quoted = text[start - 1] === "'"
  const open: string[] = []
  let inHost = true
  for (let at = authority; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (never.test(character)) return at
    if (/[/?#]/u.test(character)) inHost = false
    if (character === "'" && (quoted || inHost)) return at
    if (text.startsWith('**', at)) return at
    if (openings.includes(character)) open.push(character)
    const closing = closings.indexOf(character)
    if (closing >= 0 && open.pop() !== openings[closing]) return at
  }
  return text.length
}

function withoutMarks(text: string, from: number, reach: number): number {
  let end = reach
  while (end > from && isMarkAtEnd(text.slice(from, end))) end -= 1
  return end
}

function isMarkAtEnd(address: string): boolean {
  const last = address.charAt(address.length - 1)
  if (marksAtEnd.test(last) || openings.includes(last)) return true
  // What was left out after it can have taken away the bracket that this one closes.
  const closing = closings.indexOf(last)
  return closing >= 0 && !address.slice(0, -1).includes(openings.charAt(closing))
}
