import { textAt, valueAt } from '../../base/json-value.ts'
import { aboutInput, messageOf, stringAt, tokenIn } from './event-values.ts'
import type { Piece, StreamEvent } from './piece.ts'

/** opencode 1.18.33, `opencode run --format json`: each part of a message once it is whole. */
export function readOpencode(event: StreamEvent): readonly Piece[] {
  return [...tokenIn(event, 'sessionID'), ...readEvent(event)]
}

function readEvent(event: StreamEvent): readonly Piece[] {
  const { part } = event
  switch (event['type']) {
    case 'text':
      return messageOf(stringAt(part, 'text'))
    case 'reasoning':
      return [{ kind: 'thought', text: stringAt(part, 'text') }]
    case 'tool_use': {
      const state = valueAt(part, 'state')
      const isError = stringAt(state, 'status') === 'error'
      return [
        { kind: 'call', name: stringAt(part, 'tool'), about: aboutInput(valueAt(state, 'input')) },
        { kind: 'result', text: stringAt(state, isError ? 'error' : 'output'), isError },
      ]
    }
    case 'step_finish':
      // Behind the calls of tools comes another step.
      return stringAt(part, 'reason') === 'tool-calls' ? [] : [{ kind: 'end' }]
    case 'error': {
      const { error } = event
      const told = textAt(valueAt(error, 'data'), 'message') ?? textAt(error, 'message', 'name')
      return [{ kind: 'failure', text: told ?? '' }, { kind: 'end' }]
    }
    default:
      return []
  }
}
