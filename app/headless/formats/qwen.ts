import type { Piece, StreamEvent } from './piece.ts'
import { readClaude } from './claude.ts'

/** Qwen Code 0.24.4, `-o stream-json`: the events of Claude Code, by design. */
export function readQwen(event: StreamEvent): readonly Piece[] {
  return readClaude(event)
}
