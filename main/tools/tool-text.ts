import { isOwnEntry, type OwnEntry } from '../../app/tool/own-entry.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'

/** In place of a value that may be a secret. */
const blank = '•••'

/** A tool as JSON text, to be shown: the values of its environment are blanked. */
export function shownTool(tool: ToolConfig): string {
  const names = Object.keys(tool.environment)
  const environment = Object.fromEntries(names.map((name) => [name, blank]))
  return JSON.stringify({ ...tool, environment }, null, 2)
}

/** A user's entry as JSON text, to be edited. */
export function shownEntry(entry: unknown): string {
  return JSON.stringify(entry ?? {}, null, 2)
}

/** Reads an entry as it was typed; nothing is an entry without fields. Null where it is no object. */
export function readEntry(text: string): OwnEntry | null {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return isOwnEntry(value) ? value : null
  } catch {
    // The parser's own words quote the text, which may hold secrets.
    return null
  }
}
