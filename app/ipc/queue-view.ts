import { firstInLine, type Queue, type QueueItem } from '../session/queue.ts'
import type { SessionId } from '../session/session.ts'

/** What a tab and the buttons show of a queue: the same few bytes for any number of prompts. */
export type QueueFacts = {
  readonly length: number
  /** Another number with each change of the queue. */
  readonly revision: number
  /** Whether a prompt is in line, so that a new one would wait behind it. */
  readonly hasInLine: boolean
}

/** A waiting prompt as a row shows it: of its text the beginning. */
export type QueueRowView = QueueItem

/** The prompts that wait for the session on show, first to go first. */
export type ShownQueue = {
  readonly id: SessionId
  readonly revision: number
  readonly rows: readonly QueueRowView[]
}

export function queueFacts({ items }: Queue, revision: number): QueueFacts {
  return { length: items.length, revision, hasInLine: firstInLine(items) !== undefined }
}

export function shownQueue(id: SessionId, { items }: Queue, revision: number): ShownQueue {
  return { id, revision, rows: items.map((item) => ({ ...item, text: rowText(item.text) })) }
}

/** More than any row is wide. */
const maxRowChars = 240

function rowText(text: string): string {
  const begun = text.trimStart()
  if (begun.length <= maxRowChars) return begun
  // Never half a character.
  return `${begun.slice(0, maxRowChars).replace(/[\uD800-\uDBFF]$/u, '')}…`
}
