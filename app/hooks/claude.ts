import type { FailedReason } from '../session/status.ts'
import { countAt, textAt, valueAt, type Payload } from '../base/json-value.ts'
import { failed, toolQuestion, waiting, working, type HookReading } from './claims-of-hooks.ts'

/**
 * Reads an event of Claude Code (https://code.claude.com/docs/en/hooks; measured with 2.1.330). Events of a sub-agent
 * carry `agent_id`: their work is work of the session, their end is not its end.
 */
export function readClaudeEvent(name: string, payload: Payload): HookReading | null {
  // Before its dialog; the answer comes after it. Qwen Code tells of the tool only when it has been answered.
  if (name === 'PreToolUse' && isQuestionTool(payload)) return { ...asked(payload), ...conversation(payload) }
  return readSharedEvent(name, payload)
}

/** Reads an event of Qwen Code, which has Claude Code's names (measured with 0.24.4). */
export function readQwenEvent(name: string, payload: Payload): HookReading | null {
  return readSharedEvent(name, payload)
}

function readSharedEvent(name: string, payload: Payload): HookReading | null {
  const reading = readEvent(name, payload)
  return reading === null ? null : { ...conversation(payload), ...reading }
}

function readEvent(name: string, payload: Payload): HookReading | null {
  switch (name) {
    // Ready, not at work. After /clear the new conversation is empty, and what is empty cannot be picked up: its id
    // is taken with its first prompt.
    case 'SessionStart':
      return textAt(payload, 'source') === 'clear' ? { claim: null, resumeToken: null } : { claim: null }
    case 'UserPromptSubmit':
    case 'PreToolUse':
    case 'PostToolUse':
    case 'PostToolUseFailure':
    case 'PermissionDenied':
    case 'ElicitationResult':
    case 'PreCompact':
      return working(textAt(payload, 'tool_name'))
    // A user's own /compact is all there is to that turn, and no Stop follows it.
    case 'PostCompact':
      return textAt(payload, 'trigger') === 'manual' ? { claim: { kind: 'idle' } } : working(null)
    case 'PermissionRequest':
      return asked(payload)
    case 'Elicitation':
      return waiting('question', textAt(payload, 'message'))
    // `permission_prompt` comes 6 s after the dialog, perhaps after its answer (anthropics/claude-code#5186), and
    // PermissionRequest has told of it at once; `idle_prompt` comes 60 s after Stop, which has told whether anything
    // goes on. Neither adds anything, and both would show a wait that is over.
    case 'Notification':
      return null
    case 'Stop':
      return stopped(payload)
    case 'StopFailure':
      return isSubAgent(payload) ? null : failure(payload)
    case 'SubagentStart':
      return { ...working(textAt(payload, 'agent_type')), agent: subAgent(payload, true) }
    // The conversation goes on, or is woken by it: what comes next says which.
    case 'SubagentStop':
      return { claim: null, agent: subAgent(payload, false) }
    case 'SessionEnd':
      return { claim: { kind: 'none' }, resumeToken: null }
    default:
      return null
  }
}

/**
 * The turn is over; the session only if nothing goes on that will wake it (Claude Code since 2.1.145:
 * `background_tasks`). What is planned for a time of day (`session_crons`) is no work until it runs.
 */
function stopped(payload: Payload): HookReading {
  const background = countAt(payload, 'background_tasks')
  if (background === null || background === 0) return { claim: { ...idle, holdMs: wakeMs }, background }
  const task = valueAt(payload, 'background_tasks', 0)
  return { ...working(textAt(task, 'description', 'command', 'prompt')), background }
}

const idle = { kind: 'idle', finished: true } as const

/**
 * A sub-agent that ends with the turn is listed no more, and wakes the conversation right after: 160 ms between the two
 * (2.1.330), which are no end of anything.
 */
const wakeMs = 250

function failure(payload: Payload): HookReading {
  const error = textAt(payload, 'error') ?? 'unknown'
  return failed(reasons[error] ?? 'api', textAt(payload, 'last_assistant_message', 'error_details') ?? error)
}

/** The errors of StopFailure that are not the API's. */
const reasons: Readonly<Partial<Record<string, FailedReason>>> = {
  authentication_failed: 'auth',
  oauth_org_not_allowed: 'auth',
  account_on_hold: 'auth',
  verification_required: 'auth',
  cloud_credential_error: 'auth',
  rate_limit: 'limit',
  billing_error: 'limit',
}

function asked(payload: Payload): HookReading {
  const question = textAt(valueAt(payload, 'tool_input', 'questions', 0), 'question')
  if (isQuestionTool(payload)) return waiting('question', question)
  return waiting('approval', toolQuestion(textAt(payload, 'tool_name'), valueAt(payload, 'tool_input')))
}

function isQuestionTool(payload: Payload): boolean {
  return questionTools.has(textAt(payload, 'tool_name') ?? '')
}

const questionTools: ReadonlySet<string> = new Set([
  'AskUserQuestion',
  'ExitPlanMode',
  'ask_user_question',
  'exit_plan_mode',
])

function conversation(payload: Payload): Pick<HookReading, 'resumeToken'> {
  return { resumeToken: textAt(payload, 'session_id') }
}

function isSubAgent(payload: Payload): boolean {
  return textAt(payload, 'agent_id') !== null
}

function subAgent(payload: Payload, isRunning: boolean): HookReading['agent'] {
  const id = textAt(payload, 'agent_id')
  return id === null ? null : { id: id.slice(0, 128), isRunning }
}
