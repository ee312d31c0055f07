/**
 * The modes of the terminal that the agent depends on, how it turns them on and off, and a test of them.
 *
 * @typedef {import('./input.mjs').InputEvent} InputEvent
 */

const alternateScreen = 1049
const everyMouseMove = 1003
const sgrMouse = 1006
const focusEvents = 1004
const bracketedPaste = 2004
const synchronizedOutput = 2026
const shared = [everyMouseMove, sgrMouse, focusEvents, bracketedPaste]
const kittyFlags = 7

/**
 * Bytes that turn everything on, ask what the terminal is and push the kitty keyboard flags without waiting.
 *
 * @param {boolean} inline whether to leave the alternate screen alone
 */
export function enterModes(inline) {
  const modes = inline ? shared : [alternateScreen, ...shared]
  return `${modes.map((mode) => `\x1b[?${mode}h`).join('')}\x1b[>${kittyFlags}u\x1b[?u\x1b[c`
}

/**
 * Bytes that turn everything off again, the alternate screen last.
 *
 * @param {boolean} inline
 */
export function leaveModes(inline) {
  const modes = inline ? shared : [...shared, alternateScreen]
  return `\x1b[?2026l\x1b[0m\x1b[<u${modes.map((mode) => `\x1b[?${mode}l`).join('')}\x1b[?25h`
}

/**
 * Asks the terminal for each mode (DECRQM), for the kitty flags and for where it puts the cursor, and collects the
 * answers.
 */
export class ModeTest {
  /** @type {Map<string, string>} */
  #found = new Map()
  #inline
  #write
  #done

  /**
   * @param {{ inline: boolean, write: (text: string) => void, done: (lines: string[]) => void }} options
   */
  constructor({ inline, write, done }) {
    this.#inline = inline
    this.#write = write
    this.#done = done
  }

  /** Sends the questions; the cursor report comes last and ends the test. */
  start() {
    const modes = this.#modes()
    this.#write(`${modes.map((mode) => `\x1b[?${mode}$p`).join('')}\x1b[?u\x1b[6n`)
  }

  /** @param {Extract<InputEvent, { kind: 'reply' }>} reply */
  take(reply) {
    const [first = 0, second = 0] = reply.values
    if (reply.to === 'mode') this.#found.set(`mode ${first}`, second === 1 ? 'on' : `off (${second})`)
    if (reply.to === 'kitty')
      this.#found.set('kitty keyboard', first === kittyFlags ? 'on' : `flags ${first}`)
    if (reply.to === 'cursor') this.#done(this.#report())
  }

  #modes() {
    return [...(this.#inline ? [] : [alternateScreen]), ...shared, synchronizedOutput]
  }

  #report() {
    const names = [...this.#modes().map((mode) => `mode ${mode}`), 'kitty keyboard']
    const lines = names.map((name) => `${name}: ${this.#found.get(name) ?? 'no answer'}`)
    const bad = lines.filter(
      (text) => !text.endsWith(': on') && !text.startsWith(`mode ${synchronizedOutput}`),
    )
    return [...lines, bad.length === 0 ? 'all modes work' : `${bad.length} modes do not work`]
  }
}
