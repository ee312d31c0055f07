import { existsSync, readFileSync } from 'node:fs'
import * as v from 'valibot'

const EntrySchema = v.object({
  kind: v.string(),
  /** Whose entry it is. */
  pid: v.number(),
  /** When, ms since 1970 with fractions. */
  at: v.number(),
  /** The bytes as they came, one character for each. */
  raw: v.optional(v.string()),
  /** Of a key. */
  name: v.optional(v.string()),
  /** Of a key or a paste. */
  text: v.optional(v.string()),
  /** Of a start. */
  argv: v.optional(v.array(v.string())),
  cwd: v.optional(v.string()),
})
export type AgentLogEntry = v.InferOutput<typeof EntrySchema>

/** What the stand-in agents have written into their log so far: starts, and each input event. */
export function readAgentLog(file: string): AgentLogEntry[] {
  if (!existsSync(file)) return []
  const rows = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  return rows.map((row) => v.parse(EntrySchema, JSON.parse(row)))
}
