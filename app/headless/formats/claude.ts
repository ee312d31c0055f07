import { textAt, valueAt } from '../../base/json-value.ts'
import { aboutInput, listAt, messageOf, stringAt, textOfContent, tokenIn } from './event-values.ts'
import type { Piece, StreamEvent } from './piece.ts'

/**
 * Claude Code 2.1.330, `--output-format stream-json --verbose` (with `--include-partial-messages` or without). What a
 * sub-agent says is not the answer: of it only the calls are shown.
 */
export function readClaude(event: StreamEvent): readonly Piece[] {
  const token = tokenIn(event, 'session_id')
  const isSubAgent = typeof event['parent_tool_use_id'] === 'string'
  switch (event['type']) {
    case 'assistant': {
      const pieces = listAt(event, 'message', 'content').flatMap(readBlock)
      return [...token, ...(isSubAgent ? pieces.filter((piece) => piece.kind === 'call') : pieces)]
    }
    case 'user':
      return isSubAgent ? token : [...token, ...listAt(event, 'message', 'content').flatMap(readResult)]
    case 'stream_event':
      return isSubAgent ? token : [...token, ...readDelta(event)]
    case 'system':
      return [...token, ...readSystem(event)]
    case 'result':
      return [...token, ...readEnd(event), { kind: 'end' }]
    default:
      return token
  }
}

function readBlock(block: unknown): readonly Piece[] {
  switch (stringAt(block, 'type')) {
    case 'text':
      return messageOf(stringAt(block, 'text'))
    case 'thinking':
      return [{ kind: 'thought', text: stringAt(block, 'thinking') }]
    case 'tool_use':
      return [{ kind: 'call', name: stringAt(block, 'name'), about: aboutInput(valueAt(block, 'input')) }]
    default:
      return []
  }
}

function readResult(block: unknown): readonly Piece[] {
  if (stringAt(block, 'type') !== 'tool_result') return []
  const isError = valueAt(block, 'is_error') === true
  return [{ kind: 'result', text: textOfContent(valueAt(block, 'content')), isError }]
}

function readDelta(event: StreamEvent): readonly Piece[] {
  const text = stringAt(event, 'event', 'delta', 'text')
  const isWords = stringAt(event, 'event', 'delta', 'type') === 'text_delta'
  return isWords && text !== '' ? [{ kind: 'words', text }] : []
}

function readSystem(event: StreamEvent): readonly Piece[] {
  if (event['subtype'] !== 'api_retry') return []
  const status = valueAt(event, 'error_status')
  const number = typeof status === 'number' ? ` ${status}` : ''
  return [{ kind: 'trouble', text: `${stringAt(event, 'error')}${number}` }]
}

function readEnd(event: StreamEvent): readonly Piece[] {
  const result = stringAt(event, 'result')
  if (event['is_error'] !== true) return result === '' ? [] : [{ kind: 'answer', text: result }]
  const errors = listAt(event, 'errors')
    .map((error) => (typeof error === 'string' ? error : stringAt(error, 'message')))
    .filter((text) => !notes.test(text))
  // Qwen Code has `error.message` in place of `result`.
  const told = textAt(event, 'result') ?? textAt(event['error'], 'message') ?? errors.join('\n')
  return [{ kind: 'failure', text: told === '' ? stringAt(event, 'subtype') : told }]
}

/** What Claude Code notes for its makers, after an interrupt for one (seen with 2.1.330). */
const notes = /^\[ede_diagnostic\]/u
