import { decodeBase64Text } from './base64.ts'
import { cleanLine, cleanTitle } from './title.ts'

/** What a program wants to tell a user, as plain lines; shown only together with the session's own name. */
export type ProgramNotification = { readonly title: string | null; readonly body: string | null }

/**
 * Reads the payload of an OSC 9 (iTerm2). Numbered forms are commands of ConEmu (4 is progress, 9 a folder), not text.
 *
 * @returns null where it is no notification
 */
export function parseOsc9Notification(payload: string): ProgramNotification | null {
  return /^\d{1,2}(?:;|$)/u.test(payload) ? null : notificationOf(null, payload)
}

/** Reads the payload of an OSC 777 (rxvt): `notify;title;body`. */
export function parseOsc777Notification(payload: string): ProgramNotification | null {
  const [command, title = '', ...body] = payload.split(';')
  return command === 'notify' ? notificationOf(title, body.join(';')) : null
}

/** The parts of OSC 99 notifications (kitty) that are not complete yet, by their id, oldest first. */
export type NotificationParts = ReadonlyMap<string, ProgramNotification>

/** The parts of a new session. */
export const noParts: NotificationParts = new Map()

/**
 * Takes the payload of an OSC 99, `metadata;text`. Title and body come in parts: `d=0` says that more follow.
 * Queries (`p=?`), icons, buttons and the like are ignored.
 *
 * @returns the parts still open, and the notification that this payload completed, if any
 */
export function takeOsc99(
  parts: NotificationParts,
  payload: string,
): { readonly parts: NotificationParts; readonly notification: ProgramNotification | null } {
  const part = readOsc99(payload)
  if (part === null) return { parts, notification: null }
  const next = new Map(parts)
  const before = next.get(part.id) ?? { title: null, body: null }
  const joined = { ...before, [part.field]: join(before[part.field], part.text) }
  next.delete(part.id)
  if (part.isLast) return { parts: next, notification: notificationOf(joined.title, joined.body) }
  next.set(part.id, joined)
  for (const id of next.keys()) {
    if (next.size <= maxOpenParts) break
    next.delete(id)
  }
  return { parts: next, notification: null }
}

/** When the last notification of a session was let through, in ms; null before the first. */
export type NotificationLimit = { readonly lastAt: number | null }

/** At most one notification in this time from a session: a program may not ring forever. */
const notificationIntervalMs = 5000

/** Whether a notification may be shown now, and what to remember for the next. */
export function limitNotification(
  limit: NotificationLimit,
  now: number,
): { readonly limit: NotificationLimit; readonly isAllowed: boolean } {
  const elapsed = limit.lastAt === null ? notificationIntervalMs : now - limit.lastAt
  // A clock that went backwards must not silence a session for hours.
  const isAllowed = elapsed >= notificationIntervalMs || elapsed < 0
  return { limit: isAllowed ? { lastAt: now } : limit, isAllowed }
}

const maxOpenParts = 16
const maxBodyGraphemes = 200
/** Of text that is not yet shown; far more than any line of it. */
const maxPartLength = 4096
/** The protocol allows 2048 bytes in a payload before encoding, 4096 after. */
const maxEncodedBytes = 4096

type Osc99Part = {
  readonly id: string
  readonly field: 'title' | 'body'
  readonly text: string
  readonly isLast: boolean
}

function readOsc99(payload: string): Osc99Part | null {
  const separator = payload.indexOf(';')
  if (separator === -1) return null
  const metadata = new Map<string, string>()
  for (const entry of payload.slice(0, Math.min(separator, 512)).split(':')) {
    metadata.set(entry.slice(0, 1), entry.slice(2))
  }
  const field = metadata.get('p') ?? 'title'
  if (field !== 'title' && field !== 'body') return null
  const data = payload.slice(separator + 1)
  const text = metadata.get('e') === '1' ? decodeBase64Text(data, maxEncodedBytes) : data
  if (text === null) return null
  return { id: (metadata.get('i') ?? '').slice(0, 64), field, text, isLast: metadata.get('d') !== '0' }
}

function join(before: string | null, text: string): string {
  return `${before ?? ''}${text}`.slice(0, maxPartLength)
}

function notificationOf(title: string | null, body: string | null): ProgramNotification | null {
  const clean = {
    title: cleanTitle(title ?? '') || null,
    body: cleanLine(body ?? '', maxBodyGraphemes) || null,
  }
  return clean.title === null && clean.body === null ? null : clean
}
