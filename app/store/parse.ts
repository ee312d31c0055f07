import * as v from 'valibot'
import { AbsolutePathSchema } from '../session/session.ts'
import {
  SessionsFileSchema,
  sessionsVersion,
  SettingsSchema,
  settingsVersion,
  StoredSessionSchema,
  type SessionsFile,
  type Settings,
  type StoredSession,
} from './schema.ts'

/** The sessions of a first start. */
export const noSessions: SessionsFile = {
  version: sessionsVersion,
  counter: 0,
  activeId: null,
  sessions: [],
  recentFolders: [],
  seenAt: null,
}

/** What could be read of a file; `lost` counts the entries that could not. Null: nothing could. */
export type Parsed<T> = { readonly value: T; readonly lost: number } | null

/** Reads the sessions entry by entry: one bad entry loses one entry, a bad field beside them is made again. */
export function parseSessionsFile(raw: unknown): Parsed<SessionsFile> {
  const parsed = v.safeParse(FileSchema, raw)
  if (!parsed.success) return null
  const file = parsed.output
  const byId = new Map<string, StoredSession>()
  for (const entry of file.sessions) {
    const session = v.safeParse(StoredSessionSchema, entry)
    if (session.success && !byId.has(session.output.id)) byId.set(session.output.id, session.output)
  }
  const sessions = [...byId.values()]
  const value = {
    version: sessionsVersion,
    // Ids are never used again, also where the counter was lost.
    counter: Math.max(file.counter, ...sessions.map((session) => numberOf(session.id))),
    activeId: file.activeId,
    sessions,
    recentFolders: file.recentFolders.flatMap((entry) => {
      const folder = v.safeParse(AbsolutePathSchema, entry)
      return folder.success ? [folder.output] : []
    }),
    seenAt: file.seenAt,
  }
  return { value, lost: file.sessions.length - sessions.length }
}

/** Reads the settings field by field: one that does not parse falls back to its default. */
export function parseSettingsFile(raw: unknown): Parsed<Settings> {
  const parsed = v.safeParse(SettingsSchema, raw)
  return parsed.success ? { value: { ...parsed.output, version: settingsVersion }, lost: 0 } : null
}

const { counter, activeId, recentFolders, seenAt, sessions } = SessionsFileSchema.entries
const FileSchema = v.object({
  sessions,
  counter: v.fallback(counter, 0),
  activeId: v.fallback(activeId, null),
  recentFolders: v.fallback(recentFolders, []),
  seenAt: v.fallback(seenAt, null),
})

function numberOf(id: string): number {
  return Number(/^s(\d+)-/u.exec(id)?.[1] ?? 0)
}
