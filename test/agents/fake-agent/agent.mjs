import { homedir } from 'node:os'
import { basename } from 'node:path'
import { line } from './cells.mjs'
import { flood, leaveBackgroundChildren, understand } from './commands.mjs'
import { choose, dialogs } from './dialog.mjs'
import { enterModes, leaveModes, ModeTest } from './modes.mjs'
import { personaOf } from './personas.mjs'
import { Prompt } from './prompt.mjs'
import { FullScreen, InlineScreen } from './screen.mjs'
import { Signals } from './signals.mjs'
import { answerLine, viewOf } from './view.mjs'

/**
 * @typedef {import('./input.mjs').InputEvent} InputEvent
 * @typedef {import('./options.mjs').Options} Options
 * @typedef {import('./commands.mjs').Command} Command
 * @typedef {{ kind: 'ready' }
 *   | { kind: 'busy', since: number, until: number, verb: string, finish: () => void }
 *   | { kind: 'hung', since: number, at: number }
 *   | { kind: 'flooding', since: number, stop: boolean }
 *   | import('./dialog.mjs').Asking} Activity
 * @typedef {{ write: (text: string) => void, size: () => { columns: number, rows: number },
 *   end: (code: number) => void }} Terminal
 */

/** A turn of the spinner; the real tools redraw 8 to 12 times a second. */
const turnMs = 120
/** A second Ctrl-C within this time leaves. */
const twiceMs = 1500

/** The stand-in agent: takes input events, keeps what it shows, and draws it. */
export class Agent {
  #options
  #terminal
  #screen
  #signals
  #persona
  #prompt = new Prompt()
  /** @type {import('./cells.mjs').Line[]} */
  #transcript = []
  /** @type {Activity} */
  #activity = { kind: 'ready' }
  /** @type {ReturnType<Prompt['take']>[]} */
  #queue = []
  /** @type {ModeTest | undefined} */
  #modeTest
  #turn = 0
  #ctrlCAt = -Infinity
  #stubborn = false

  /**
   * @param {Options} options
   * @param {Terminal} terminal
   */
  constructor(options, terminal) {
    this.#options = options
    this.#terminal = terminal
    this.#screen = options.inline ? new InlineScreen(terminal.write) : new FullScreen(terminal.write)
    this.#persona = personaOf(options.name)
    this.#signals = new Signals(terminal.write, options.signals, this.#persona, basename(process.cwd()))
  }

  /** Takes the terminal over and shows the first screen. */
  start() {
    this.#signals.ask()
    this.#terminal.write(enterModes(this.#options.inline))
    this.#say(`✻ Welcome to ${this.#options.name}`, '1')
    this.#say(`  ${process.cwd().replace(homedir(), '~')}`, '2')
    if (this.#options.resumed) this.#say(`resumed ${this.#options.sessionId}`)
    if (this.#options.trustFirst) this.#ask('trust')
    else this.#ready('idle')
    if (this.#options.firstPrompt !== '') {
      this.#prompt.type(this.#options.firstPrompt)
      this.#send()
    }
    this.resize()
    setInterval(() => this.#tick(), turnMs)
  }

  /** The terminal has a new size. */
  resize() {
    const { columns, rows } = this.#terminal.size()
    this.#screen.resize(columns, rows)
    this.#draw()
  }

  /**
   * A signal that asks it to go. Without stubbornness it prints its resume line on the way out.
   *
   * @param {number} code
   */
  terminate(code) {
    if (!this.#stubborn) this.#leave(code)
  }

  /** @param {InputEvent} event */
  take(event) {
    if (event.kind === 'reply') this.#takeReply(event)
    if (event.kind === 'key') this.#takeKey(event)
    if (event.kind === 'paste' && this.#activity.kind !== 'asking')
      this.#prompt.paste(event.text, this.#options.trailingSpace)
    if (event.kind !== 'reply') this.#draw()
  }

  /** @param {Extract<InputEvent, { kind: 'reply' }>} reply */
  #takeReply(reply) {
    if (reply.to === 'osc7501') this.#signals.answer()
    this.#modeTest?.take(reply)
  }

  /** @param {Extract<InputEvent, { kind: 'key' }>} key */
  #takeKey(key) {
    if (key.ctrl && key.name === 'c') return this.#takeCtrlC()
    if (this.#activity.kind === 'asking') {
      const choice = choose(this.#activity, key)
      return choice === undefined ? undefined : this.#decide(this.#activity, choice)
    }
    if (key.name === 'escape') return this.#interrupt()
    if (key.name === 'backspace') return this.#prompt.backspace()
    if (key.ctrl && key.name === 'u') return void this.#prompt.take()
    if (key.name === 'enter') return key.shift ? this.#prompt.type('\n') : this.#send()
    if (!key.ctrl && !key.alt) this.#prompt.type(key.text)
  }

  #takeCtrlC() {
    const now = performance.now()
    if (now - this.#ctrlCAt < twiceMs && !this.#stubborn) return this.#leave(0)
    this.#ctrlCAt = now
    if (this.#activity.kind === 'ready') this.#prompt.take()
    else this.#interrupt()
  }

  /**
   * @param {import('./dialog.mjs').Asking} asking
   * @param {number} choice
   */
  #decide({ about }, choice) {
    const { options, no } = dialogs[about]
    if (about === 'trust' && choice === no) return this.#leave(1)
    this.#say(`answered: ${options[choice]}`)
    if (about === 'trust' || choice === no) return this.#ready('idle')
    this.#work(this.#options.answerMs, 'Thinking', () => this.#say('● done'))
  }

  #send() {
    const sent = this.#prompt.take()
    if (sent.text === '') return
    if (this.#activity.kind === 'ready') this.#run(sent)
    else this.#queue.push(sent)
  }

  /** @param {ReturnType<Prompt['take']>} sent */
  #run({ text, images }) {
    this.#say(`> ${text}`, '38;5;250')
    const list = images.map((image) => `${image.name} (${image.bytes} bytes)`).join(', ')
    const count = images.length === 1 ? '1 image' : `${images.length} images`
    if (images.length > 0) this.#say(`  sent with ${count}: ${list}`, '2')
    this.#obey(understand(text))
  }

  /** @param {Command} command */
  #obey(command) {
    switch (command.do) {
      case 'work':
        return this.#work(command.ms, command.verb, () => this.#say('● done'))
      case 'ask':
        return this.#ask(command.kind)
      case 'fail':
        this.#say(command.message, '31')
        this.#activity = { kind: 'ready' }
        return this.#signals.tell('error', { message: command.message })
      case 'hang':
        this.#activity = { kind: 'hung', since: performance.now(), at: performance.now() }
        return this.#signals.tell('working')
      case 'exit':
        return this.#leave(command.code)
      case 'flood':
        return void this.#flood(command.bytes)
      case 'background':
        this.#say(`● background children ${leaveBackgroundChildren().join(' ')}`)
        return this.#ready('idle')
      case 'stubborn':
        this.#stubborn = true
        this.#say('● will not leave')
        return this.#ready('idle')
      case 'modes':
        return this.#testModes()
      case 'answer':
        return this.#work(this.#options.answerMs, 'Thinking', () => this.#answer(command.text))
    }
  }

  /** @param {string} text */
  #answer(text) {
    const rows = this.#options.answers[text] ?? [`● You said: ${text}`]
    this.#transcript.push(...rows.map(answerLine))
  }

  #testModes() {
    const done = (/** @type {string[]} */ lines) => {
      this.#modeTest = undefined
      for (const text of lines) this.#say(`  ${text}`)
      this.#draw()
    }
    this.#modeTest = new ModeTest({ inline: this.#options.inline, write: this.#terminal.write, done })
    this.#modeTest.start()
  }

