import type { SessionId } from '../../app/session/session.ts'

/** What is on show about a status: why it is so, what is right instead, what it was before, or the rules behind it. */
export type StatusView =
  | { readonly kind: 'why' | 'wrong' | 'timeline'; readonly id: SessionId }
  /** `toolName` null: the tool of the active session. */
  | { readonly kind: 'rules'; readonly toolName: string | null }
