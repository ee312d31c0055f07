import { withoutBidi } from '../base/bidi.ts'
import { cleanTitle } from '../terminal/title.ts'
import type { SessionRecord } from './session-record.ts'

/**
 * The name on a session's tab: the user's, else the tool's own, else `otherwise`.
 *
 * @param names of the tool: a title that is one of them says no more than `otherwise`
 */
export function tabTitle(
  { userTitle, toolTitle }: Pick<SessionRecord, 'userTitle' | 'toolTitle'>,
  names: readonly string[],
  otherwise: string,
): string {
  const isName = names.some((name) => name.toLowerCase() === toolTitle?.toLowerCase())
  return userTitle ?? (isName ? null : toolTitle) ?? otherwise
}

/**
 * What is kept of a title that the tool set: without the spinner or mark in front, which the badge shows better, so
 * that a tab does not change ten times a second.
 *
 * @returns null where nothing is left: a tool that clears its title when it ends has not changed what it worked on
 */
export function keptToolTitle(raw: string): string | null {
  return cleanTitle(raw).replace(/^(?:\[ [!.] \] [^|]*\|)?[\p{So}\u{FE0E}\u{FE0F}\s]+/u, '') || null
}

/** A folder as a user reads it: home as `~`, of a longer path the last two parts, and in the order of its letters. */
export function shortFolder(path: string, homeFolder: string): string {
  return withoutBidi(shortPath(path, homeFolder))
}

function shortPath(path: string, homeFolder: string): string {
  const isAtHome = homeFolder !== '' && (path === homeFolder || /^[\\/]/u.test(restAfter(path, homeFolder)))
  const shown = isAtHome ? `~${restAfter(path, homeFolder)}` : path
  const parts = shown.split(/[\\/]/u).filter((part) => part !== '')
  if (parts.length <= 2) return shown
  return `…/${parts.slice(-2).join('/')}`
}

function restAfter(path: string, start: string): string {
  return path.startsWith(start) ? path.slice(start.length) : ''
}