  /** @param {number} bytes */
  async #flood(bytes) {
    /** @type {Extract<Activity, { kind: 'flooding' }>} */
    const activity = { kind: 'flooding', since: performance.now(), stop: false }
    this.#activity = activity
    this.#signals.tell('working')
    const written = await flood(this.#terminal.write, bytes, () => activity.stop)
    this.#say(`● flooded ${written} bytes`)
    this.#ready('done')
    this.resize()
  }

  /** @param {import('./dialog.mjs').Subject} about */
  #ask(about) {
    this.#activity = { kind: 'asking', about, chosen: 0 }
    const kind = about === 'permission' ? 'permission' : 'question'
    this.#signals.tell('blocked', { kind, message: dialogs[about].question })
  }

  /**
   * @param {number} ms
   * @param {string} verb
   * @param {() => void} finish
   */
  #work(ms, verb, finish) {
    const now = performance.now()
    this.#activity = { kind: 'busy', since: now, until: now + ms, verb, finish }
    this.#signals.tell('working')
  }

  #interrupt() {
    if (this.#activity.kind === 'ready') return
    if (this.#activity.kind === 'flooding') {
      this.#activity.stop = true
      return
    }
    this.#say('  ⎿ Interrupted by user', '31')
    this.#queue = []
    this.#ready('idle')
  }

  /** @param {'idle' | 'done'} state */
  #ready(state) {
    this.#activity = { kind: 'ready' }
    this.#signals.tell(state)
    const next = this.#queue.shift()
    if (next !== undefined) this.#run(next)
  }

  #tick() {
    const activity = this.#activity
    if (activity.kind !== 'busy') return
    this.#turn += 1
    if (performance.now() >= activity.until) {
      activity.finish()
      this.#ready('done')
    } else if (this.#turn % 8 === 0) this.#signals.turnTitle()
    this.#draw()
  }

  /**
   * @param {string} text
   * @param {string} [sgr]
   */
  #say(text, sgr) {
    this.#transcript.push(line(text, sgr))
  }

  #draw() {
    const activity = this.#activity
    if (activity.kind === 'flooding') return
    const asking = activity.kind === 'asking' ? activity : undefined
    const now = activity.kind === 'hung' ? activity.at : performance.now()
    const busy = activity.kind === 'busy' || activity.kind === 'hung' ? activity : undefined
    const queued = this.#queue.length === 0 ? '' : ` · ${this.#queue.length} queued`
    const picture = {
      transcript: this.#transcript,
      draft: this.#prompt.text,
      busy: busy && {
        since: busy.since,
        verb: 'verb' in busy ? busy.verb : 'Thinking',
        now,
        turn: this.#turn,
      },
      dialog: asking && { ...dialogs[asking.about], chosen: asking.chosen },
      footer: (busy === undefined ? '? for shortcuts' : 'esc to interrupt') + queued,
    }
    this.#screen.draw(viewOf(picture, this.#terminal.size().columns))
  }

  /** @param {number} code */
  #leave(code) {
    this.#signals.clear()
    const hint = this.#persona.resumeLine(this.#options.sessionId).replaceAll('\n', '\r\n')
    this.#terminal.write(`${leaveModes(this.#options.inline)}\r\n${hint}\r\n`)
    this.#terminal.end(code)
  }
}
