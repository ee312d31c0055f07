/**
 * @typedef {'idle' | 'working' | 'blocked' | 'done' | 'error'} State
 */

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
  #persona
  #folder
  /** @type {State} */
  #state = 'idle'

  /**
   * @param {(text: string) => void} write
   * @param {ReadonlySet<string>} allowed of osc7501, title, progress
   * @param {import('./personas.mjs').Persona} persona
   * @param {string} folder
   */
  constructor(write, allowed, persona, folder) {
    this.#write = write
    this.#allowed = allowed
    this.#persona = persona
    this.#folder = folder
  }

  /** Whether the terminal takes OSC 7501 reports. */
  get answered() {
    return this.#answered
  }

  /** Asks whether the terminal takes reports. */
  ask() {
    if (this.#reports) this.#write('\x1b]7501;?\x07')
  }

  get #reports() {
    return this.#allowed.has('osc7501') && this.#persona.reportsAs !== undefined
  }

  /** The terminal answered: says at once how things stand. */
  answer() {
    this.#answered = this.#reports
    if (this.#answered && this.#last !== '') this.#write(this.#last)
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
    this.#last = `\x1b]7501;state=${state}:app=${this.#persona.reportsAs}${kind}${message}\x07`
    if (this.#answered) this.#write(this.#last)
    if (this.#allowed.has('progress'))
      this.#write(state === 'working' ? '\x1b]9;4;3;0\x07' : '\x1b]9;4;0;0\x07')
    this.#state = state
    this.turnTitle()
  }

  /**
   * Says what a part of it does, which has a record of its own.
   *
   * @param {string} id
   * @param {'working' | 'clear'} state
   */
  tellPart(id, state) {
    if (this.#answered) this.#write(`\x1b]7501;state=${state}:id=${id}\x07`)
  }

  /** Sets the window title; while it works and nobody takes reports, each call turns the glyph. */
  turnTitle() {
    if (!this.#allowed.has('title')) return
    const shown = this.#answered ? 'idle' : this.#state
    const title = this.#persona.title(shown, this.#turn++, this.#folder)
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
