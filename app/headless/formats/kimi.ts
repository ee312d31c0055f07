import { aboutInput, listAt, messageOf, stringAt, textOfContent, tokenIn } from './event-values.ts'
import type { Piece, StreamEvent } from './piece.ts'

/**
 * Kimi Code 2.1.0, `--output-format stream-json`: whole messages in the form of the chat API, and `meta` lines around
 * them. The id of the conversation comes at the end; a turn that failed has none, and says why on standard error alone.
 */
export function readKimi(event: StreamEvent): readonly Piece[] {
  switch (event['role']) {
    case 'assistant':
      return [...messageOf(textOfContent(event['content'])), ...listAt(event, 'tool_calls').map(callOf)]
    case 'tool':
      return [{ kind: 'result', text: textOfContent(event['content']), isError: false }]
    case 'meta':
      return readMeta(event)
    default:
      return []
  }
}

/** The arguments of a call are JSON in a string, written by a model. */
function callOf(call: unknown): Piece {
  const name = stringAt(call, 'function', 'name')
  return { kind: 'call', name, about: aboutInput(parsed(stringAt(call, 'function', 'arguments'))) }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}

function readMeta(event: StreamEvent): readonly Piece[] {
  switch (event['type']) {
    case 'turn.step.retrying':
      return [{ kind: 'trouble', text: stringAt(event, 'error_message') || stringAt(event, 'error_name') }]
    case 'session.resume_hint':
      return [...tokenIn(event, 'session_id'), { kind: 'end' }]
    default:
      return []
  }
}
