import { valueAt } from '../../base/json-value.ts'
import { aboutInput, listAt, messageOf, stringAt, textOfContent, tokenIn } from './event-values.ts'
import type { Piece, StreamEvent } from './piece.ts'

/** Codex 0.169.0, `codex exec --json`. Its warnings are items of the type `error`: they do not end the turn. */
export function readCodex(event: StreamEvent): readonly Piece[] {
  switch (event['type']) {
    case 'thread.started':
      return tokenIn(event, 'thread_id')
    case 'item.started':
      return readStart(event['item'])
    case 'item.updated':
      return readPlan(event['item'])
    case 'item.completed':
      return readEnd(event['item'])
    case 'error':
      return [{ kind: 'trouble', text: stringAt(event, 'message') }]
    case 'turn.failed':
      return [{ kind: 'failure', text: stringAt(event, 'error', 'message') }, { kind: 'end' }]
    case 'turn.completed':
      return [{ kind: 'end' }]
    default:
      return []
  }
}

function readStart(item: unknown): readonly Piece[] {
  switch (stringAt(item, 'type')) {
    case 'command_execution':
      return [{ kind: 'call', name: 'shell', about: withoutShell(stringAt(item, 'command')) }]
    case 'mcp_tool_call': {
      const name = `${stringAt(item, 'server')}.${stringAt(item, 'tool')}`
      return [{ kind: 'call', name, about: aboutInput(valueAt(item, 'arguments')) }]
    }
    default:
      return readPlan(item)
  }
}

function readEnd(item: unknown): readonly Piece[] {
  switch (stringAt(item, 'type')) {
    case 'agent_message':
      return messageOf(stringAt(item, 'text'))
    case 'reasoning':
      return [{ kind: 'thought', text: stringAt(item, 'text') }]
    case 'command_execution':
      return [{ kind: 'result', text: stringAt(item, 'aggregated_output'), isError: isFailed(item) }]
    case 'mcp_tool_call': {
      const text = stringAt(item, 'error', 'message') || textOfContent(valueAt(item, 'result', 'content'))
      return [{ kind: 'result', text, isError: isFailed(item) }]
    }
    case 'file_change': {
      const paths = listAt(item, 'changes').map((change) => stringAt(change, 'path'))
      const call: Piece = { kind: 'call', name: 'edit', about: paths.join(', ') }
      return isFailed(item) ? [call, { kind: 'result', text: '', isError: true }] : [call]
    }
    case 'web_search':
      return [{ kind: 'call', name: 'search', about: stringAt(item, 'query') }]
    case 'error':
      return [{ kind: 'trouble', text: stringAt(item, 'message') }]
    default:
      return []
  }
}

/** The plan as one line: how much of it is done, and what comes next. */
function readPlan(item: unknown): readonly Piece[] {
  if (stringAt(item, 'type') !== 'todo_list') return []
  const steps = listAt(item, 'items')
  const open = steps.filter((step) => valueAt(step, 'completed') !== true)
  const about = `${steps.length - open.length}/${steps.length} ${stringAt(open[0], 'text')}`
  return [{ kind: 'call', name: 'plan', about }]
}

function isFailed(item: unknown): boolean {
  const status = stringAt(item, 'status')
  return status === 'failed' || status === 'declined'
}

/** `/bin/bash -lc 'npm test'` is `npm test`, where its quotes hold no other. */
function withoutShell(command: string): string {
  return (
    /^\S*sh -l?c (?:'(?<single>[^']*)'|"(?<double>[^"\\]*)"|(?<bare>\S+))$/u
      .exec(command)
      ?.slice(1)
      .find((part) => part !== undefined) ?? command
  )
}
