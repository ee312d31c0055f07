import * as v from 'valibot'
import { PromptDraftSchema, PromptSchema, type PromptDraft, type SentPrompt } from '../session/prompt.ts'
import { AbsolutePathSchema, ModeSchema, SessionIdSchema } from '../session/session.ts'
import type { SessionId, AbsolutePath } from '../session/session.ts'
import { RightStatusSchema } from '../activity/case.ts'
import type { CaseDraft, SavedCase, StatusWhy, Timeline } from '../activity/why.ts'
import { SettingsSchema } from '../store/schema.ts'
import type { AppError, Result } from '../base/result.ts'
import type { NumberedPatch, Snapshot } from './read-model.ts'

/** Image bytes without a path travel on a channel of their own, up to this. */
export const maxImageBytes = 20 * 1024 * 1024
/** Every other request is refused beyond this many bytes of strings. */
export const maxRequestChars = 1_000_000

const IdSchema = v.object({ id: SessionIdSchema })
const FolderTextSchema = v.pipe(v.string(), v.maxLength(4096))

/**
 * Requests of the page, by channel: the schema of the one argument. Results are in `RequestResults`.
 * This file is the only place where a channel has a name.
 */
export const requests = {
  /** The whole read model; patches with a higher number follow on `modelPatch`. */
  'model:read': v.object({}),
  /** Asks for a new stream port; it arrives by `window.postMessage` from the preload. */
  'stream:connect': v.object({}),
  /** `folder` as typed (`~` allowed); checked in words before anything starts. */
  'session:create': v.object({
    toolName: v.pipe(v.string(), v.maxLength(64)),
    folder: FolderTextSchema,
    cols: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(1000)),
    rows: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
  }),
  /**
   * Starts the tool again in a session without a process: with its conversation where it has one, or, where `fresh`
   * says so, with a new one.
   */
  'session:start': v.object({ id: SessionIdSchema, fresh: v.boolean() }),
  /** Between two prompts only; a process that runs for the old mode is ended, its conversation goes on. */
  'session:mode': v.object({ id: SessionIdSchema, mode: ModeSchema }),
  /** Stops what the tool does; again within some seconds, harder. */
  'session:interrupt': IdSchema,
  /** Puts a prompt at the end of the queues of some sessions; it goes at once where one is ready. Images are copied. */
  'prompt:send': v.object({
    ids: v.pipe(v.array(SessionIdSchema), v.minLength(1), v.maxLength(100)),
    prompt: PromptSchema,
  }),
  /** What is written below the terminal and not sent: kept across tabs and restarts. */
  'prompt:readDraft': IdSchema,
  'prompt:saveDraft': v.object({ id: SessionIdSchema, draft: v.nullable(PromptDraftSchema) }),
  /** The prompts that were sent, newest last. */
  'prompt:history': IdSchema,
  /** Changes one waiting prompt. `send`: now, also where the tool is at work, but never into a person's draft. */
  'queue:change': v.object({
    id: SessionIdSchema,
    item: v.pipe(v.number(), v.integer(), v.minValue(1)),
    change: v.variant('kind', [
      v.object({ kind: v.literal('edit'), prompt: PromptSchema }),
      v.object({ kind: v.literal('move'), toIndex: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
      v.object({ kind: v.picklist(['remove', 'hold', 'release', 'send']) }),
    ]),
  }),
  /** `confirmed` false: a session at work is not closed; the answer is `asks` and the page asks. */
  'session:close': v.object({ id: SessionIdSchema, confirmed: v.boolean() }),
  'session:reopenLast': v.object({}),
  /** An empty title gives the tool's own title back. */
  'session:rename': v.object({ id: SessionIdSchema, title: v.pipe(v.string(), v.maxLength(200)) }),
  'session:move': v.object({ id: SessionIdSchema, toIndex: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  'session:activate': IdSchema,
  /** The evidence behind the status it has now. */
  'status:why': IdSchema,
  'status:timeline': IdSchema,
  /** The text of the screen at a moment of the timeline, by its `at`. */
  'status:moment': v.object({ id: SessionIdSchema, at: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  /** The frame behind a status that is wrong, for the person to look through. */
  'case:draft': IdSchema,
  /**
   * Saves a frame, as the person edited it, with the right status. `sign`: the line of it that tells, where they
   * picked one. Tried at once: changes of rules that would have made it right.
   */
  'case:save': v.object({
    id: SessionIdSchema,
    screen: v.pipe(v.string(), v.maxLength(200_000)),
    title: v.pipe(v.string(), v.maxLength(1000)),
    signals: v.pipe(v.array(v.pipe(v.string(), v.maxLength(4096))), v.maxLength(100)),
    right: RightStatusSchema,
    sign: v.nullable(v.pipe(v.string(), v.maxLength(1000))),
  }),
  'case:reveal': v.object({ path: v.pipe(v.string(), v.maxLength(4096)) }),
  /** A tool's rules: the preset's, and the person's own as JSON text. */
  'rules:read': v.object({ toolName: v.pipe(v.string(), v.maxLength(64)) }),
  /** The person's own rules of a tool, as JSON text; refused by the name of the rule that is wrong. */
  'rules:save': v.object({
    toolName: v.pipe(v.string(), v.maxLength(64)),
    text: v.pipe(v.string(), v.maxLength(200_000)),
  }),
  /** Images for a prompt that is being written: copied, nothing typed. The answer: the copies, in their order. */
  'image:keepPaths': v.object({
    id: SessionIdSchema,
    paths: v.pipe(v.array(v.pipe(v.string(), v.maxLength(4096))), v.minLength(1), v.maxLength(20)),
  }),
  'image:keepBytes': v.object({
    id: SessionIdSchema,
    bytes: v.pipe(v.instance(Uint8Array), v.maxSize(maxImageBytes)),
  }),
  /** The image on the clipboard; none where it holds another thing. */
  'image:keepClipboard': IdSchema,
  /** Asks the person for image files. */
  'image:pick': IdSchema,
  /** The bytes of a copy, for a thumbnail. */
  'image:read': v.object({ id: SessionIdSchema, path: AbsolutePathSchema }),
  /** A tool as it is in force, and the person's own changes of it, as JSON text. */
  'tools:read': v.object({ toolName: v.pipe(v.string(), v.maxLength(64)) }),
  /** The person's own changes of a tool, or a tool of their own, as JSON text; refused by the name of the field. */
  'tools:save': v.object({
    toolName: v.pipe(v.string(), v.maxLength(64)),
    text: v.pipe(v.string(), v.maxLength(200_000)),
  }),
  /** Takes the person's own changes back; a tool of their own is gone then. */
  'tools:reset': v.object({ toolName: v.pipe(v.string(), v.maxLength(64)) }),
  /** What the tool says of itself with its help option. */
  'tools:help': v.object({ toolName: v.pipe(v.string(), v.maxLength(64)) }),
  'folder:pick': v.object({ startAt: v.nullable(v.string()) }),
  /** Says in words what is wrong with a folder, or gives the absolute path. */
  'folder:check': v.object({ folder: FolderTextSchema }),
  /** Files dropped or pasted, by path: images are copied, every path is given to the tool in its form. Never with an Enter. */
  'drop:paths': v.object({
    id: SessionIdSchema,
    paths: v.pipe(v.array(v.pipe(v.string(), v.maxLength(4096))), v.minLength(1), v.maxLength(50)),
  }),
  /** One image without a path, up to `maxImageBytes`. */
  'drop:bytes': v.object({
    id: SessionIdSchema,
    name: v.pipe(v.string(), v.maxLength(255)),
    bytes: v.pipe(v.instance(Uint8Array), v.maxSize(maxImageBytes)),
  }),
  /** What a paste would insert now: text, or an image, which main then drops on the session itself. */
  'clipboard:paste': IdSchema,
  'clipboard:copy': v.object({ text: v.pipe(v.string(), v.maxLength(maxRequestChars)) }),
  /** Opens an http(s) link in the browser, after a person's Ctrl/Cmd+click. */
  'link:open': v.object({ url: v.pipe(v.string(), v.maxLength(4096)) }),
  'settings:change': v.partial(v.omit(SettingsSchema, ['version', 'window', 'statusRules', 'tools'])),
  'notice:act': v.object({
    noticeId: v.pipe(v.string(), v.maxLength(100)),
    actionId: v.pipe(v.string(), v.maxLength(100)),
  }),
  'notice:dismiss': v.object({ noticeId: v.pipe(v.string(), v.maxLength(100)) }),
  /** Text of the page's uncaught errors, for the log. */
  'page:error': v.object({ message: v.pipe(v.string(), v.maxLength(10_000)) }),
} as const

export type RequestChannel = keyof typeof requests
export type RequestArgument<C extends RequestChannel> = v.InferInput<(typeof requests)[C]>
export type ParsedArgument<C extends RequestChannel> = v.InferOutput<(typeof requests)[C]>

/** What each request resolves with. A request that is refused at the edge resolves with `ok: false`, code `bad-request`. */
export type RequestResults = {
  'model:read': Result<Snapshot>
  'stream:connect': Result<null>
  'session:create': Result<SessionId>
  'session:start': Result<null>
  'session:mode': Result<null>
  'session:interrupt': Result<null>
  /** The sessions that did not take it, and why. */
  'prompt:send': Result<readonly { readonly id: SessionId; readonly error: AppError }[]>
  'prompt:readDraft': Result<PromptDraft | null>
  'prompt:saveDraft': Result<null>
  'prompt:history': Result<readonly SentPrompt[]>
  'queue:change': Result<null>
  'session:close': Result<'closed' | 'asks'>
  'session:reopenLast': Result<SessionId>
  'session:rename': Result<null>
  'session:move': Result<null>
  'session:activate': Result<null>
  'status:why': Result<StatusWhy>
  'status:timeline': Result<Timeline>
  'status:moment': Result<string>
  'case:draft': Result<CaseDraft>
  'case:save': Result<SavedCase>
  'case:reveal': Result<null>
  'rules:read': Result<{ readonly preset: string; readonly own: string }>
  'rules:save': Result<null>
  'image:keepPaths': Result<readonly AbsolutePath[]>
  'image:keepBytes': Result<AbsolutePath>
  'image:keepClipboard': Result<AbsolutePath | null>
  'image:pick': Result<readonly AbsolutePath[]>
  'image:read': Result<Uint8Array<ArrayBuffer>>
  'tools:read': Result<{ readonly inForce: string; readonly own: string; readonly isPreset: boolean }>
  'tools:save': Result<null>
  'tools:reset': Result<null>
  'tools:help': Result<string>
  'folder:pick': Result<AbsolutePath | null>
  'folder:check': Result<AbsolutePath>
  'drop:paths': Result<null>
  'drop:bytes': Result<null>
  'clipboard:paste': Result<{ kind: 'text'; text: string } | { kind: 'image' } | { kind: 'nothing' }>
  'clipboard:copy': Result<null>
  'link:open': Result<null>
  'settings:change': Result<null>
  'notice:act': Result<null>
  'notice:dismiss': Result<null>
  'page:error': Result<null>
}

/** Commands that a menu entry or the system gives the page. */
export const commands = [
  'newSession',
  'closeSession',
  'reopenSession',
  'nextSession',
  'previousSession',
  'renameSession',
  'interruptSession',
  /** Goes between the composer and the terminal. */
  'focusComposer',
  'whyStatus',
  'timeline',
  'find',
  'copy',
  'paste',
  'selectAll',
  'fontLarger',
  'fontSmaller',
  'fontReset',
] as const
export type Command = (typeof commands)[number]

/** What main tells the page, by channel. */
export type MainEvents = {
  'model:patch': NumberedPatch
  'command:run': Command
  /** A sentence for the person that goes away by itself; what has to stay is a notice of the read model. */
  'toast:show': { readonly message: string }
}
export type EventChannel = keyof MainEvents
export const eventChannels = [
  'model:patch',
  'command:run',
  'toast:show',
] as const satisfies readonly EventChannel[]

/** The channel on which main hands the preload the page's end of the stream; the preload posts it on to the window. */
export const streamPortChannel = 'stream:port'
/** The `type` of the window message with which the preload hands the port on; the port is in `event.ports`. */
export const streamPortMessage = 'roost:stream-port'
/** The argument of the page's process that says that a test drives the app. */
export const underTestArgument = '--roost-under-test'

/** The one global of the page, made by the preload: `window.roost`. */
export type Bridge = {
  request<C extends RequestChannel>(channel: C, argument: RequestArgument<C>): Promise<RequestResults[C]>
  /** @returns a function that ends the subscription */
  on<C extends EventChannel>(channel: C, listener: (payload: MainEvents[C]) => void): () => void
  /** The path of a dropped or pasted file, empty where it has none (a file from a web page). */
  pathOfFile(file: unknown): string
  /** True only in the project's own end-to-end tests. */
  readonly underTest: boolean
}
