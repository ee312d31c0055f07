import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { failWith } from '../../app/i18n/failure.ts'
import { succeed } from '../../app/base/result.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { StatusKind } from '../../app/session/status.ts'
import { darkTheme } from '../../app/terminal/theme.ts'
import { presets } from '../../app/tool/presets/presets.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import { createDrops, type Drops } from '../../main/drop/drops.ts'
import { memoryPortPair } from '../../main/pty-host/protocol/memory-port.ts'
import type { HostCommand, HostEvent, Port } from '../../main/pty-host/protocol/protocol.ts'
import { PtyHost } from '../../main/pty-host/host/pty-host.ts'
import { spawnPty } from '../../main/pty-host/program/pty.ts'
import { createHostQuestions } from '../../main/pty-host/client/host-questions.ts'
import type { HostLink, HostLossFacts, SetAside } from '../../main/pty-host/client/host-link.ts'
import type { Clock } from '../../main/base/clock.ts'
import { createSessionLock } from '../../main/base/session-lock.ts'
import { createNoticeBoard } from '../../main/notices/notice-board.ts'
import { systemRandom } from '../../main/base/random.ts'
import { SessionManager } from '../../main/session/session-manager.ts'
import type { SessionManagerDeps } from '../../main/session/session-parts.ts'
import type { Session } from '../../main/session/session.ts'
import type { Locale } from '../../app/i18n/message.ts'
import { translateIn } from '../../app/i18n/translate.ts'
import { openSessionsStore, type SessionsStore } from '../../main/store/sessions-store.ts'
import { serializeStore } from '../../main/store/store-file.ts'
import { pollFor } from './poll.ts'
import { SkippingClock } from './skipping-clock.ts'
import { presetNamed, toolFrom } from './tools.ts'

const standIn = join(import.meta.dirname, '../agents/fake-agent.mjs')

/** A user's folder on a temporary disk, and one life of the app in it after the other. */
export class SessionRig {
  readonly folder = mkdtempSync(join(tmpdir(), 'roost-sessions-'))
  readonly home = join(this.folder, 'home')
  readonly data = join(this.folder, 'data')
  /** PATH of the app itself, in its next life; the login shell's is another. */
  path = process.env['PATH'] ?? ''
  /** Of the user, in the next life. */
  locale: Locale = 'en'
  readonly tools: ToolConfig[] = presets.filter((tool) => tool.kind === 'shell')
  app: App

  constructor() {
    for (const folder of [this.home, this.data, join(this.data, 'screens')]) mkdirSync(folder)
    // A prompt that says when the shell is ready, and nothing of this machine.
    writeFileSync(join(this.home, '.bashrc'), "PS1='ready$ '\n")
    writeFileSync(join(this.home, '.bash_profile'), '. ~/.bashrc\n')
    this.app = new App(this)
  }

  /** Adds a tool that runs a shell script. */
  addTool(name: string, script: string, more: Record<string, unknown> = {}): void {
    const tool = toolFrom({ name, command: ['/bin/bash', '-c', script, name], ...more })
    this.tools.push(tool)
  }

  /** Adds the stand-in of an agent: the tool as its preset describes it, but that another program is started. */
  addStandIn(name: string, environment: Readonly<Record<string, string>> = {}): void {
    const preset = presetNamed(name)
    const [, ...args] = preset.command
    const command = [process.execPath, standIn, '--as', name, ...args]
    this.tools.push({ ...preset, command, environment: { ...preset.environment, ...environment } })
  }

  /** The next life of the app, in the same folder. */
  async nextApp(): Promise<App> {
    await this.app.host.dispose()
    this.app = new App(this)
    await this.app.manager.restore()
    return this.app
  }

