import type { FailedReason, WaitingReason } from '../session/status.ts'
import type { Claim } from '../activity/evidence.ts'
import { textAt } from '../base/json-value.ts'

/** What one event says. */
export type HookReading = {
  /** Null: it says nothing of what the session is doing. `none` takes back what the hooks claimed before. */
  readonly claim: Claim | null
  /** The words it rests on, raw. */
  readonly text?: string | null
  /** The conversation it belongs to, raw: it has to pass `parseResumeToken` of the tool before it reaches argv. */
  readonly resumeToken?: string | null
  /** Tasks that go on beside the conversation and will wake it, as the event lists them; absent where it lists none. */
  readonly background?: number | null
  /** A sub-agent that began or ended, by its id. */
  readonly agent?: { readonly id: string; readonly isRunning: boolean } | null
}

/** The end of a turn: a result that nobody has looked at. */
export const finished: HookReading = { claim: { kind: 'idle', finished: true } }

export function working(text: string | null): HookReading {
  return { claim: { kind: 'working', progress: null }, text }
}

export function waiting(reason: WaitingReason, question: string | null): HookReading {
  return { claim: { kind: 'waiting', reason, question }, text: question }
}

export function failed(reason: FailedReason, message: string): HookReading {
  return { claim: { kind: 'failed', reason, message }, text: message }
}

/** What a user is asked to allow: the tool, and the command, file or address it is about. */
export function toolQuestion(tool: string | null, input: unknown): string | null {
  const subject = textAt(input, 'command', 'file_path', 'filePath', 'path', 'url', 'pattern', 'query')
  return [tool, subject].filter((part) => part !== null).join(': ') || null
}
