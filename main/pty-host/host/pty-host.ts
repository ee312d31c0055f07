import { join } from 'node:path'
import { assertNever } from '../../../app/base/assert-never.ts'
import type { HostStreamMessage, PageMessage } from '../../../app/ipc/stream.ts'
import type { SessionId } from '../../../app/session/session.ts'
import { type ThemeColors, darkTheme } from '../../../app/terminal/theme.ts'
import { type Clock, systemClock } from '../../base/clock.ts'
import { EarlyAttaches } from './early-attaches.ts'
import { HostedSession } from './hosted-session.ts'
import { ScreenStore } from '../kept/screen-store.ts'
import { BusyFile, busyPath } from '../protocol/busy-file.ts'
import { parsePageMessage } from '../protocol/page-message.ts'
import { allUnackedHighBytes } from '../stream/pause-state.ts'
import { SharedCredit } from '../stream/shared-credit.ts'
import type { HostCommand, HostEvent, Port } from '../protocol/protocol.ts'
import type { PtyFactory } from '../program/pty.ts'
import { pressKey } from './press-key.ts'
import { keepMoment, readText } from './session-text.ts'
import { ParseRounds } from './parse-rounds.ts'
import { SlowAnswers } from './slow-answers.ts'

/** The page is not trusted: what comes from it is parsed. */
type PagePort = Port<unknown, HostStreamMessage>
type SessionCommand = Extract<HostCommand, { session: SessionId }>

/**
 * All ptys and their screens, between main and one page. Plain Node: it runs in the utility process, inside main, and
 * in tests alike. What goes wrong in one session is reported, and stays there.
 */
export class PtyHost {
  readonly #main: Port<HostCommand, HostEvent>
  readonly #spawnPty: PtyFactory
  readonly #clock: Clock
  readonly #turns: ParseRounds
  readonly #sessions = new Map<SessionId, HostedSession>()
  /** Attachments of sessions that main has not opened yet: its word may come later than the page's. */
  readonly #early = new EarlyAttaches()
  /** Commands of a session take effect one after the other, also where one has to wait for the disk. */
  readonly #queues = new Map<SessionId, Promise<void>>()
  readonly #answers: SlowAnswers
  readonly #store: ScreenStore
  readonly #credit = new SharedCredit(allUnackedHighBytes)
  readonly #busy = new BusyFile((error) => this.#tellError('saying what it works on', error))
  #screensDir = ''
  #page: PagePort | null = null
  #theme: ThemeColors = darkTheme
  #appVersion = '0'

