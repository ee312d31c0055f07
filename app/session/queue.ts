import * as v from 'valibot'
import { readableDetails } from '../base/reason.ts'
import type { AppError } from '../base/result.ts'
import { promptFields, type Prompt } from './prompt.ts'

/** More waiting prompts than this are refused. */
export const maxQueued = 1000

const HoldReasonSchema = v.picklist(['conversation'])
const ProblemSchema = v.object({
  code: v.string(),
  message: v.string(),
  hint: v.string(),
  details: readableDetails,
})

/**
 * - `queued`: its turn comes
 * - `held`: set aside; others pass it. By the user, or for a reason, until the user lets it go:
 *   - `conversation`: it waited for a conversation that was left for a new one
 * - `delivering`: being given to the tool. Written to disk before its first byte, so that none is ever sent twice.
 * - `unsure`: Roost ended while it was delivered: it may have been sent, and waits for the user
 * - `failed`: it could not be given to the tool, for the reason in `problem`, and waits for the user
 */
export const QueueItemStateSchema = v.variant('kind', [
  v.object({ kind: v.literal('queued') }),
  v.object({ kind: v.literal('held'), reason: v.fallback(v.optional(HoldReasonSchema), undefined) }),
  v.object({ kind: v.literal('delivering') }),
  v.object({ kind: v.literal('unsure') }),
  v.object({ kind: v.literal('failed'), problem: ProblemSchema }),
])
export type QueueItemState = v.InferOutput<typeof QueueItemStateSchema>

/** One waiting prompt. Its id is its session's own, and is never used again. */
export const QueueItemSchema = v.object({
  ...promptFields,
  id: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Milliseconds since the epoch. */
  addedAt: v.pipe(v.number(), v.integer(), v.minValue(0)),
  state: QueueItemStateSchema,
  /** It was queued where no tool ran and no conversation could be resumed: it is meant for the next one. */
  isForNext: v.fallback(v.optional(v.boolean()), undefined),
  /** A script sent it, and no user has changed it since: it is not given to a tool that would run it in a shell. */
  isFromScript: v.fallback(v.optional(v.boolean()), undefined),
  /**
   * The name of the agent that had the terminal of a shell when it was queued; undefined: the session's own tool had it. It is not
   * given to another one: what is written for an agent would be run by a shell.
   */
  forTool: v.fallback(v.optional(v.string()), undefined),
})
export type QueueItem = Readonly<v.InferOutput<typeof QueueItemSchema>>

/** The prompts that wait for a session, first to go first. */
export type Queue = { readonly lastId: number; readonly items: readonly QueueItem[] }

export const emptyQueue: Queue = { lastId: 0, items: [] }

/**
 * Why the next prompt is not sent now.
 *
 * - `busy`: the tool is at work
 * - `asks`: it asks something
 * - `guess`: it only seems to be ready
 * - `conflict`: its folder has files in conflict
 * - `draft`: the user has typed something into the tool and not sent it
 * - `starting`: the tool is being started, or is not ready yet
 * - `stopped`: the tool does not run, and starts only when the user says so
 * - `failed`: its last turn failed
 * - `program`: it was queued for another program than the one that has the terminal
 * - `decision`: the first prompt waits for the user's decision
 */
export const queueWaits = [
  'busy',
  'asks',
  'guess',
  'conflict',
  'draft',
  'starting',
  'stopped',
  'failed',
  'program',
  'decision',
] as const
export type QueueWait = (typeof queueWaits)[number]

/**
 * @param about.isForNext whether nothing runs that it could be meant for, so that it waits for the next conversation
 * @param about.isFromScript whether a script sends it
 * @param about.forTool as of `QueueItem`
 */
export function addToQueue(
  queue: Queue,
  prompt: Prompt,
  addedAt: number,
  about: {
    readonly isForNext?: boolean
    readonly isFromScript?: boolean
    readonly forTool?: string | undefined
  } = {},
): Queue {
  const { isForNext = false, isFromScript = false, forTool } = about
  const lastId = queue.lastId + 1
  const made: QueueItem = { ...prompt, id: lastId, addedAt, state: { kind: 'queued' } }
  const item = {
    ...made,
    ...(isFromScript ? { isFromScript } : {}),
    ...(forTool === undefined ? {} : { forTool }),
  }
  return { lastId, items: [...queue.items, meantFor(item, isForNext)] }
}

