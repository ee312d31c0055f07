import type { SessionId } from '../session/session.ts'

/** Who asks: the user, who can read the secret of the app; or a program in a session, by the token of its start. */
export type Caller =
  { readonly kind: 'user' } | { readonly kind: 'session'; readonly id: SessionId; readonly token: string }
