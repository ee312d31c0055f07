import { homedir } from 'node:os'
import { basename } from 'node:path'
import { busyOf } from './activity.mjs'
import { agentsMs, Background } from './background.mjs'
import { line } from './cells.mjs'
import { flood, leaveBackgroundChildren, understand } from './commands.mjs'
import { choose } from './dialog.mjs'
import { Events } from './events.mjs'
import { Hooks } from './hooks.mjs'
import { lookOf } from './looks.mjs'
import { enterModes, leaveModes, ModeTest } from './modes.mjs'
import { personaOf } from './personas.mjs'
import { Prompt } from './prompt.mjs'
import { FullScreen, InlineScreen } from './screen.mjs'
import { Transcript } from './transcript.mjs'
import { Signals } from './signals.mjs'
import { answerLine, viewOf } from './view.mjs'

/**
 * @typedef {import('./input.mjs').InputEvent} InputEvent
 * @typedef {import('./options.mjs').Options} Options
 * @typedef {import('./commands.mjs').Command} Command
 * @typedef {import('./activity.mjs').Activity} Activity
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
  #events
  #persona
  #look
  #prompt
  /** @type {import('./cells.mjs').Line[]} */
  #transcript = []
  /** @type {Activity} */
  #activity = { kind: 'ready' }
  /** @type {ReturnType<Prompt['take']>[]} */
  #queue = []
  #background
  #left = false
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
    this.#look = lookOf(options.look)
    this.#prompt = new Prompt(this.#look.mark)
    const transcript = new Transcript(this.#persona.keepsTranscript ? options.sessionId : null)
    this.#events = new Events(new Hooks(options.settings, options.sessionId), transcript)
    this.#signals = new Signals(terminal.write, options.signals, this.#persona, basename(process.cwd()))
    this.#background = new Background(this.#signals)
  }

  /** Takes the terminal over and shows the first screen. */
  start() {
    this.#signals.ask()
    this.#terminal.write(enterModes(this.#options.inline))
    this.#say(`${this.#look.welcome}Welcome to ${this.#options.name}`, '1')
    this.#say(`  ${process.cwd().replace(homedir(), '~')}`, '2')
    if (this.#options.resumed) this.#say(`resumed ${this.#options.sessionId}`)
    if (this.#options.trustFirst) this.#ask('trust')
    else this.#open()
    if (this.#options.firstPrompt !== '') {
      this.#prompt.type(this.#options.firstPrompt)
      this.#send()
    }
    this.resize()
    setInterval(() => this.#tick(), turnMs)
  }

  #open() {
    this.#events.sessionStarts(this.#options.resumed)
    this.#ready('idle')
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
    if (this.#left) return
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
  #decide(asking, choice) {
    const { about, dialog } = asking
    if (about === 'trust' && choice === dialog.no) return this.#leave(1)
    this.#say(`answered: ${dialog.options[choice]}`)
    if (about === 'trust') return this.#open()
    if (choice === dialog.no) return this.#ready('idle')
    const { answerMs } = this.#options
    this.#work(answerMs, 'Thinking', () => this.#say('● done'))
    // An answer is there at once, a command takes its time, and then the agent thinks on.
    const after = about === 'question' ? 0 : answerMs / 2
    const activity = this.#activity
    setTimeout(() => this.#activity === activity && this.#events.toolRan(asking), after)
  }

  #send() {
    const sent = this.#prompt.take()
    if (sent.text === '') return
    if (this.#activity.kind === 'ready') this.#run(sent)
    else this.#queue.push(sent)
  }

  /** @param {ReturnType<Prompt['take']>} sent */
  #run({ text, images }) {
    this.#transcript.push(...this.#look.sent(text, this.#terminal.size().columns - 1))
    // A command of its own is no turn, and nobody is told of it. A path is no command, as to the real ones.
    if (/^\/[\w-]+(?:\s|$)/u.test(text)) return this.#say(`● ran ${text}`)
    this.#events.turnStarts(text)
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
        return this.#fail(command.message)
      case 'hang':
        this.#activity = { kind: 'hung', since: performance.now(), at: performance.now() }
        return this.#signals.tell('working')
      case 'exit':
        return this.#leave(command.code)
      case 'flood':
        return void this.#flood(command.bytes)
      case 'background':
        this.#say(`● background children ${leaveBackgroundChildren().join(' ')}`)
        return this.#endTurn('idle')
      case 'agents':
        return this.#delegate(command.count)
      case 'stubborn':
        this.#stubborn = true
        this.#say('● will not leave')
        return this.#endTurn('idle')
      case 'modes':
        this.#events.turnEnds()
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

  /** @param {string} message */
  #fail(message) {
    this.#say(this.#look.failed(message), '31')
    this.#activity = { kind: 'ready' }
    this.#signals.tell('error', { message })
    this.#events.turnFails(message)
  }

  /**
   * Answers, and is not done: agents go on in the background.
   *
   * @param {number} count
   */
  #delegate(count) {
    if (this.#look.waits === undefined) return this.#work(agentsMs, 'Thinking', () => this.#say('● done'))
    const begin = () => {
      this.#say('● They are at it')
      this.#background.start(count, () => {
        this.#say(`● ${count} agents are done`)
        if (this.#activity.kind === 'ready' && this.#background.agents === 0) this.#endTurn('done')
        this.#draw()
      })
    }
    this.#work(this.#options.answerMs, 'Thinking', begin)
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
    if (activity.stop) this.#ready('done')
    else this.#endTurn('done')
    this.resize()
  }

  /** @param {import('./dialog.mjs').Subject} about */
  #ask(about) {
    const dialog = this.#look.dialogs[about]
    const asking = /** @type {const} */ ({ kind: 'asking', about, dialog, chosen: 0 })
    this.#activity = { ...asking }
    const kind = about === 'permission' ? 'permission' : 'question'
    this.#signals.tell('blocked', { kind, message: dialog.question })
    this.#events.asks(asking)
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
    this.#say(this.#look.interrupted, '31')
    this.#queue = []
    this.#ready('idle')
  }

  /** @param {'idle' | 'done'} state */
  #endTurn(state) {
    this.#events.turnEnds(this.#background.agents)
    this.#ready(state)
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
    if (activity.kind !== 'busy' || this.#left) return
    this.#turn += 1
    if (performance.now() >= activity.until) {
      activity.finish()
      this.#endTurn('done')
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
    if (activity.kind === 'flooding' || this.#left) return
    const picture = {
      transcript: this.#transcript,
      draft: this.#prompt.text,
      images: this.#prompt.images.length,
      busy: busyOf(activity, this.#turn),
      asking: activity.kind === 'asking' ? activity : undefined,
      agents: this.#background.agents,
      queued: this.#queue.length,
    }
    this.#screen.draw(viewOf(picture, this.#look, this.#terminal.size().columns))
  }

  /** @param {number} code */
  #leave(code) {
    if (this.#left) return
    this.#left = true
    this.#signals.clear()
    const hint = this.#persona.resumeLine(this.#options.sessionId).replaceAll('\n', '\r\n')
    this.#terminal.write(`${leaveModes(this.#options.inline)}\r\n${hint}\r\n`)
    this.#events.sessionEnds(() => this.#terminal.end(code))
  }
}
