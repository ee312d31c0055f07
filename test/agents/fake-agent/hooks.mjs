import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * @typedef {{ type?: string, command?: string, timeout?: number }} Hook `timeout` in seconds
 * @typedef {{ matcher?: string, hooks?: Hook[] }} Group
 * @typedef {{ tool_name?: string, source?: string, reason?: string, [member: string]: unknown }} Payload
 */

/** As long as Claude Code gives a hook that says nothing of its time. */
const defaultSeconds = 60

/**
 * The hooks of Claude Code's settings (https://code.claude.com/docs/en/hooks): commands that get an event's JSON on
 * their input. The real agent waits for them; this one goes on, and runs those of an event when those of the event
 * before have ended, so that what they write is in order.
 */
export class Hooks {
  /** @type {Record<string, Group[]>} */
  #groups
  #common
  /** @type {Promise<void>} */
  #last = Promise.resolve()

  /**
   * @param {string | undefined} settings JSON, or the path of a file of it; undefined: there are no hooks
   * @param {string} sessionId
   */
  constructor(settings, sessionId) {
    this.#groups = settings === undefined ? {} : readGroups(settings)
    this.#common = { session_id: sessionId, transcript_path: '', cwd: process.cwd() }
  }

  /**
   * Runs what an event's hooks are, some time soon.
   *
   * @param {string} event
   * @param {Payload} [more] what the event has beside what all have
   */
  tell(event, more = {}) {
    const subject = more.tool_name ?? more.source ?? more.reason ?? ''
    const hooks = (this.#groups[event] ?? [])
      .filter(({ matcher = '' }) => matches(matcher, subject))
      .flatMap((group) => group.hooks ?? [])
    if (hooks.length === 0) return
    const input = JSON.stringify({ ...this.#common, hook_event_name: event, ...more })
    this.#last = this.#last.then(async () => void (await Promise.all(hooks.map((hook) => run(hook, input)))))
  }

  /**
   * Calls `then` once all hooks have run, or when `ms` are over; at once where none was ever run.
   *
   * @param {number} ms
   * @param {() => void} then
   */
  drain(ms, then) {
    if (Object.keys(this.#groups).length === 0) return then()
    const late = new Promise((resolve) => setTimeout(resolve, ms))
    void Promise.race([this.#last, late]).then(then)
  }
}

/**
 * @param {string} settings
 * @returns {Record<string, Group[]>}
 */
function readGroups(settings) {
  try {
    const text = settings.trim().startsWith('{') ? settings : readFileSync(resolve(settings), 'utf8')
    return JSON.parse(text).hooks ?? {}
  } catch {
    return {}
  }
}

/**
 * @param {string} matcher
 * @param {string} subject
 */
function matches(matcher, subject) {
  return matcher === '' || matcher === '*' || new RegExp(`^(?:${matcher})$`, 'u').test(subject)
}

/**
 * Resolves when the hook has ended, however it did.
 *
 * @param {Hook} hook
 * @param {string} input
 * @returns {Promise<void>}
 */
function run({ command = '', timeout = defaultSeconds }, input) {
  return new Promise((done) => {
    const stdio = /** @type {const} */ (['pipe', 'ignore', 'ignore'])
    const child = spawn('sh', ['-c', command], { stdio: [...stdio], timeout: timeout * 1000 })
    child.on('error', () => done())
    child.on('close', () => done())
    // A hook need not read its input.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}
