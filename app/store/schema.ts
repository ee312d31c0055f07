import * as v from 'valibot'
import { maxConversationIdChars } from '../base/limits.ts'
import type { MigrationStep } from './migrate.ts'
import { PromptDraftSchema, SentPromptSchema } from '../session/prompt.ts'
import { emptyQueue, QueueItemSchema } from '../session/queue.ts'
import { sessionReaches } from '../session/reach.ts'
import { HandStartedSchema } from '../session/hand-started.ts'
import { AbsolutePathSchema, ModeSchema, SessionIdSchema, ToolNameTextSchema } from '../session/session.ts'
import { TitleTextSchema } from '../terminal/title.ts'

/** The version this code writes. A file with a newer one is opened read-only. */
export const sessionsVersion = 3
export const settingsVersion = 2

/** What was new in a version has a default where it is read: a file that lacks it only gets the number. */
const addsFields: MigrationStep = (file) => file
/** What grows with a session's use stands apart, for a file of its own. */
const setsPromptsApart: MigrationStep = (file) => {
  const sessions: unknown = file['sessions']
  return { ...file, sessions: Array.isArray(sessions) ? sessions.map(setPromptsApart) : sessions }
}
/** 2: queues, histories and drafts of prompts; 3: these in a file of each session. */
export const sessionsSteps: Readonly<Record<number, MigrationStep>> = { 1: addsFields, 2: setsPromptsApart }
/** 2: the user's own tools. */
export const settingsSteps: Readonly<Record<number, MigrationStep>> = { 1: addsFields }

function setPromptsApart(entry: unknown): unknown {
  const parsed = v.safeParse(v.looseObject({}), entry)
  if (!parsed.success) return entry
  const { queue, history, draft, ...small } = parsed.output
  return { ...small, prompts: { queue, history, draft } }
}

const CountSchema = v.pipe(v.number(), v.integer(), v.minValue(0))
const TimeSchema = CountSchema

/** A list of which only the entries that can be read are kept. */
const readable = <T extends v.GenericSchema>(entry: T) =>
  v.pipe(
    v.array(v.unknown()),
    v.transform((entries) =>
      entries.flatMap((one) => {
        const parsed = v.safeParse(entry, one)
        return parsed.success ? [parsed.output] : []
      }),
    ),
    v.readonly(),
  )

/** Prompts that wait, and those that were sent: one that cannot be read is lost alone. */
const PromptsSchema = v.object({
  queue: v.fallback(
    v.object({ lastId: v.fallback(CountSchema, 0), items: readable(QueueItemSchema) }),
    emptyQueue,
  ),
  history: v.fallback(readable(SentPromptSchema), []),
  draft: v.fallback(v.nullable(PromptDraftSchema), null),
})

/** A session in the sessions file. Everything a restart shows but the screen. */
export const StoredSessionSchema = v.object({
  id: SessionIdSchema,
  toolName: ToolNameTextSchema,
  workdir: AbsolutePathSchema,
  userTitle: v.nullable(TitleTextSchema),
  toolTitle: v.nullable(TitleTextSchema),
  mode: ModeSchema,
  resumeToken: v.nullable(v.pipe(v.string(), v.maxLength(maxConversationIdChars))),
  handStarted: v.fallback(v.optional(v.nullable(HandStartedSchema)), undefined),
  createdAt: TimeSchema,
  createdBy: v.fallback(v.optional(SessionIdSchema), undefined),
  lastActiveAt: TimeSchema,
  unseen: v.boolean(),
  exit: v.nullable(v.object({ exitCode: v.number(), signal: v.nullable(v.number()), at: TimeSchema })),
  /** Only where they are not in the session's own file: it came with version 3, and may not have been written yet. */
  prompts: v.fallback(v.optional(PromptsSchema), undefined),
  /** The kind of its last live status, shown while it is dormant. */
  lastStatus: v.nullable(
    v.picklist(['starting', 'working', 'waiting', 'idle', 'failed', 'exited', 'dormant']),
  ),
  /** Set when the session was closed; such a session can be reopened for 7 days, within limits. */
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
  /** The date on which the app was last seen running, for what expires. */
  seenAt: v.nullable(TimeSchema),
})
export type SessionsFile = {
  readonly version: number
  readonly counter: number
  readonly activeId: v.InferOutput<typeof SessionIdSchema> | null
  readonly sessions: readonly StoredSession[]
  readonly recentFolders: readonly v.InferOutput<typeof AbsolutePathSchema>[]
  readonly seenAt: number | null
}

const RectangleSchema = v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() })

/** Of the terminal's text, in pixels: smaller is not read, and of larger letters too few fit. */
export const fontSizes = { min: 8, max: 32, first: 14 } as const
/** Of the sidebar, in pixels: a narrower one has no room for a title, a wider one nothing more to show. */
export const sidebarWidths = { min: 160, max: 480, first: 260 } as const

const pixels = ({
  min,
  max,
  first,
}: {
  readonly min: number
  readonly max: number
  readonly first: number
}) => v.fallback(v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max)), first)

/** What the user chose. A field that does not parse falls back to its default, the others stay. */
export const SettingsSchema = v.object({
  version: v.number(),
  fontSize: pixels(fontSizes),
  sidebarWidth: pixels(sidebarWidths),
  theme: v.fallback(v.picklist(['system', 'dark', 'light']), 'system'),
  locale: v.fallback(v.picklist(['system', 'en', 'ru']), 'system'),
  /** `auto`: WebGL where a graphics card does it; `webgl`: also where the processor has to. */
  renderer: v.fallback(v.picklist(['auto', 'webgl', 'dom']), 'auto'),
  confirmMultilinePaste: v.fallback(v.boolean(), true),
  /** What programs in a session may do with other sessions by the command line. */
  cliReach: v.fallback(v.picklist(sessionReaches), 'own'),
  /** A user's own tools and changes of the known ones, by name; an entry that cannot be read leaves the preset. */
  tools: v.fallback(v.record(v.string(), v.unknown()), {}),
  /** A user's own status rules, by tool; read one by one where they are used, so that a bad one stays to be mended. */
  statusRules: v.fallback(v.record(v.string(), v.unknown()), {}),
  /** Rules of a file in place of the built-in ones; read where they are used. Whatever stands here stays until it is replaced. */
  rulesFile: v.optional(v.unknown(), null),
  window: v.fallback(v.nullable(v.object({ bounds: RectangleSchema, maximized: v.boolean() })), null),
})
export type Settings = v.InferOutput<typeof SettingsSchema>

/** The settings of a first start. */
export const defaultSettings: Settings = v.parse(SettingsSchema, { version: settingsVersion })
