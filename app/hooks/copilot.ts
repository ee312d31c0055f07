import { failed, finished, toolQuestion, waiting, working, type HookReading } from './claims-of-hooks.ts'
import { textAt, valueAt, type Payload } from '../base/json-value.ts'

/** Reads an event of Copilot CLI (https://docs.github.com/en/copilot/reference/hooks-configuration; measured with 1.0.102). */
export function readCopilotEvent(name: string, payload: Payload): HookReading | null {
  const reading = readEvent(name, payload)
  return reading === null ? null : { resumeToken: textAt(payload, 'sessionId'), ...reading }
}

function readEvent(name: string, payload: Payload): HookReading | null {
  switch (name) {
    // Comes with the first prompt; the prompt says that there is work.
    case 'sessionStart':
      return { claim: null }
    case 'userPromptSubmitted':
    case 'postToolUse':
    case 'postToolUseFailure':
    case 'preCompact':
      return working(textAt(payload, 'toolName'))
    // No permissionRequest comes for it: asking is what this tool does.
    case 'preToolUse':
      return textAt(payload, 'toolName') === 'ask_user'
        ? waiting('question', textAt(valueAt(payload, 'toolArgs'), 'question', 'message'))
        : working(textAt(payload, 'toolName'))
    case 'permissionRequest':
      return waiting(
        'approval',
        toolQuestion(
          textAt(payload, 'toolName'),
          valueAt(payload, 'toolInput') ?? valueAt(payload, 'toolArgs'),
        ),
      )
    // `permission_prompt` comes with permissionRequest and adds nothing; the others say nothing of the state.
    case 'notification':
      return null
    case 'agentStop':
      return finished
    case 'subagentStart':
      return working(textAt(payload, 'agentName'))
    case 'subagentStop':
      return null
    // One that it recovers from by itself is part of its work.
    case 'errorOccurred':
      return valueAt(payload, 'recoverable') === false
        ? failed(
            'api',
            textAt(valueAt(payload, 'error'), 'message', 'name') ?? textAt(payload, 'error') ?? '',
          )
        : null
    case 'sessionEnd':
      return { claim: { kind: 'none' }, resumeToken: null }
    default:
      return null
  }
}