  async dispose(): Promise<void> {
    await this.app.manager.shutdown()
    await this.app.host.dispose()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** One life of the app: a manager and a real host, without windows. */
export class App {
  readonly clock = new SkippingClock()
  readonly notices = createNoticeBoard()
  readonly host: LocalHost
  readonly store: SessionsStore
  readonly manager: SessionManager
  readonly drops: Drops
  readonly #home: string

  constructor(rig: Pick<SessionRig, 'home' | 'data' | 'path' | 'tools' | 'locale'>) {
    const t = translateIn(() => rig.locale)
    const path = join(rig.data, 'sessions.json')
    const file = {
      path,
      write: (value: object) => writeFileSync(path, serializeStore(value), { mode: 0o600 }),
    }
    const openFolder = (): void => undefined
    const deps = { notices: this.notices, t, clock: this.clock }
    this.#home = rig.home
    this.host = new LocalHost(join(rig.data, 'screens'), this.clock)
    const questions = createHostQuestions(this.host, this.clock)
    const typingLock = createSessionLock()
    const imagesFolder = join(rig.data, 'drops')
    this.store = openSessionsStore(path, () => file, { ...deps, openFolder })
    this.manager = new SessionManager({
      ...deps,
      host: this.host,
      store: this.store,
      random: systemRandom,
      tools: toolsOf(rig.tools),
      questions,
      typingLock,
      imagesFolder,
      rules: { of: (tool) => tool.statusRules, onChange: () => () => undefined },
      environment: { PATH: rig.path, HOME: rig.home, SHELL: '/bin/bash', USER: 'somebody' },
      cliEnvironment: { ROOST_CLI: '/opt/roost', ROOST_DATA: rig.data },
      platform: process.platform,
      homeFolder: rig.home,
      dataFolder: rig.data,
      appVersion: '1.2.3',
      textBytes: async () => 0,
    })
    this.drops = createDrops({
      folder: imagesFolder,
      typingLock,
      terminal: (id) => this.manager.terminal(id),
    })
  }

  async create(toolName = 'shell', folder = this.#home): Promise<SessionId> {
    const created = await this.manager.create(toolName, folder, { cols: 80, rows: 24 })
    if (!created.ok) throw new Error(created.error.message)
    return created.value.id
  }

  /** The session, which is there. */
  session(id: SessionId): Session {
    const session = this.manager.get(id)
    if (session === null) throw new Error(`there is no session ${id}`)
    return session
  }

  status(id: SessionId): StatusKind | undefined {
    return this.manager.get(id)?.status.kind
  }

  async until(id: SessionId, ...kinds: StatusKind[]): Promise<void> {
    await pollFor(
      () => {
        const kind = this.status(id)
        if (!kinds.some((wanted) => wanted === kind)) throw new Error(`it is ${kind}`)
        return true
      },
      { what: `${id} to be ${kinds.join(' or ')}` },
    )
  }

  type(id: SessionId, data: string): void {
    this.host.send({ type: 'input', session: id, data })
  }

  /** Types a command and waits until the screen shows `answer`. */
  async run(id: SessionId, command: string, answer: string): Promise<void> {
    this.type(id, `${command}\r`)
    await this.shows(id, answer)
  }

  async shows(id: SessionId, text: string): Promise<void> {
    await pollFor(
      async () => {
        const screen = await this.host.text(id)
        if (!screen.includes(text)) throw new Error(`the screen shows: ${screen}`)
        return true
      },
      { what: `"${text}" on the screen` },
    )
  }
}

/** Tools that may be added to, and that learn how they are resumed. */
function toolsOf(tools: ToolConfig[]): SessionManagerDeps['tools'] {
  const listeners = new Set<(name: string) => void>()
  return {
    all: () => tools,
    named: (name) => tools.find((tool) => tool.name === name) ?? null,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    learn(name, resume) {
      const at = tools.findIndex((tool) => tool.name === name)
      const tool = tools[at]
      if (tool === undefined) return failWith('tool-unknown')
      tools[at] = { ...tool, resume }
      for (const listener of listeners) listener(name)
      return succeed(null)
    },
  }
}

/** A host in this process that can be killed and started again like one in a process of its own. */
class LocalHost implements HostLink {
  readonly #events = new Set<(event: HostEvent) => void>()
  readonly #losses = new Set<(facts: HostLossFacts) => void>()
  /** What was sent to the host; a key that it pressed stands here as input, where it was pressed. */
  readonly sent: HostCommand[] = []
  readonly #presses = new Map<number, Extract<HostCommand, { type: 'press' }>>()
  readonly #folder: string
  readonly #clock: Clock
  #isUp = true
  #host: PtyHost
  #port: Port<HostEvent, HostCommand>
  /** Not the numbers of main, which asks the same host. */
  #asked = 1_000_000

  constructor(folder: string, clock: Clock) {
    this.#folder = folder
    this.#clock = clock
    const { host, port } = this.#start()
    this.#host = host
    this.#port = port
  }

  send(command: HostCommand): void {
    if (command.type === 'press') this.#presses.set(command.id, command)
    else this.sent.push(command)
    this.#port.post(command)
  }

  onEvent(listener: (event: HostEvent) => void): () => void {
    this.#events.add(listener)
    return () => this.#events.delete(listener)
  }

  onLost(listener: (facts: HostLossFacts) => void): () => void {
    this.#losses.add(listener)
    return () => this.#losses.delete(listener)
  }

  /** As if the host had said so. */
  tell(event: HostEvent): void {
    if (event.type === 'pressOutcome' && event.outcome.kind === 'pressed') {
      const press = this.#presses.get(event.id)
      if (press !== undefined) this.sent.push({ type: 'input', session: press.session, data: press.key })
    }
    for (const listener of this.#events) listener(event)
  }

  /** The host dies; its ptys hang up. */
  async crash(setAside: SetAside | null = null): Promise<void> {
    this.#port.close()
    await this.dispose()
    for (const listener of this.#losses) listener({ restarts: true, setAside })
  }

  restart(): void {
    const { host, port } = this.#start()
    this.#host = host
    this.#port = port
    this.#isUp = true
  }

  async text(session: SessionId): Promise<string> {
    this.#asked += 1
    const id = this.#asked
    const answer = new Promise<string>((resolve) => {
      const stop = this.onEvent((event) => {
        if (event.type !== 'text' || event.id !== id) return
        stop()
        resolve(event.text)
      })
    })
    this.send({ type: 'readText', id, session, what: 'all' })
    return answer
  }

  async dispose(): Promise<void> {
    if (this.#isUp) await this.#host.dispose()
    this.#isUp = false
  }

  #start(): { host: PtyHost; port: Port<HostEvent, HostCommand> } {
    const [main, hostSide] = memoryPortPair<HostEvent, HostCommand>()
    main.onMessage((event) => this.tell(event))
    main.post({ type: 'configure', screensDir: this.#folder, theme: darkTheme, appVersion: '1.2.3' })
    return { host: new PtyHost(hostSide, spawnPty, this.#clock), port: main }
  }
}
