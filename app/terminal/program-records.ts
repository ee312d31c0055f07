import { assertNever } from '../base/assert-never.ts'
import type { ProgramReport, ProgramState } from './program-status.ts'

/** The last report of one program, task or sub-agent. `isLive` until its process or command is known to be over. */
export type ProgramRecord = Omit<ProgramReport, 'state'> & {
  readonly state: ProgramState
  readonly isLive: boolean
}

/** The records of one session by `id`, least recently updated first. */
export type ProgramRecords = ReadonlyMap<string, ProgramRecord>

/** What happens to records. */
export type ProgramRecordsEvent =
  | { readonly kind: 'report'; readonly report: ProgramReport }
  /** The process of the session has ended. */
  | { readonly kind: 'processExit' }
  /** A shell's prompt, OSC 133;A, from a tool whose marks mean that: the command before it is over. */
  | { readonly kind: 'shellPrompt' }
  /** The user looked at the session. */
  | { readonly kind: 'seen' }
  /** Full reset of the terminal, RIS. */
  | { readonly kind: 'reset' }

/** The records of a new session. */
export const noRecords: ProgramRecords = new Map()

/** The protocol asks for 64 to 256. */
export const maxRecords = 128

/**
 * The records after an event.
 *
 * `clear` takes away a record and all beneath it. The end of a process or command takes away what it was doing;
 * a result or an error stays until a user has looked. Looking at the result of a program that still runs makes it
 * idle (that is what it does from then on); its error stays, as it does on its screen.
 */
export function changeRecords(records: ProgramRecords, event: ProgramRecordsEvent): ProgramRecords {
  switch (event.kind) {
    case 'report':
      return event.report.state === 'clear'
        ? keepRecords(records, (record) => !isWithin(record.id, event.report.id))
        : replaceRecord(records, { ...event.report, state: event.report.state, isLive: true })
    case 'processExit':
    case 'shellPrompt':
      return settleRecords(records)
    case 'seen':
      return markSeen(records)
    case 'reset':
      return noRecords
    default:
      return assertNever(event)
  }
}

/**
 * The record that stands for the whole session; null where nothing is reported.
 *
 * It is the root's, but a part that needs a user counts before a root that works, and before one that was last
 * heard of earlier than the part. With no root it is the most pressing part, the latest of equals.
 */
export function leadingRecord(records: ProgramRecords): ProgramRecord | null {
  const all = [...records.values()].reverse()
  const root = records.get('')
  const blocked = all.find((record) => record.state === 'blocked')
  if (root === undefined) {
    for (const state of byUrgency) {
      const found = all.find((record) => record.state === state)
      if (found !== undefined) return found
    }
    return null
  }
  if (blocked === undefined || root.state === 'blocked') return root
  return root.state === 'working' || all.indexOf(blocked) < all.indexOf(root) ? blocked : root
}

/** The records directly beneath `id` (empty for the root), in the order of their ids. */
export function childRecords(records: ProgramRecords, id: string): readonly ProgramRecord[] {
  const children = [...records.values()].filter((record) => record.id !== '' && parentOf(record.id) === id)
  return children.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The program a record belongs to: its own `app`, or that of its nearest ancestor with one. */
export function appOf(records: ProgramRecords, record: ProgramRecord): string | null {
  for (let id: string | null = record.id; id !== null; id = parentOf(id)) {
    const app = id === record.id ? record.app : (records.get(id)?.app ?? null)
    if (app !== null) return app
  }
  return null
}

const byUrgency: readonly ProgramState[] = ['blocked', 'working', 'error', 'done', 'idle']

function parentOf(id: string): string | null {
  if (id === '') return null
  return id.slice(0, Math.max(0, id.lastIndexOf('/')))
}

function isWithin(id: string, ancestor: string): boolean {
  return ancestor === '' || id === ancestor || id.startsWith(`${ancestor}/`)
}

function replaceRecord(records: ProgramRecords, record: ProgramRecord): ProgramRecords {
  const next = new Map(records)
  next.delete(record.id)
  next.set(record.id, record)
  for (const id of next.keys()) {
    if (next.size <= maxRecords) break
    // A flood of parts must not push out what the program says of itself.
    if (id !== '') next.delete(id)
  }
  return next
}

function keepRecords(records: ProgramRecords, keep: (record: ProgramRecord) => boolean): ProgramRecords {
  return new Map([...records].filter(([, record]) => keep(record)))
}

function settleRecords(records: ProgramRecords): ProgramRecords {
  const results = [...records].filter(([, record]) => record.state === 'done' || record.state === 'error')
  return new Map(results.map(([id, record]) => [id, { ...record, isLive: false }]))
}

function markSeen(records: ProgramRecords): ProgramRecords {
  const seen = [...records]
    .filter(([, record]) => record.isLive || (record.state !== 'done' && record.state !== 'error'))
    .map(([id, record]) => [id, record.state === 'done' ? toIdle(record) : record] as const)
  return new Map(seen)
}

function toIdle(record: ProgramRecord): ProgramRecord {
  return { ...record, state: 'idle', message: null }
}
