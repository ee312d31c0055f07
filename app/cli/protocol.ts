import * as v from 'valibot'
import { readableDetails } from '../base/reason.ts'
import { queueWaits } from '../session/queue.ts'
import { maxPromptChars, maxPromptImages } from '../session/prompt.ts'
import { AbsolutePathSchema, ModeSchema, SessionIdSchema, ToolNameTextSchema } from '../session/session.ts'

/**
 * Goes up when a client of before would misread an answer or be misread. 2: a prompt may wait for a tool that is being
 * started; a client of before would say that it was not taken.
 */
export const protocolVersion = 2
/** One request is one line, and not longer than this with its line feed: a prompt fits in any script. */
export const maxRequestBytes = 1024 * 1024
/** A client sends its line at once; one that has not after this time holds a connection for nothing. */
export const requestDeadlineMs = 5000
/** What `setTimeout` can count, rounded down to whole days: 24. */
export const maxTimeoutMs = 24 * 24 * 60 * 60 * 1000

/** What can be waited for. */
export const awaitedStatuses = ['idle', 'waiting', 'exit'] as const
export type AwaitedStatus = (typeof awaitedStatuses)[number]

/** An id, the beginning of one, or a name that the user gave; the app finds the session. */
const ReferenceSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(500))
const TimeoutSchema = v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(maxTimeoutMs)))
const promptFields = {
  session: ReferenceSchema,
  text: v.pipe(v.string(), v.maxLength(maxPromptChars)),
  images: v.pipe(v.array(AbsolutePathSchema), v.maxLength(maxPromptImages)),
}

/** What a client asks, by verb: one JSON line, one for each connection. This is the only place where a verb has a name. */
export const CliRequestSchema = v.variant('verb', [
  v.object({ verb: v.literal('list') }),
  v.object({
    verb: v.literal('new'),
    tool: ToolNameTextSchema,
    folder: AbsolutePathSchema,
  }),
  v.object({ verb: v.literal('send'), ...promptFields }),
  /** `send --wait`: answered when the tool is done with it. */
  v.object({ verb: v.literal('run'), ...promptFields, timeoutMs: TimeoutSchema }),
  v.object({
    verb: v.literal('wait'),
    session: ReferenceSchema,
    what: v.picklist(awaitedStatuses),
    timeoutMs: TimeoutSchema,
  }),
  v.object({ verb: v.literal('interrupt'), session: ReferenceSchema }),
  v.object({ verb: v.literal('close'), session: ReferenceSchema, confirmed: v.boolean() }),
])
export type CliRequest = v.InferOutput<typeof CliRequestSchema>

/**
 * What is around a request, and who makes it: the user, by the `secret` that the app wrote beside its data, or a
 * program in a session, by the `token` in its environment. Read before the request itself, so that another version is
 * reported as such.
 */
export const CliEnvelopeSchema = v.object({
  v: v.number(),
  secret: v.optional(v.string()),
  token: v.optional(v.string()),
  request: v.unknown(),
})

const StatusKindSchema = v.picklist(['dormant', 'starting', 'working', 'waiting', 'idle', 'failed', 'exited'])

/** A session as a script sees it; `list --json` prints these fields. */
export const CliSessionSchema = v.object({
  id: SessionIdSchema,
  title: v.string(),
  /** The title that the user gave it, by which it can be named; null where it has none. */
  name: v.nullable(v.string()),
  /** The tool by its name in the settings. */
  tool: v.string(),
  folder: v.string(),
  status: StatusKindSchema,
  /** Of `working` and `idle`: whether it rests on more than output and silence. */
  certainty: v.optional(v.picklist(['sure', 'guess'])),
  /** What it asks, where it waits and the question could be read. */
  question: v.nullable(v.string()),
  mode: ModeSchema,
  /** How many prompts are in its queue. */
  queued: v.number(),
  branch: v.nullable(v.string()),
  /** Its folder holds unmerged files. */
  conflict: v.boolean(),
  /** It is the one on show. */
  active: v.boolean(),
})
export type CliSession = Readonly<v.InferOutput<typeof CliSessionSchema>>

const RunValueSchema = v.object({
  text: v.string(),
  partial: v.boolean(),
  /** What a text that is not whole lacks, where that is known. */
  lost: v.optional(v.picklist(['beginning', 'end'])),
  endedBy: v.picklist(['idle', 'waiting', 'exit', 'timeout']),
  /** Of a run that ended by `waiting`. */
  question: v.nullable(v.string()),
})

/** What a verb is answered with where it succeeds. */
export const answerValues = {
  list: v.array(CliSessionSchema),
  new: SessionIdSchema,
  /** `sent`: the tool has taken it. `queued`: it waits, and for what. */
  send: v.variant('state', [
    v.object({ state: v.literal('sent') }),
    v.object({ state: v.literal('queued'), waitsFor: v.picklist(queueWaits) }),
  ]),
  run: RunValueSchema,
  wait: v.object({ status: v.string() }),
  interrupt: v.null(),
  close: v.picklist(['closed', 'asks']),
} as const satisfies Record<CliRequest['verb'], v.GenericSchema>

export type CliValues = { readonly [Verb in CliRequest['verb']]: v.InferOutput<(typeof answerValues)[Verb]> }

const CliErrorSchema = v.object({
  code: v.string(),
  message: v.string(),
  hint: v.string(),
  details: readableDetails,
  /** The sessions that a reference could mean. */
  candidates: v.optional(v.array(v.object({ id: v.string(), title: v.string() })), []),
})
export type CliError = Readonly<v.InferOutput<typeof CliErrorSchema>>

/** The one line that comes back. */
export const CliAnswerSchema = v.variant('ok', [
  v.object({ v: v.number(), ok: v.literal(true), value: v.unknown() }),
  v.object({ v: v.number(), ok: v.literal(false), error: CliErrorSchema }),
])
export type CliAnswer = v.InferInput<typeof CliAnswerSchema>
