import { messageOf, stringAt, tokenIn } from './event-values.ts'
import type { Piece, StreamEvent } from './piece.ts'

/** Auggie 0.36.0, `--print --output-format json`: one object when the turn is over. */
export function readAuggie(event: StreamEvent): readonly Piece[] {
  if (event['type'] !== 'result') return []
  const text = stringAt(event, 'result')
  const told: readonly Piece[] = event['is_error'] === true ? [{ kind: 'failure', text }] : messageOf(text)
  return [...tokenIn(event, 'session_id'), ...told, { kind: 'end' }]
}
