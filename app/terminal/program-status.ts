import { decodeBase64Text, utf8Length } from './base64.ts'
import { cleanLine } from './title.ts'

/** What a program says it is doing. `clear` is no state: it takes a record away. */
export type ProgramState = 'idle' | 'working' | 'done' | 'blocked' | 'error'

/** What a blocked program needs a user for. */
export type BlockedKind = 'permission' | 'question' | 'auth'

/** One report of the Program Status Protocol (OSC 7501, revision 0.4). It replaces the record of its `id` whole. */
export type ProgramReport = {
  /** Path of the record, segments joined by `/`; empty is the root record. */
  readonly id: string
  readonly state: ProgramState | 'clear'
  /** Only where `state` is `blocked`, and the program says so. */
  readonly kind: BlockedKind | null
  /** 0–100, only where `state` is `working` or `blocked`; null is indeterminate. */
  readonly progress: number | null
  readonly app: string | null
  /** One clean line for a user. */
  readonly message: string | null
  readonly title: string | null
}

/** What came in an OSC 7501: the question whether this terminal takes reports, or a report. */
export type ProgramStatusMessage =
  { readonly kind: 'query' } | { readonly kind: 'report'; readonly report: ProgramReport }

/**
 * Reads the payload of an OSC 7501, what stands between `ESC ] 7501 ;` and its terminator.
 *
 * A report that breaks a limit of the protocol, holds control characters or bad base64 is discarded whole; keys
 * and states that are not known are ignored. The last of several equal keys counts.
 *
 * @returns null for what is to be ignored
 */
export function parseProgramStatus(payload: string): ProgramStatusMessage | null {
  if (payload === '?') return { kind: 'query' }
  if (utf8Length(payload) > maxPayloadBytes || /[\p{Cc}\p{Cs}]/u.test(payload)) return null
  const fields = new Map<string, string>()
  for (const part of payload.split(':')) {
    const [key = '', ...rest] = part.split('=')
    if (rest.length > 0 && utf8Length(key) <= maxKeyBytes) fields.set(key, rest.join('='))
  }
  const report = readReport(fields)
  return report === null ? null : { kind: 'report', report }
}

/** The whole sequence has at most 4096 bytes; `ESC ] 7501 ;` and the longer terminator, `ESC \`, are nine of them. */
const maxPayloadBytes = 4096 - 9
const maxKeyBytes = 16
const maxAppBytes = 32
const maxMessageBytes = 2048
const maxTitleBytes = 192
const maxIdBytes = 128
const maxIdLevels = 8
const maxSegmentBytes = 32
/** A message fits a notification and a line of the wall. */
const maxMessageGraphemes = 200
const maxTitleGraphemes = 80

const states: readonly string[] = ['idle', 'working', 'done', 'blocked', 'error', 'clear']
const kinds: readonly string[] = ['permission', 'question', 'auth']

function readReport(fields: ReadonlyMap<string, string>): ProgramReport | null {
  const state = fields.get('state')
  const id = fields.get('id') ?? ''
  const app = fields.get('app') ?? ''
  const progress = readProgress(fields.get('progress'))
  const message = readText(fields.get('msg'), maxMessageBytes, maxMessageGraphemes)
  const title = readText(fields.get('title'), maxTitleBytes, maxTitleGraphemes)
  if (state === undefined || !isState(state)) return null
  if (!isId(id) || utf8Length(app) > maxAppBytes) return null
  if (progress === undefined || message === undefined || title === undefined) return null
  const kind = fields.get('kind')
  return {
    id,
    state,
    kind: state === 'blocked' && kind !== undefined && isBlockedKind(kind) ? kind : null,
    progress: state === 'working' || state === 'blocked' ? progress : null,
    app: cleanLine(app, maxAppBytes) || null,
    message,
    title,
  }
}

function isState(text: string): text is ProgramReport['state'] {
  return states.includes(text)
}

function isBlockedKind(text: string): text is BlockedKind {
  return kinds.includes(text)
}

function isId(id: string): boolean {
  if (id === '') return true
  const segments = id.split('/')
  const fits = (segment: string) => segment !== '' && utf8Length(segment) <= maxSegmentBytes
  return utf8Length(id) <= maxIdBytes && segments.length <= maxIdLevels && segments.every(fits)
}

/** @returns undefined for what breaks a limit, null for a key that is absent */
function readProgress(text: string | undefined): number | null | undefined {
  if (text === undefined || text === '') return null
  return /^(?:\d|[1-9]\d|100)$/u.test(text) ? Number(text) : undefined
}

/** @returns undefined for what breaks a limit, null for a key that is absent or a text with nothing to see */
function readText(
  encoded: string | undefined,
  maxBytes: number,
  maxGraphemes: number,
): string | null | undefined {
  if (encoded === undefined) return null
  const text = decodeBase64Text(encoded, maxBytes)
  return text === null ? undefined : cleanLine(text, maxGraphemes) || null
}
