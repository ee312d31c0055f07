import { creditLowBytes } from '../../../app/ipc/stream.ts'

/**
 * How a page stands to a session's bytes. Within its credit it gets each of them. Beyond it, it gets none until it has
 * parsed what it was sent, and is then brought up to date from the screen of record.
 */
export type PagePace =
  | { readonly state: 'following' }
  /** The page parses all up to `sent`; what comes after that is not sent. */
  | { readonly state: 'parsing'; readonly sent: number }
  /** It has parsed that, and waits for an update. */
  | { readonly state: 'waiting'; readonly sent: number }

export const following: PagePace = { state: 'following' }

/** The page has acknowledged all bytes before `acked`. */
export function afterAck(pace: PagePace, acked: number): PagePace {
  return pace.state === 'parsing' && acked >= pace.sent ? { state: 'waiting', sent: pace.sent } : pace
}

/**
 * The page has been sent an update that ends at byte `seq`. It follows from there, unless so much had come since the last
 * one that it would fall behind again at once; nor does it while it still parses what came before the update.
 */
export function afterUpdate(pace: PagePace, seq: number): PagePace {
  if (pace.state === 'following') return pace
  const fits = pace.state === 'waiting' && seq - pace.sent <= creditLowBytes
  return fits ? following : { state: 'parsing', sent: seq }
}
