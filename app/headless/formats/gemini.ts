import { aboutInput, messageOf, stringAt, tokenIn } from './event-values.ts'
import type { Piece, StreamEvent } from './piece.ts'

/** Gemini CLI 0.61.0, `-o stream-json`: messages come in words, calls and results whole. */
export function readGemini(event: StreamEvent): readonly Piece[] {
  switch (event['type']) {
    case 'init':
      return tokenIn(event, 'session_id')
    case 'message': {
      if (event['role'] !== 'assistant') return []
      const text = stringAt(event, 'content')
      if (event['delta'] !== true) return messageOf(text)
      return text === '' ? [] : [{ kind: 'words', text }]
    }
    case 'tool_use':
      return [{ kind: 'call', name: stringAt(event, 'tool_name'), about: aboutInput(event['parameters']) }]
    case 'tool_result': {
      const isError = event['status'] === 'error'
      const told = stringAt(event, 'error', 'message')
      return [{ kind: 'result', text: isError && told !== '' ? told : stringAt(event, 'output'), isError }]
    }
    case 'error':
      return [{ kind: 'trouble', text: stringAt(event, 'message') }]
    case 'result':
      return event['status'] === 'error'
        ? [{ kind: 'failure', text: stringAt(event, 'error', 'message') }, { kind: 'end' }]
        : [{ kind: 'end' }]
    default:
      return []
  }
}
