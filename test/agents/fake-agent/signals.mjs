/**
 * @typedef {'idle' | 'working' | 'blocked' | 'done' | 'error'} State
 */

const titleSpinner = ['◐', '◑']

/**
 * What the agent tells the terminal beside its picture: title, OSC 7501 reports and OSC 9;4 progress. Reports are
 * sent only once the terminal has answered the query; from then on the title no longer moves.
 */
export class Signals {
  #answered = false
  #last = ''
  #title = ''
  #turn = 0
  #write
  #allowed
  #name

  /**
   * @param {(text: string) => void} write
   * @param {ReadonlySet<string>} allowed of osc7501, title, progress
   * @param {string} name
   */
  constructor(write, allowed, name) {
    this.#write = write
    this.#allowed = allowed
    this.#name = name
  }

  /** Whether the terminal takes OSC 7501 reports. */
  get answered() {
    return this.#answered
  }

  /** Asks whether the terminal takes reports. */
  ask() {
    if (this.#allowed.has('osc7501')) this.#write('\x1b]7501;?\x07')
  }

  /** The terminal answered: says at once how things stand. */
  answer() {
    this.#answered = true
    if (this.#last !== '') this.#write(this.#last)
  }

  /**
   * Says that the state changed.
   *
   * @param {State} state
   * @param {{ kind?: 'permission' | 'question', message?: string }} [more]
   */
  tell(state, more = {}) {
    const kind = more.kind === undefined ? '' : `:kind=${more.kind}`
    const message = more.message === undefined ? '' : `:msg=${Buffer.from(more.message).toString('base64')}`
    this.#last = `\x1b]7501;state=${state}:app=${this.#name}${kind}${message}\x07`
    if (this.#answered) this.#write(this.#last)
    if (this.#allowed.has('progress'))
      this.#write(state === 'working' ? '\x1b]9;4;3;0\x07' : '\x1b]9;4;0;0\x07')
    this.title(state === 'working')
  }

  /**
   * Sets the window title; while it works and nobody takes reports, each call turns the glyph.
   *
   * @param {boolean} working
   */
  title(working) {
    if (!this.#allowed.has('title')) return
    const glyph = working ? titleSpinner[this.#turn++ % titleSpinner.length] : '✳'
    const title = this.#answered ? this.#name : `${glyph} ${this.#name}`
    if (title !== this.#title) this.#write(`\x1b]0;${title}\x07`)
    this.#title = title
  }

  /** Takes everything back, as at exit. */
  clear() {
    if (this.#answered) this.#write('\x1b]7501;state=clear\x07')
    if (this.#allowed.has('progress')) this.#write('\x1b]9;4;0;0\x07')
    if (this.#allowed.has('title')) this.#write('\x1b]0;\x07')
  }
}
