import { textAt } from '../../base/json-value.ts'
import { aboutInput, messageOf, stringAt, tokenIn } from './event-values.ts'
import type { Piece, StreamEvent } from './piece.ts'

/** Droid 0.225.2, `droid exec --output-format stream-json`: each message and call once it is whole. */
export function readDroid(event: StreamEvent): readonly Piece[] {
  return [...tokenIn(event, 'session_id'), ...readEvent(event)]
}

function readEvent(event: StreamEvent): readonly Piece[] {
  switch (event['type']) {
    case 'message':
      return event['role'] === 'assistant' ? messageOf(stringAt(event, 'text')) : []
    case 'tool_call':
      return [{ kind: 'call', name: stringAt(event, 'toolName'), about: aboutInput(event['parameters']) }]
    case 'tool_result': {
      const isError = event['isError'] === true
      return [{ kind: 'result', text: stringAt(event, 'value').replace(processEnd, ''), isError }]
    }
    case 'error': {
      const failure: Piece = { kind: 'failure', text: textAt(event, 'message') ?? '' }
      // The model's own words come first, and that the run is over last.
      return event['source'] === 'cli' ? [failure, { kind: 'end' }] : [failure]
    }
    case 'completion':
      return [{ kind: 'end' }]
    default:
      return []
  }
}

/** Written for the model; a user sees it. */
const processEnd = /\s*\[Process exited with code 0\]\s*$/u
