import * as v from 'valibot'
import { maxPathChars } from '../base/limits.ts'
import { maxImageBytes } from '../terminal/image.ts'
import { maxLinkLength } from '../terminal/links.ts'
import { terminalSizeFields } from '../terminal/terminal-size.ts'
import { maxRawTitleChars, TitleTextSchema } from '../terminal/title.ts'
import {
  maxPromptImages,
  PromptDraftSchema,
  PromptSchema,
  type PromptDraft,
  type SentPrompt,
} from '../session/prompt.ts'
import { AbsolutePathSchema, ModeSchema, SessionIdSchema, ToolNameTextSchema } from '../session/session.ts'
import type { SessionId, AbsolutePath } from '../session/session.ts'
import { RightStatusSchema } from '../activity/case.ts'
import type { CaseDraft, SavedCase, Timeline, WhyAnswer } from '../activity/why.ts'
import { SettingsSchema } from '../store/schema.ts'
import type { AppError, Result } from '../base/result.ts'
import type { RequestChannel } from './channels.ts'
import { resolvesWith, type Request, type ValueOf } from './request.ts'
import { toolRequests } from './tool-requests.ts'
import type { Snapshot } from './read-model.ts'

/** Paths that are dropped at once; the page sends more of them piece by piece. */
export const maxDroppedPaths = 50
/** The name of a file without a path: NAME_MAX of the file systems. */
export const maxFileNameChars = 255
/** The line that tells a status, in a frame that was called wrong. */
export const maxSignChars = 1000
/** A request without the bytes of an image is refused beyond this many bytes of strings. */
export const maxRequestChars = 1_000_000

const IdSchema = v.object({ id: SessionIdSchema })
const PathTextSchema = v.pipe(v.string(), v.maxLength(maxPathChars))
const CountSchema = v.pipe(v.number(), v.integer(), v.minValue(0))
const NoticePartSchema = v.pipe(v.string(), v.maxLength(100))

