import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { personaOf } from './personas.mjs'

/**
 * @typedef {object} Options
 * @property {string} name what it calls itself, as on the command line
 * @property {string} look whose screen it draws: its own, or another's (FAKE_AGENT_LOOK, see looks.mjs)
 * @property {string} sessionId
 * @property {boolean} resumed
 * @property {boolean} inline no alternate screen (FAKE_AGENT_SCROLL=1)
 * @property {boolean} trustFirst asks whether the folder is trusted before anything (FAKE_AGENT_TRUST=1)
 * @property {boolean} trailingSpace one space after a pasted image path is forgiven (FAKE_AGENT_TRAILING_SPACE=1)
 * @property {ReadonlySet<string>} signals which of osc7501, title, progress it may send, and whether it
 *   runs hooks (FAKE_AGENT_SIGNALS)
 * @property {string | undefined} settings Claude Code's `--settings`, if it is to run the hooks in them
 * @property {number} answerMs how long a plain answer takes (FAKE_AGENT_ANSWER_MS, 200)
 * @property {number} startMs how long before the prompt is there (FAKE_AGENT_START_MS, 0)
 * @property {string | undefined} logFile where events go as JSON lines (FAKE_AGENT_LOG)
 * @property {Record<string, string[]>} answers lines to answer a prompt with (FAKE_AGENT_ANSWERS, a JSON file)
 * @property {string} firstPrompt a prompt given on the command line, sent at once
 * @property {string[]} unread arguments it does not know
 */

/**
 * Reads the command line and the environment.
 *
 * @param {readonly string[]} argv without the program
 * @param {NodeJS.ProcessEnv} env
 * @returns {Options | { refusal: string } | { version: string }} a refusal is one sentence, for exit code 1
 */
export function readOptions(argv, env) {
  const { id, resumed, name, unread, prompt, settings } = readArguments(argv)
  if (unread.includes('--version')) return { version: env['FAKE_AGENT_VERSION'] ?? personaOf(name).version }
  const signals = new Set((env['FAKE_AGENT_SIGNALS'] ?? 'osc7501,title').split(','))
  const unknown = (env['FAKE_AGENT_UNKNOWN'] ?? '').split(',')
  if (resumed && (unknown.includes(id) || unknown.includes('*')))
    return { refusal: `No conversation found with session ID: ${id}` }
  return {
    name,
    look: env['FAKE_AGENT_LOOK'] ?? name,
    sessionId: id === '' ? freshId(name) : id,
    resumed,
    inline: env['FAKE_AGENT_SCROLL'] === '1',
    trustFirst: env['FAKE_AGENT_TRUST'] === '1',
    trailingSpace: env['FAKE_AGENT_TRAILING_SPACE'] === '1',
    signals,
    settings: name === 'claude' && signals.has('hooks') ? settings : undefined,
    answerMs: Number(env['FAKE_AGENT_ANSWER_MS'] ?? 200),
    startMs: Number(env['FAKE_AGENT_START_MS'] ?? 0),
    logFile: env['FAKE_AGENT_LOG'],
    answers: readAnswers(env['FAKE_AGENT_ANSWERS']),
    firstPrompt: prompt,
    unread,
  }
}

/** Options of the real tools whose value is no prompt. */
const withValue = new Set(['--model', '-c', '-e', '--plugin-dir', '--permission-mode'])

/**
 * Takes `--resume X`, `--resume=X`, `-s X`, `resume X` (all mean the same), `--session-id X`, `--as NAME`,
 * `--settings X`, a prompt.
 *
 * @param {readonly string[]} argv
 */
function readArguments(argv) {
  const found = {
    id: '',
    resumed: false,
    name: 'fake-agent',
    prompt: '',
    settings: /** @type {string | undefined} */ (undefined),
    unread: /** @type {string[]} */ ([]),
  }
  const rest = [...argv]
  // As `resume --some-flag ID`: a flag is no value, and what is not one is the id.
  let wantsId = false
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, flag = '', joined] = /^(-[^=]*)=([^]*)$/u.exec(word) ?? [word, word]
    const value = () => joined ?? rest.shift() ?? ''
    if (flag === '--as') found.name = value()
    else if (flag === '--session-id') found.id = value()
    else if (flag === '--settings') found.settings = value()
    else if (flag === '--resume' || flag === '-s' || (flag === 'resume' && rest.length > 0)) {
      found.resumed = true
      found.id = joined ?? ''
      wantsId = joined === undefined
    } else if (flag.startsWith('-')) {
      found.unread.push(word)
      if (withValue.has(flag)) value()
    } else if (wantsId) {
      found.id = word
      wantsId = false
    } else found.prompt = word
  }
  return found
}

/**
 * A UUID of version 7 (RFC 9562): its beginning is the time of its birth.
 *
 * @param {number} at ms since the epoch
 */
function timedId(at) {
  const time = at.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

/**
 * @param {string} name
 */
function freshId(name) {
  if (name === 'codex') return timedId(Date.now())
  return name === 'opencode' ? `ses_${randomUUID().replaceAll('-', '')}` : randomUUID()
}

/**
 * @param {string | undefined} file
 * @returns {Record<string, string[]>}
 */
function readAnswers(file) {
  return file === undefined ? {} : JSON.parse(readFileSync(file, 'utf8'))
}
