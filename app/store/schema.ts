import * as v from 'valibot'
import { AbsolutePathSchema, SessionIdSchema } from '../session/session.ts'

/** The version this code writes. A file with a newer one is opened read-only. */
export const sessionsVersion = 1
export const settingsVersion = 1

const TimeSchema = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A session in the sessions file. Everything a restart shows but the screen. */
export const StoredSessionSchema = v.object({
  id: SessionIdSchema,
  toolName: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  workdir: AbsolutePathSchema,
  userTitle: v.nullable(v.pipe(v.string(), v.maxLength(200))),
  toolTitle: v.nullable(v.pipe(v.string(), v.maxLength(200))),
  mode: v.picklist(['interactive', 'headless']),
  resumeToken: v.nullable(v.pipe(v.string(), v.maxLength(200))),
  createdAt: TimeSchema,
  lastActiveAt: TimeSchema,
  unseen: v.boolean(),
  exit: v.nullable(v.object({ exitCode: v.number(), signal: v.nullable(v.number()), at: TimeSchema })),
  /** The kind of its last live status, shown while it is dormant. */
  lastStatus: v.nullable(
    v.picklist(['starting', 'working', 'waiting', 'idle', 'failed', 'exited', 'dormant']),
  ),
  /** Set when the session was closed; such a session can be reopened for 7 days. */
  closedAt: v.nullable(TimeSchema),
})
export type StoredSession = v.InferOutput<typeof StoredSessionSchema>

/** The sessions file. Entries are parsed one by one: one bad entry loses one entry. Order is tab order. */
export const SessionsFileSchema = v.object({
  version: v.number(),
  counter: v.pipe(v.number(), v.integer(), v.minValue(0)),
  activeId: v.nullable(SessionIdSchema),
  sessions: v.array(v.unknown()),
  recentFolders: v.array(v.unknown()),
})
export type SessionsFile = {
  readonly version: number
  readonly counter: number
  readonly activeId: v.InferOutput<typeof SessionIdSchema> | null
  readonly sessions: readonly StoredSession[]
  readonly recentFolders: readonly v.InferOutput<typeof AbsolutePathSchema>[]
}

const RectangleSchema = v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() })

/** What the person chose. A field that does not parse falls back to its default, the others stay. */
export const SettingsSchema = v.object({
  version: v.number(),
  fontSize: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(8), v.maxValue(32)), 14),
  sidebarWidth: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(160), v.maxValue(480)), 260),
  theme: v.fallback(v.picklist(['system', 'dark', 'light']), 'system'),
  locale: v.fallback(v.picklist(['system', 'en', 'ru']), 'system'),
  /** `auto`: WebGL where a graphics card does it; `webgl`: also where the processor has to. */
  renderer: v.fallback(v.picklist(['auto', 'webgl', 'dom']), 'auto'),
  confirmMultilinePaste: v.fallback(v.boolean(), true),
  /** A person's own status rules, by tool; read one by one where they are used, so that a bad one stays to be mended. */
  statusRules: v.fallback(v.record(v.string(), v.unknown()), {}),
  window: v.fallback(v.nullable(v.object({ bounds: RectangleSchema, maximized: v.boolean() })), null),
})
export type Settings = v.InferOutput<typeof SettingsSchema>

/** The settings of a first start. */
export const defaultSettings: Settings = v.parse(SettingsSchema, { version: settingsVersion })