  constructor(main: Port<HostCommand, HostEvent>, spawnPty: PtyFactory, clock: Clock = systemClock) {
    this.#main = main
    this.#spawnPty = spawnPty
    this.#clock = clock
    this.#turns = new ParseRounds(clock, (error) => this.#tellError('parsing', error))
    this.#store = new ScreenStore(clock, (trouble) => main.post({ type: 'diskTrouble', trouble }))
    this.#answers = new SlowAnswers((event) => main.post(event))
    main.onMessage((command) => this.#guarded(command.type, () => this.#take(command)))
    main.post({ type: 'ready' })
  }

  /** A new page takes the place of the last one: nothing is on show until it attaches. */
  connectPage(port: PagePort): void {
    this.disconnectPage()
    this.#page = port
    port.onMessage((message) => {
      if (this.#page !== port) return
      const parsed = parsePageMessage(message)
      if (parsed === null) this.#tellError('page', new Error('a message that is none was dropped'))
      else
        this.#guarded(parsed.type, () => this.#busy.within(parsed.session, () => this.#takeFromPage(parsed)))
    })
  }

  /** The page has gone: sessions go on hidden. @param port only if it is still this one */
  disconnectPage(port: PagePort | null = this.#page): void {
    if (port === null || port !== this.#page) return
    this.#page = null
    this.#early.clear()
    for (const session of this.#sessions.values()) session.detach(null)
    port.close()
  }

  /** Ends all sessions: their terminals are closed. */
  async dispose(): Promise<void> {
    this.disconnectPage()
    await Promise.allSettled(this.#queues.values())
    await Promise.allSettled([...this.#sessions.values()].map((session) => session.dispose(false)))
    this.#sessions.clear()
    this.#store.dispose()
    this.#busy.close()
    this.#main.close()
  }

  #take(command: HostCommand): void {
    switch (command.type) {
      case 'configure':
        this.#appVersion = command.appVersion
        this.#screensDir = command.screensDir
        this.#busy.open(busyPath(command.screensDir))
        this.#theme = command.theme
        return
      case 'theme':
        this.#theme = command.theme
        this.#forEach(command.type, (session) => session.setTheme(command.theme))
        return
      case 'open':
      case 'spawn':
      case 'rules':
      case 'input':
      case 'paste':
      case 'press':
      case 'release':
      case 'forget':
      case 'moment':
      case 'readText':
      case 'readMoments':
      case 'readMoment':
      case 'hold':
      case 'unsent':
      case 'print':
      case 'readFrame':
      case 'readSince':
        return this.#enqueue(command)
      case 'flush':
        void this.#flush(command.id)
        return
      case 'woke':
        this.#forEach(command.type, (session) => session.resetCredit())
        return
      case 'ping':
        this.#main.post({ type: 'pong', id: command.id })
        return
      case 'connectPage':
        // The port comes by `connectPage`, from whoever knows how this host is connected.
        return
      default:
        return assertNever(command)
    }
  }

  #enqueue(command: SessionCommand): void {
    const id = command.session
    const before = this.#queues.get(id)
    // Without anything to wait for, input takes effect at once.
    const done = before === undefined ? this.#run(command) : before.then(() => this.#run(command))
    if (done === undefined) return
    const tail = done.then(() => {
      if (this.#queues.get(id) === tail) this.#queues.delete(id)
    })
    this.#queues.set(id, tail)
  }

  /** Neither throws nor rejects: the commands behind it have their turn in any case. */
  #run(command: SessionCommand): Promise<void> | undefined {
    const tell = (error: unknown): void => this.#tellError(command.type, error)
    try {
      return this.#busy.within(command.session, () => this.#takeForSession(command))?.catch(tell)
    } catch (error) {
      tell(error)
      return undefined
    }
  }

  #takeForSession(command: SessionCommand): Promise<void> | undefined {
    const session = this.#sessions.get(command.session)
    switch (command.type) {
      case 'open':
        return session === undefined ? this.#open(command.session, command.cols, command.rows) : undefined
      case 'spawn':
        if (session !== undefined) return session.spawn(command.request, command.separator)
        this.#main.post({
          type: 'spawnFailed',
          session: command.session,
          problem: { kind: 'not-open' },
        })
        return undefined
      case 'rules':
        session?.observed.setReading(command)
        return undefined
      case 'input':
        session?.input(command.data)
        return undefined
      case 'paste':
        session?.paste(command.text)
        return undefined
      case 'press': {
        const outcome = pressKey(session, command.key, command.when, this.#clock)
        this.#main.post({ type: 'pressOutcome', id: command.id, outcome })
        return undefined
      }
      case 'release':
        session?.program?.release()
        return undefined
      case 'forget':
        this.#sessions.delete(command.session)
        return session?.dispose(command.deleteText)
      case 'moment':
        if (session !== undefined) keepMoment(session, command.transition)
        return undefined
      case 'readText':
        return this.#answers.text(command.id, session && readText(session, command.what))
      case 'readMoment':
        return this.#answers.text(command.id, session?.kept.moments.textAt(command.at))
      case 'readMoments':
        return this.#answers.moments(command.id, session)
      case 'unsent':
        session?.prompts.noteUnsent(command.when)
        return undefined
      case 'hold':
        if (command.on) session?.prompts.keys.hold()
        else session?.prompts.keys.release()
        return undefined
      case 'print':
        session?.prompts.print(command.text)
        this.#main.post({ type: 'printed', id: command.id })
        return undefined
      case 'readFrame': {
        const frame = session?.prompts.frame(command.mark) ?? null
        this.#main.post({ type: 'frame', id: command.id, frame })
        return undefined
      }
      case 'readSince':
        return this.#answers.since(command.id, session)
      default:
        return assertNever(command)
    }
  }

  async #open(id: SessionId, cols: number, rows: number): Promise<void> {
    const session = new HostedSession(id, cols, rows, {
      appVersion: this.#appVersion,
      clock: this.#busy.clockFor(id, this.#clock),
      within: (run) => this.#busy.within(id, run),
      spawn: this.#spawnPty,
      theme: () => this.#theme,
      tellMain: (event) => this.#main.post(event),
      tellPage: (message) => this.#page?.post(message),
      wake: (worker, first) => this.#turns.add(worker, first),
      creditChanged: (sharer) => this.#credit.changed(sharer),
      store: this.#store,
      folder: join(this.#screensDir, id),
    })
    await session.restore(cols, rows).catch((error: unknown) => this.#tellError('opening kept text', error))
    this.#sessions.set(id, session)
    const attach = this.#early.remove(id)
    if (attach !== undefined) this.#busy.within(id, () => session.attach(attach))
  }

  async #flush(id: number): Promise<void> {
    this.#forEach('flush', (session) => session.parseAll())
    await this.#store.flush().catch((error: unknown) => this.#tellError('flushing', error))
    this.#main.post({ type: 'flushed', id })
  }

  #takeFromPage(message: PageMessage): void {
    const session = this.#sessions.get(message.session)
    if (session === undefined) {
      if (message.type === 'attach') this.#early.put(message)
      else if (message.type === 'detach') this.#early.remove(message.session)
      return
    }
    switch (message.type) {
      case 'attach':
        return session.attach(message)
      case 'detach':
        return session.detach(message.attachment)
      case 'input':
        return session.prompts.keys.whenFree(() => session.input(message.data))
      case 'binary':
        return session.prompts.keys.whenFree(() => session.input(Buffer.from(message.data, 'latin1')))
      case 'paste':
        return session.prompts.keys.whenFree(() => session.paste(message.text))
      case 'resize':
        return session.resize(message.cols, message.rows, message.cell)
      case 'ack':
        return session.ack(message.attachment, message.seq)
      default:
        return assertNever(message)
    }
  }

  #forEach(what: string, run: (session: HostedSession) => void): void {
    for (const session of this.#sessions.values()) this.#guarded(what, () => run(session))
  }

  #guarded(what: string, run: () => void): void {
    try {
      run()
    } catch (error) {
      this.#tellError(what, error)
    }
  }

  #tellError(what: string, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.#main.post({ type: 'log', level: 'error', message: `pty host, ${what}: ${text}` })
  }
}
