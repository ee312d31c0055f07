import { cleanLine } from '../terminal/title.ts'
import { decodeBase64Text } from './base64-text.ts'
import type { Claim } from './evidence.ts'

/**
 * What a program says of itself by OSC 7501, the Program Status Protocol (revision 0.4,
 * superlogical.com/rex/docs/build/program-status). The root record has the id ''.
 */
export type ProgramReport = {
  readonly id: string
  readonly state: 'idle' | 'working' | 'done' | 'blocked' | 'error' | 'clear'
  readonly kind: 'permission' | 'question' | 'auth' | null
  /** 0–100, null where it is not known. */
  readonly progress: number | null
  readonly message: string | null
}

/** The records of one terminal, least recently updated first. */
export type ProgramRecords = readonly ProgramReport[]

/**
 * Reads the body of a report (`state=working:msg=…`).
 *
 * @returns null where the report breaks a limit or has a state that is not known: such a report is dropped whole
 */
export function parseProgramReport(body: string): ProgramReport | null {
  if (body.length > maxBodyChars || !printable.test(body)) return null
  const fields = new Map<string, string>()
  for (const part of body.split(':')) {
    const equals = part.indexOf('=')
    if (equals < 1 || equals > maxKeyChars) return null
    fields.set(part.slice(0, equals), part.slice(equals + 1))
  }
  const state = states.find((known) => known === fields.get('state'))
  const id = fields.get('id') ?? ''
  const progress = readProgress(fields.get('progress'))
  const message = decodeBase64Text(fields.get('msg') ?? '', maxMessageBytes)
  const title = decodeBase64Text(fields.get('title') ?? '', maxTitleBytes)
  const isWithinLimits = isRecordId(id) && (fields.get('app') ?? '').length <= maxAppChars
  if (
    state === undefined ||
    progress === undefined ||
    message === null ||
    title === null ||
    !isWithinLimits
  ) {
    return null
  }
  const kind = kinds.find((known) => known === fields.get('kind')) ?? null
  return { id, state, kind, progress, message: cleanLine(message, maxMessageGraphemes) || null }
}

/** Puts a report in place of its record; `clear` removes the record and all beneath it. */
export function foldReport(records: ProgramRecords, report: ProgramReport): ProgramRecords {
  if (report.state === 'clear') return records.filter((record) => !isAtOrBeneath(record.id, report.id))
  return [...records.filter((record) => record.id !== report.id), report].slice(-maxRecords)
}

/** The program has ended (its exit, a shell's prompt): what it was doing is void, how it ended stays. */
export function endProgram(records: ProgramRecords): ProgramRecords {
  return records.filter((record) => record.state === 'done' || record.state === 'error')
}

/** What all records together say of the session: a person needed first, then work, then how the root stands. */
export function claimOfRecords(records: ProgramRecords): Claim {
  const root = records.find((record) => record.id === '')
  const latestFirst = [...records].reverse()
  const blocked = root?.state === 'blocked' ? root : latestFirst.find((record) => record.state === 'blocked')
  if (blocked !== undefined) {
    return { kind: 'waiting', reason: waitingReason(blocked), question: blocked.message }
  }
  if (records.some((record) => record.state === 'working')) {
    return { kind: 'working', progress: root?.state === 'working' ? root.progress : null }
  }
  if (root === undefined) return claimOfChildren(records)
  if (root.state === 'error') return { kind: 'failed', reason: 'api', message: root.message ?? '' }
  return { kind: 'idle', finished: root.state === 'done' }
}

const states = ['idle', 'working', 'done', 'blocked', 'error', 'clear'] as const
const kinds = ['permission', 'question', 'auth'] as const

/** Limits of the protocol, bytes where it counts bytes; the body is ASCII, so characters are bytes. */
const maxBodyChars = 4096
const maxKeyChars = 16
const maxAppChars = 32
const maxMessageBytes = 2048
const maxTitleBytes = 192
const maxIdChars = 128
const maxIdLevels = 8
const maxSegmentChars = 32
/** The protocol asks for 64 to 256. */
const maxRecords = 128
/** A question is shown on one line of a badge's tooltip. */
const maxMessageGraphemes = 300

const printable = /^[\u0020-\u007e]*$/u

function readProgress(text: string | undefined): number | null | undefined {
  if (text === undefined) return null
  if (!/^\d{1,3}$/u.test(text) || Number(text) > 100) return undefined
  return Number(text)
}

function isRecordId(id: string): boolean {
  if (id === '') return true
  const segments = id.split('/')
  const fit = segments.every((segment) => segment.length > 0 && segment.length <= maxSegmentChars)
  return id.length <= maxIdChars && segments.length <= maxIdLevels && fit
}

function isAtOrBeneath(id: string, ancestor: string): boolean {
  return ancestor === '' || id === ancestor || id.startsWith(`${ancestor}/`)
}

function waitingReason(report: ProgramReport): 'approval' | 'question' | 'login' {
  if (report.kind === 'permission') return 'approval'
  return report.kind === 'auth' ? 'login' : 'question'
}

/** A task of a program that says nothing of itself: its failure is not the session's. */
function claimOfChildren(records: ProgramRecords): Claim {
  if (records.length === 0) return { kind: 'none' }
  return { kind: 'idle', finished: records.some((record) => record.state === 'done') }
}