/** Lets a prompt go that was held, or that was not sent. @param isForNext as of `addToQueue` */
export function releaseQueued(queue: Queue, id: number, isForNext = false): Queue {
  return change(queue, id, (item) => meantFor({ ...item, state: { kind: 'queued' } }, isForNext))
}

/**
 * The queue when a conversation is left for a new one: what waited for it is held, since it would not be understood
 * there, or do harm. The same queue where nothing did.
 */
export function atConversationLeft(queue: Queue): Queue {
  const isLeft = ({ state, isForNext }: QueueItem): boolean => state.kind === 'queued' && isForNext !== true
  if (!queue.items.some(isLeft)) return queue
  const hold = (item: QueueItem): QueueItem => ({ ...item, state: { kind: 'held', reason: 'conversation' } })
  return { ...queue, items: queue.items.map((item) => (isLeft(item) ? hold(item) : item)) }
}

/** As `atConversationLeft`, and the new one begins: what was queued for it waits for it like any other. */
export function atNewConversation(queue: Queue): Queue {
  const { lastId, items } = atConversationLeft(queue)
  const isForThis = ({ state, isForNext }: QueueItem): boolean =>
    state.kind === 'queued' && isForNext === true
  return { lastId, items: items.map((item) => (isForThis(item) ? meantFor(item, false) : item)) }
}

export function findQueued(queue: Queue, id: number): QueueItem | null {
  return queue.items.find((item) => item.id === id) ?? null
}

/** Takes a prompt out, because it was sent or is not wanted. */
export function removeFromQueue(queue: Queue, id: number): Queue {
  return { ...queue, items: queue.items.filter((item) => item.id !== id) }
}

/** Other text and images by the user, for a prompt that is not on its way; one that had failed is tried again. */
export function editQueued(queue: Queue, id: number, { text, images }: Prompt): Queue {
  return change(queue, id, (item) => {
    if (item.state.kind === 'delivering') return item
    const { isFromScript: _, ...others } = item
    return { ...others, text, images, state: item.state.kind === 'held' ? item.state : { kind: 'queued' } }
  })
}

/** Puts a prompt at `toIndex` of the list as it is afterwards; beyond the end is the end. */
export function moveQueued(queue: Queue, id: number, toIndex: number): Queue {
  const item = findQueued(queue, id)
  if (item === null) return queue
  const others = queue.items.filter((other) => other !== item)
  return { ...queue, items: [...others.slice(0, toIndex), item, ...others.slice(toIndex)] }
}

export function setQueuedState(queue: Queue, id: number, state: QueueItemState): Queue {
  return change(queue, id, (item) => ({ ...item, state }))
}

/** The prompt that the others wait for; what a user set aside is passed by. */
export function firstInLine<T extends Pick<QueueItem, 'state'>>(items: readonly T[]): T | undefined {
  return items.find((item) => item.state.kind !== 'held')
}

/** The prompt whose turn is next; null where there is none, or one before it waits for the user. */
export function nextQueued(queue: Queue): QueueItem | null {
  const first = firstInLine(queue.items)
  return first?.state.kind === 'queued' ? first : null
}

/** True where prompts wait behind one that the user has to decide about. */
export function needsDecision(queue: Queue): boolean {
  const kind = firstInLine(queue.items)?.state.kind
  return kind === 'unsure' || kind === 'failed'
}

/** The queue as it is found at a start: what was on its way then may have arrived. At most one was. */
export function afterRestart(queue: Queue): Queue {
  const items = queue.items.map((item) =>
    item.state.kind === 'delivering' ? { ...item, state: { kind: 'unsure' } as const } : item,
  )
  return { ...queue, items }
}

/** A prompt that cannot be sent, with the reason. */
export function failQueued(queue: Queue, id: number, { code, message, hint, details }: AppError): Queue {
  return setQueuedState(queue, id, { kind: 'failed', problem: { code, message, hint, details } })
}

function meantFor(given: QueueItem, isForNext: boolean): QueueItem {
  const { isForNext: _, ...item } = given
  return isForNext ? { ...item, isForNext } : item
}

function change(queue: Queue, id: number, make: (item: QueueItem) => QueueItem): Queue {
  return { ...queue, items: queue.items.map((item) => (item.id === id ? make(item) : item)) }
}
