import type { FailedReason } from '../session/status.ts'
import { failed, finished, waiting, working, type HookReading } from './claims-of-hooks.ts'
import { textAt, valueAt, type Payload } from '../base/json-value.ts'

/**
 * Reads Codex's notification of an ended turn (https://developers.openai.com/codex/config-advanced#notifications;
 * measured with 0.169). It comes for every thread of the process, also for the hidden one that thinks of a title,
 * which ends first: whose it is has to be asked of the disk (`main/hooks/codex-conversation.ts`) before it is believed.
 */
export function readCodexEvent(name: string, payload: Payload): HookReading | null {
  if (name !== 'notify' || textAt(payload, 'type') !== 'agent-turn-complete') return null
  return { ...finished, resumeToken: textAt(payload, 'thread-id') }
}

/** Reads what our plugin tells of opencode's bus (`main/hooks/opencode-plugin.ts`; measured with 1.18.33). */
export function readOpencodeEvent(name: string, payload: Payload): HookReading | null {
  const text = textAt(payload, 'text')
  switch (name) {
    case 'permission.asked':
      return waiting('approval', text)
    case 'question.asked':
      return waiting('question', text)
    case 'permission.replied':
    case 'question.replied':
    case 'question.rejected':
      return working(null)
    case 'session.status':
      switch (textAt(payload, 'status')) {
        case 'idle':
          return ofMain(payload, finished)
        case 'busy':
        case 'retry':
          return ofMain(payload, working(text))
        default:
          return null
      }
    case 'session.error':
      return ofMain(payload, failed(opencodeReason(payload), text ?? 'error'))
    default:
      return null
  }
}

/** Reads what our extension tells of Pi (`main/hooks/pi-extension.ts`; measured with 0.73.1). Pi never asks. */
export function readPiEvent(name: string, payload: Payload): HookReading | null {
  // The file is there after the first answer: before it there is nothing to pick up.
  const resumeToken = textAt(payload, 'session')
  switch (name) {
    case 'agent_start':
    case 'session_before_compact':
      return working(null)
    case 'session_compact':
      return { claim: { kind: 'idle' }, resumeToken }
    case 'agent_end': {
      const isFailed = textAt(payload, 'stopReason') === 'error'
      const reading = isFailed ? failed('api', textAt(payload, 'text') ?? 'error') : finished
      return { ...reading, resumeToken }
    }
    case 'session_shutdown':
      return { claim: { kind: 'none' } }
    default:
      return null
  }
}

/** A sub-agent's session is idle when it has answered; the one that asked it goes on. */
function ofMain(payload: Payload, reading: HookReading): HookReading | null {
  if (valueAt(payload, 'isChild') === true) return null
  return { ...reading, resumeToken: textAt(payload, 'session') }
}

function opencodeReason(payload: Payload): FailedReason {
  const code = valueAt(payload, 'code')
  if (textAt(payload, 'error') === 'ProviderAuthError' || code === 401 || code === 403) return 'auth'
  return code === 429 || code === 402 ? 'limit' : 'api'
}
