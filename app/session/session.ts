import * as v from 'valibot'
import { maxPathChars } from '../base/limits.ts'

/** Identifies a session for its whole life, across processes and restarts: `s` and a number, then a random tail. */
export const SessionIdSchema = v.pipe(v.string(), v.regex(/^s\d{1,9}-[a-z0-9]{4,16}$/), v.brand('SessionId'))
export type SessionId = v.InferOutput<typeof SessionIdSchema>

/** The longest short name of a tool: a word of a settings file and of a command line. */
export const maxToolNameChars = 64
/** The short name of a tool as it stands in records and requests, of one that there is or is no more. */
export const ToolNameTextSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(maxToolNameChars))

/** An absolute path as the machine writes it: `/…`, `C:\…` or `\\server\…`; no control characters. */
export const AbsolutePathSchema = v.pipe(
  v.string(),
  v.maxLength(maxPathChars),
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  v.regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)[^\u0000-\u001f\u007f-\u009f]*$/),
  v.brand('AbsolutePath'),
)
export type AbsolutePath = v.InferOutput<typeof AbsolutePathSchema>

/** How prompts reach the tool: typed into its terminal, or given to a run without one. */
export const ModeSchema = v.picklist(['interactive', 'headless'])
export type Mode = v.InferOutput<typeof ModeSchema>

/** How a tool's process ended. `signal` is null where it ended by itself. Exit code 0 with a signal is no success. */
export type ExitFacts = {
  readonly exitCode: number
  readonly signal: number | null
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** Makes an id from the manager's counter and a random tail of `[a-z0-9]{4,16}`. @throws if the tail has another form */
export function makeSessionId(counter: number, randomTail: string): SessionId {
  return v.parse(SessionIdSchema, `s${counter}-${randomTail}`)
}
