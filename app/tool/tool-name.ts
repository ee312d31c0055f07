import { maxToolNameChars } from '../session/session.ts'

/** The longest that a dash and a number of seven digits fit behind. */
const maxChars = maxToolNameChars - 8

/** What is used where nothing of a name can stand in records and settings. */
const fallback = 'tool'

/**
 * The name under which a tool of the user's own is kept, from the one under which it is shown: small letters, digits
 * and dashes, and none of those that are `taken`.
 */
export function toolNameFor(shownName: string, taken: readonly string[]): string {
  const plain = shownName
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, maxChars)
    .replaceAll(/^-+|-+$/gu, '')
  const name = plain === '' ? fallback : plain
  let free = name
  for (let number = 2; taken.includes(free); number += 1) free = `${name}-${number}`
  return free
}
