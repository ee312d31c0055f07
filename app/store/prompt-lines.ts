import * as v from 'valibot'
import { PromptDraftSchema, remember, SentPromptSchema, type SentPrompt } from '../session/prompt.ts'
import { QueueItemSchema, QueueItemStateSchema, type Queue, type QueueItem } from '../session/queue.ts'
import { noPrompts, type KeptPrompts } from '../session/session-record.ts'

const IdSchema = v.pipe(v.number(), v.integer(), v.minValue(1))

/**
 * A change of what is kept of a session's prompts.
 *
 * - `item`: a prompt that is new in the queue comes last; one that is there is replaced where it stands
 * - `state`: the prompt stays, with another state
 * - `gone`: it left the queue
 * - `order`: the ids of the queue, first to go first
 * - `last`: the last id that was given, where no prompt in the queue has it
 * - `sent`: one more prompt in the history
 * - `draft`: what is written and not sent
 */
const PromptChangeSchema = v.variant('kind', [
  v.object({ kind: v.literal('item'), item: QueueItemSchema }),
  v.object({
    kind: v.literal('state'),
    id: IdSchema,
    state: QueueItemStateSchema,
    isForNext: v.optional(v.boolean()),
  }),
  v.object({ kind: v.literal('gone'), id: IdSchema }),
  v.object({ kind: v.literal('order'), ids: v.array(IdSchema) }),
  v.object({ kind: v.literal('last'), id: IdSchema }),
  v.object({ kind: v.literal('sent'), sent: SentPromptSchema }),
  v.object({ kind: v.literal('draft'), draft: v.nullable(PromptDraftSchema) }),
])
export type PromptChange = v.InferOutput<typeof PromptChangeSchema>

/** A line of the file: changes that are made together or, where the line is torn, not at all. */
const LineSchema = v.array(PromptChangeSchema)

/** What makes `after` of `before`, told by identity: what is the same object has not changed. */
export function changesBetween(before: KeptPrompts, after: KeptPrompts): readonly PromptChange[] {
  // The history first: torn behind it, a prompt is in both, and waits for the user as one that may have been sent.
  const sent = newIn(before.history, after.history).map((one): PromptChange => ({ kind: 'sent', sent: one }))
  const queue = before.queue === after.queue ? [] : queueChanges(before.queue, after.queue)
  const draft: readonly PromptChange[] =
    before.draft === after.draft ? [] : [{ kind: 'draft', draft: after.draft }]
  return [...sent, ...queue, ...draft]
}

/** Whether the change is of the queue: what is not on disk of that may be sent twice, or never. */
export function isOfQueue({ kind }: PromptChange): boolean {
  return kind !== 'sent' && kind !== 'draft'
}

/** The changes as lines. Each text is a line of its own, and a line is never longer than a prompt; the rest is one. */
export function* promptLines(changes: readonly PromptChange[]): Generator<string> {
  const small: PromptChange[] = []
  for (const change of changes)
    if (change.kind === 'item' || change.kind === 'sent' || change.kind === 'draft') yield lineOf([change])
    else small.push(change)
  if (small.length > 0) yield lineOf(small)
}

/** All of it, as the lines of a new file. */
export function wholePromptLines(value: KeptPrompts): Generator<string> {
  return promptLines(changesBetween(noPrompts, value))
}

/** About as many bytes as `wholePromptLines` has, without making them. */
export function roughBytes({ queue, history, draft }: KeptPrompts): number {
  const prompts = [...queue.items, ...history, ...(draft === null ? [] : [draft])]
  return prompts.reduce((sum, { text, images }) => sum + lineBytes + text.length + images.join().length, 0)
}

/** What a line has beside its text. */
const lineBytes = 100

/** Reads the lines of a session's file, from its first. */
export class PromptLineReader {
  #items = new Map<number, QueueItem>()
  #lastId = 0
  #history: readonly SentPrompt[] = []
  #draft: KeptPrompts['draft'] = null

  /** @returns whether the line could be read; one that could not changes nothing */
  read(line: string): boolean {
    const changes = parseLine(line)
    if (changes === null) return false
    for (const change of changes) this.#apply(change)
    return true
  }

  /**
   * A line is lost. It may have said that a prompt is on its way, held or written anew, so none that waits goes by
   * itself: each is one that may have been sent.
   */
  distrust(): void {
    for (const item of this.#items.values())
      if (item.state.kind === 'queued') this.#items.set(item.id, { ...item, state: { kind: 'unsure' } })
  }

  get value(): KeptPrompts {
    const queue = { lastId: this.#lastId, items: [...this.#items.values()] }
    return { queue, history: this.#history, draft: this.#draft }
  }

  #apply(change: PromptChange): void {
    switch (change.kind) {
      case 'item':
        this.#items.set(change.item.id, change.item)
        return this.#note(change.item.id)
      case 'state': {
        const item = this.#items.get(change.id)
        if (item === undefined) return this.#note(change.id)
        const { isForNext: _, ...rest } = item
        const isForNext = change.isForNext === true ? { isForNext: true } : {}
        this.#items.set(change.id, { ...rest, state: change.state, ...isForNext })
        return undefined
      }
      case 'gone':
        this.#items.delete(change.id)
        return this.#note(change.id)
      case 'order': {
        const named = change.ids.flatMap((id) => this.#items.get(id) ?? [])
        this.#items = new Map([...named, ...this.#items.values()].map((item) => [item.id, item]))
        return undefined
      }
      case 'last':
        return this.#note(change.id)
      case 'sent':
        this.#history = remember(this.#history, change.sent)
        return undefined
      case 'draft':
        this.#draft = change.draft
        return undefined
    }
  }

  /** An id is never given again. */
  #note(id: number): void {
    this.#lastId = Math.max(this.#lastId, id)
  }
}

function queueChanges(before: Queue, after: Queue): readonly PromptChange[] {
  const known = new Map(before.items.map((item) => [item.id, item]))
  const left = new Set(after.items.map(({ id }) => id))
  const gone = before.items.filter(({ id }) => !left.has(id))
  const changed = after.items.flatMap((item): readonly PromptChange[] => {
    const was = known.get(item.id)
    if (was === item) return []
    if (was === undefined || was.text !== item.text || was.images !== item.images)
      return [{ kind: 'item', item }]
    const isForNext = item.isForNext === true ? { isForNext: true } : {}
    return [{ kind: 'state', id: item.id, state: item.state, ...isForNext }]
  })
  const ids = after.items.map(({ id }) => id)
  const places = [
    ...before.items.filter(({ id }) => left.has(id)),
    ...after.items.filter(({ id }) => !known.has(id)),
  ]
  const isMoved = places.some(({ id }, at) => id !== ids[at])
  const isLastTold = after.lastId === before.lastId || left.has(after.lastId)
  return [
    ...changed,
    ...gone.map(({ id }): PromptChange => ({ kind: 'gone', id })),
    ...(isMoved ? [{ kind: 'order', ids } as const] : []),
    ...(isLastTold ? [] : [{ kind: 'last', id: after.lastId } as const]),
  ]
}

/** What was added behind the last entry of before. */
function newIn<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  if (before === after) return []
  const last = before.at(-1)
  return last === undefined ? after : after.slice(after.lastIndexOf(last) + 1)
}

function lineOf(changes: readonly PromptChange[]): string {
  return `${JSON.stringify(changes)}\n`
}

function parseLine(line: string): readonly PromptChange[] | null {
  try {
    const parsed = v.safeParse(LineSchema, JSON.parse(line))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}
