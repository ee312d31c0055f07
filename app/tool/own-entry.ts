/** What a user has set of one tool: a tool of their own, or changes of one that Roost brings. */
export type OwnEntry = Readonly<Record<string, unknown>>

/** Whether a value from the settings or from an editor is an entry at all; its fields are not looked at. */
export function isOwnEntry(value: unknown): value is OwnEntry {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
