import { command } from './dialog.mjs'

/**
 * What the stand-in tells its hooks of each moment of a turn, as Claude Code does: nothing of Escape and of a refusal,
 * and of an approval only once the tool has run.
 *
 * @typedef {import('./dialog.mjs').Asking} Asking
 */

const bash = { tool_name: 'Bash', tool_input: { command, description: 'Run the tests' } }

/**
 * @param {Asking} asking
 */
function toolOf({ about, dialog: { question, options } }) {
  if (about === 'permission') return bash
  const asked = {
    question,
    header: 'Database',
    options: options.map((label) => ({ label, description: '' })),
    multiSelect: false,
  }
  return { tool_name: 'AskUserQuestion', tool_input: { questions: [asked] } }
}

export class Events {
  #hooks
  #transcript

  /**
   * @param {import('./hooks.mjs').Hooks} hooks
   * @param {import('./transcript.mjs').Transcript} transcript
   */
  constructor(hooks, transcript) {
    this.#hooks = hooks
    this.#transcript = transcript
  }

  /** @param {boolean} resumed */
  sessionStarts(resumed) {
    this.#hooks.tell('SessionStart', { source: resumed ? 'resume' : 'startup' })
  }

  /** @param {string} prompt */
  turnStarts(prompt) {
    this.#transcript.turnStarts()
    this.#hooks.tell('UserPromptSubmit', { prompt })
  }

  /** @param {Asking} asking */
  asks(asking) {
    if (asking.about === 'trust') return
    const tool = toolOf(asking)
    this.#hooks.tell('PreToolUse', tool)
    this.#hooks.tell('PermissionRequest', tool)
  }

  /** @param {Asking} asking */
  toolRan(asking) {
    this.#hooks.tell('PostToolUse', { ...toolOf(asking), tool_response: { stdout: '', interrupted: false } })
  }

  /**
   * @param {number} agents how many go on in the background
   */
  turnEnds(agents = 0) {
    const tasks = Array.from({ length: agents }, (_, at) => ({
      id: `agent-${at + 1}`,
      type: 'subagent',
      status: 'running',
      description: `Look at part ${at + 1}`,
    }))
    this.#hooks.tell('Stop', { stop_hook_active: false, background_tasks: tasks, session_crons: [] })
  }

  /** @param {string} message */
  turnFails(message) {
    this.#hooks.tell('StopFailure', { error: 'server_error', last_assistant_message: message })
  }

  /** @param {() => void} then called when the hooks have run, or soon */
  sessionEnds(then) {
    this.#hooks.tell('SessionEnd', { reason: 'prompt_input_exit' })
    this.#hooks.drain(lastWordsMs, then)
  }
}

/** All exits of the real tool took no longer than 1.3 s. */
const lastWordsMs = 1000