/** The requests of the page, by channel: the schema of the one argument, and what a success carries. */
export const requests = {
  /** The whole read model; patches with a higher number follow on `model:patch`. */
  'model:read': { argument: v.object({}), result: resolvesWith<Snapshot>() },
  /** Asks for a new stream port; it arrives by `window.postMessage` from the preload. */
  'stream:connect': { argument: v.object({}), result: resolvesWith<null>() },
  /** `folder` as typed (`~` allowed); checked in words before anything starts. */
  'session:create': {
    argument: v.object({
      toolName: ToolNameTextSchema,
      folder: PathTextSchema,
      ...terminalSizeFields,
    }),
    result: resolvesWith<SessionId>(),
  },
  /**
   * Starts the tool again in a session without a process: with its conversation where it has one, or, where `fresh`
   * says so, with a new one.
   */
  'session:start': {
    argument: v.object({ id: SessionIdSchema, fresh: v.boolean() }),
    result: resolvesWith<null>(),
  },
  /** Types what the session's `resumeOffer` says into its shell, which is started where it does not run. */
  'session:resumeByHand': { argument: IdSchema, result: resolvesWith<null>() },
  /** That offer is not wanted while the shell runs. */
  'session:dismissResume': { argument: IdSchema, result: resolvesWith<null>() },
  /** Between two prompts only; a process that runs for the old mode is ended, its conversation goes on. */
  'session:mode': {
    argument: v.object({ id: SessionIdSchema, mode: ModeSchema }),
    result: resolvesWith<null>(),
  },
  /** Stops what the tool does; again within some seconds, harder. */
  'session:interrupt': { argument: IdSchema, result: resolvesWith<null>() },
  /** Puts a prompt at the end of the queues of some sessions; it goes at once where one is ready. Images are copied. */
  'prompt:send': {
    argument: v.object({
      ids: v.pipe(v.array(SessionIdSchema), v.minLength(1), v.maxLength(100)),
      prompt: PromptSchema,
      /** Where in the queue instead; beyond the end is the end. */
      toIndex: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    }),
    /** The sessions that did not take it, and why. */
    result: resolvesWith<readonly { readonly id: SessionId; readonly error: AppError }[]>(),
  },
  /** What is written below the terminal and not sent: kept across tabs and restarts. */
  'prompt:readDraft': { argument: IdSchema, result: resolvesWith<PromptDraft | null>() },
  'prompt:saveDraft': {
    argument: v.object({ id: SessionIdSchema, draft: v.nullable(PromptDraftSchema) }),
    result: resolvesWith<null>(),
  },
  /** The prompts that were sent, newest last. */
  'prompt:history': { argument: IdSchema, result: resolvesWith<readonly SentPrompt[]>() },
  /** One waiting prompt, all of it. */
  'queue:read': {
    argument: v.object({ id: SessionIdSchema, item: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
    result: resolvesWith<PromptDraft>(),
  },
  /** Changes one waiting prompt. `send`: now, also where the tool is at work, but never into a user's draft. */
  'queue:change': {
    argument: v.object({
      id: SessionIdSchema,
      item: v.pipe(v.number(), v.integer(), v.minValue(1)),
      change: v.variant('kind', [
        v.object({ kind: v.literal('edit'), prompt: PromptSchema }),
        v.object({ kind: v.literal('move'), toIndex: CountSchema }),
        v.object({ kind: v.picklist(['remove', 'hold', 'release', 'send']) }),
      ]),
    }),
    result: resolvesWith<null>(),
  },
  /**
   * `confirmed` false: a session at work, or with programs in its background, is not closed; the answer is `asks` and the
   * page asks. `leave`: those programs go on.
   */
  'session:close': {
    argument: v.object({ id: SessionIdSchema, confirmed: v.boolean(), leave: v.boolean() }),
    result: resolvesWith<'closed' | 'asks'>(),
  },
  /** The names of the programs that a close would end though the user put them where no close of a terminal does. */
  'session:background': {
    argument: v.object({ id: SessionIdSchema }),
    result: resolvesWith<readonly string[]>(),
  },
  'session:reopenLast': { argument: v.object({}), result: resolvesWith<SessionId>() },
  /** An empty title gives the tool's own title back. */
  'session:rename': {
    argument: v.object({ id: SessionIdSchema, title: TitleTextSchema }),
    result: resolvesWith<null>(),
  },
  'session:move': {
    argument: v.object({ id: SessionIdSchema, toIndex: CountSchema }),
    result: resolvesWith<null>(),
  },
  'session:activate': { argument: IdSchema, result: resolvesWith<null>() },
  /** The evidence behind the status it has now. */
  'status:why': { argument: IdSchema, result: resolvesWith<WhyAnswer>() },
  'status:timeline': { argument: IdSchema, result: resolvesWith<Timeline>() },
  /** The text of the screen at a moment of the timeline, by its `at`. */
  'status:moment': {
    argument: v.object({ id: SessionIdSchema, at: CountSchema }),
    result: resolvesWith<string>(),
  },
  /** The frame behind a status that is wrong, for the user to look through. */
  'case:draft': { argument: IdSchema, result: resolvesWith<CaseDraft>() },
  /**
   * Saves a frame, as the user edited it, with the right status. `sign`: the line of it that tells, where they
   * picked one. Tried at once: changes of rules that would have made it right.
   */
  'case:save': {
    argument: v.object({
      id: SessionIdSchema,
      screen: v.pipe(v.string(), v.maxLength(200_000)),
      title: v.pipe(v.string(), v.maxLength(maxRawTitleChars)),
      signals: v.pipe(v.array(v.pipe(v.string(), v.maxLength(4096))), v.maxLength(100)),
      right: RightStatusSchema,
      sign: v.nullable(v.pipe(v.string(), v.maxLength(maxSignChars))),
    }),
    result: resolvesWith<SavedCase>(),
  },
  'case:reveal': {
    argument: v.object({ path: PathTextSchema }),
    result: resolvesWith<null>(),
  },
  /** Images for a prompt that is being written: copied, nothing typed. The answer: the copies, in their order. */
  'image:keepPaths': {
    argument: v.object({
      id: SessionIdSchema,
      paths: v.pipe(v.array(PathTextSchema), v.minLength(1), v.maxLength(maxPromptImages)),
    }),
    result: resolvesWith<readonly AbsolutePath[]>(),
  },
  'image:keepBytes': {
    argument: v.object({
      id: SessionIdSchema,
      bytes: v.pipe(v.instance(Uint8Array), v.maxSize(maxImageBytes)),
    }),
    result: resolvesWith<AbsolutePath>(),
  },
  /** The image on the clipboard; none where it holds text. Failures: `clipboard-…`, what it holds instead. */
  'image:keepClipboard': { argument: IdSchema, result: resolvesWith<AbsolutePath | null>() },
  /** Asks the user for image files. */
  'image:pick': { argument: IdSchema, result: resolvesWith<readonly AbsolutePath[]>() },
  /** The bytes of a copy, for a thumbnail. */
  'image:read': {
    argument: v.object({ id: SessionIdSchema, path: AbsolutePathSchema }),
    result: resolvesWith<Uint8Array<ArrayBuffer>>(),
  },
  ...toolRequests,
  'folder:pick': {
    argument: v.object({ startAt: v.nullable(v.string()) }),
    result: resolvesWith<AbsolutePath | null>(),
  },
  /** Says in words what is wrong with a folder, or gives the absolute path. */
  'folder:check': { argument: v.object({ folder: PathTextSchema }), result: resolvesWith<AbsolutePath>() },
  /** Files dropped or pasted, by path: images are copied, every path is given to the tool in its form. Never with an Enter. */
  'drop:paths': {
    argument: v.object({
      id: SessionIdSchema,
      paths: v.pipe(v.array(PathTextSchema), v.minLength(1), v.maxLength(maxDroppedPaths)),
    }),
    result: resolvesWith<null>(),
  },
  /** One image without a path, up to `maxImageBytes`. */
  'drop:bytes': {
    argument: v.object({
      id: SessionIdSchema,
      name: v.pipe(v.string(), v.maxLength(maxFileNameChars)),
      bytes: v.pipe(v.instance(Uint8Array), v.maxSize(maxImageBytes)),
    }),
    result: resolvesWith<null>(),
  },
  /**
   * What a paste would insert now: text, or an image, which main then drops on the session itself. Failures:
   * `clipboard-…`, what it holds instead.
   */
  'clipboard:paste': {
    argument: IdSchema,
    result: resolvesWith<{ kind: 'text'; text: string } | { kind: 'image' }>(),
  },
  'clipboard:copy': {
    argument: v.object({ text: v.pipe(v.string(), v.maxLength(maxRequestChars)) }),
    result: resolvesWith<null>(),
  },
  /** Opens an http(s) link in the browser, after a user's Ctrl/Cmd+click. */
  'link:open': {
    argument: v.object({ url: v.pipe(v.string(), v.maxLength(maxLinkLength)) }),
    result: resolvesWith<null>(),
  },
  'settings:change': {
    argument: v.partial(v.omit(SettingsSchema, ['version', 'window', 'statusRules', 'rulesFile', 'tools'])),
    result: resolvesWith<null>(),
  },
  'notice:act': {
    argument: v.object({
      noticeId: NoticePartSchema,
      actionId: NoticePartSchema,
    }),
    result: resolvesWith<null>(),
  },
  'notice:dismiss': {
    argument: v.object({ noticeId: NoticePartSchema }),
    result: resolvesWith<null>(),
  },
  /** The answer to `page:ping`, and the first word of a page that has loaded. */
  'page:alive': { argument: v.object({}), result: resolvesWith<null>() },
  /** Text of the page's uncaught errors, for the log. */
  'page:error': {
    argument: v.object({ message: v.pipe(v.string(), v.maxLength(10_000)) }),
    result: resolvesWith<null>(),
  },
} as const satisfies Readonly<Record<RequestChannel, Request>>

export type RequestArgument<C extends RequestChannel> = v.InferInput<(typeof requests)[C]['argument']>
export type ParsedArgument<C extends RequestChannel> = v.InferOutput<(typeof requests)[C]['argument']>

/** What each request resolves with. A request that is refused at the edge resolves with `ok: false`, code `bad-request`. */
export type RequestResults = {
  readonly [C in RequestChannel]: Result<ValueOf<(typeof requests)[C]['result']>>
}
