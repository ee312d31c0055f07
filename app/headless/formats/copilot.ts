import { textAt, valueAt } from '../../base/json-value.ts'
import { aboutInput, messageOf, stringAt, tokenIn } from './event-values.ts'
import type { Piece, StreamEvent } from './piece.ts'

/** GitHub Copilot CLI 1.0.102, `--output-format json`. */
export function readCopilot(event: StreamEvent): readonly Piece[] {
  const { data } = event
  switch (event['type']) {
    case 'session.start':
    case 'session.resume':
      return tokenIn(data, 'sessionId')
    case 'assistant.message_delta': {
      const text = stringAt(data, 'deltaContent')
      return text === '' ? [] : [{ kind: 'words', text }]
    }
    case 'assistant.message':
      return messageOf(stringAt(data, 'content'))
    case 'assistant.reasoning':
      return [{ kind: 'thought', text: stringAt(data, 'content') }]
    case 'tool.execution_start':
      return [
        { kind: 'call', name: stringAt(data, 'toolName'), about: aboutInput(valueAt(data, 'arguments')) },
      ]
    case 'tool.execution_complete': {
      const isError = valueAt(data, 'success') === false
      const told = isError ? textAt(valueAt(data, 'error'), 'message') : null
      const text = told ?? stringAt(data, 'result', 'content')
      return [{ kind: 'result', text: text.replace(shellEnd, ''), isError }]
    }
    case 'session.info':
      return stringAt(data, 'infoType') === 'model_retry'
        ? [{ kind: 'trouble', text: stringAt(data, 'message') }]
        : []
    case 'session.warning':
      return [{ kind: 'trouble', text: stringAt(data, 'message') }]
    case 'session.error':
      return [{ kind: 'failure', text: stringAt(data, 'message') }]
    case 'result':
      return [...tokenIn(event, 'sessionId'), { kind: 'end' }]
    default:
      return []
  }
}

/** Written for the model; a user sees it. */
const shellEnd = /\n?<shellId: \d+ completed with exit code 0>\s*$/u
