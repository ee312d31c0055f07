import { valueAt } from '../../base/json-value.ts'
import { aboutInput, listAt, messageOf, stringAt, textOfContent, tokenIn } from './event-values.ts'
import type { Piece, StreamEvent } from './piece.ts'

/**
 * Pi 0.73.1 and 1.6.0, `--mode json`. It tries a failed request again and exits with 0 where that fails, too: only the
 * stream says so.
 */
export function readPi(event: StreamEvent): readonly Piece[] {
  switch (event['type']) {
    case 'session':
      return tokenIn(event, 'id')
    case 'message_update': {
      const isWords = stringAt(event, 'assistantMessageEvent', 'type') === 'text_delta'
      const text = stringAt(event, 'assistantMessageEvent', 'delta')
      return isWords && text !== '' ? [{ kind: 'words', text }] : []
    }
    case 'message_end':
      return readMessage(event['message'])
    case 'tool_execution_start':
      return [{ kind: 'call', name: stringAt(event, 'toolName'), about: aboutInput(event['args']) }]
    case 'tool_execution_end': {
      const text = textOfContent(valueAt(event, 'result', 'content'))
      return [{ kind: 'result', text, isError: event['isError'] === true }]
    }
    case 'agent_end': {
      const last = listAt(event, 'messages').at(-1)
      // What failed may be tried again.
      return stringAt(last, 'stopReason') === 'error' ? [] : [{ kind: 'end' }]
    }
    case 'auto_retry_end':
      return event['success'] === false
        ? [{ kind: 'failure', text: stringAt(event, 'finalError') }, { kind: 'end' }]
        : []
    default:
      return []
  }
}

function readMessage(message: unknown): readonly Piece[] {
  if (stringAt(message, 'role') !== 'assistant') return []
  const text = listAt(message, 'content')
    .map((part) => (stringAt(part, 'type') === 'text' ? stringAt(part, 'text') : ''))
    .join('')
  const reason = stringAt(message, 'stopReason')
  const isFailed = reason === 'error' || reason === 'aborted'
  const failure: Piece = { kind: 'failure', text: stringAt(message, 'errorMessage') || reason }
  return isFailed ? [...messageOf(text), failure] : messageOf(text)
}
