import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import headless from '@xterm/headless'
import { clusterWidths } from '../../app/terminal/cluster-widths.ts'
import type { HostStreamMessage, PageMessage } from '../../app/ipc/stream.ts'
import type { SessionId } from '../../app/session/session.ts'
import { makeSessionId } from '../../app/session/session.ts'
import { darkTheme } from '../../app/terminal/theme.ts'
import type { Clock } from '../../main/base/clock.ts'
import { memoryPortPair } from '../../main/pty-host/protocol/memory-port.ts'
import type {
  HostCommand,
  HostEvent,
  Observation,
  Port,
  SpawnRequest,
} from '../../main/pty-host/protocol/protocol.ts'
import { spawnPty, type PtyFactory } from '../../main/pty-host/program/pty.ts'
import { PtyHost } from '../../main/pty-host/host/pty-host.ts'
import { pollFor } from './poll.ts'

/** A real host in this process, with main's side recorded; `dispose` ends its processes. */
export class HostRig {
  readonly host: PtyHost
  readonly events: HostEvent[] = []
  readonly folder: string
  readonly #main: Port<HostEvent, HostCommand>
  #counter = 0

  constructor(options: { folder?: string; spawn?: PtyFactory; clock?: Clock } = {}) {
    this.folder = options.folder ?? mkdtempSync(join(tmpdir(), 'roost-host-'))
    const [main, host] = memoryPortPair<HostEvent, HostCommand>()
    this.#main = main
    main.onMessage((event) => this.events.push(event))
    this.host = new PtyHost(host, options.spawn ?? spawnPty, options.clock)
    this.send({ type: 'configure', screensDir: this.folder, theme: darkTheme, appVersion: '1.2.3' })
  }

  send(command: HostCommand): void {
    this.#main.post(command)
  }

  newId(): SessionId {
    this.#counter += 1
    return makeSessionId(this.#counter, 'test')
  }

  open(id = this.newId(), cols = 80, rows = 24): SessionId {
    this.send({ type: 'open', session: id, cols, rows })
    return id
  }

  /** Runs a shell script in a session, in an environment of its own. */
  run(session: SessionId, script: string, separator: string | null = null): void {
    this.spawn(session, '/bin/sh', ['-c', script], separator)
  }

  spawn(
    session: SessionId,
    file: string,
    args: readonly string[],
    separator: string | null = null,
    request: Pick<SpawnRequest, 'isShell'> = {},
  ): void {
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: this.folder,
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
    }
    this.send({
      type: 'spawn',
      session,
      request: { ...request, file, args, cwd: this.folder, env },
      separator,
    })
  }

  async event<T extends HostEvent['type']>(
    type: T,
    matches: (event: Extract<HostEvent, { type: T }>) => boolean = () => true,
  ): Promise<Extract<HostEvent, { type: T }>> {
    const is = (event: HostEvent): event is Extract<HostEvent, { type: T }> => event.type === type
    return pollFor(() => this.events.filter(is).find(matches), { what: `the event ${type}` })
  }

  /** The exit of the process that was started last in a session. */
  exit(session: SessionId): Promise<Extract<HostEvent, { type: 'exit' }>> {
    return this.event('exit', (event) => event.session === session)
  }

  observations<K extends Observation['kind']>(
    session: SessionId,
    kind: K,
  ): Extract<Observation, { kind: K }>[] {
    const is = (one: Observation): one is Extract<Observation, { kind: K }> => one.kind === kind
    return this.events.flatMap((event) =>
      event.type === 'observed' && event.session === session ? event.observations.filter(is) : [],
    )
  }

  async text(session: SessionId, what: 'screen' | 'all' = 'all'): Promise<string> {
    this.#counter += 1
    const id = this.#counter
    this.send({ type: 'readText', id, session, what })
    return (await this.event('text', (event) => event.id === id)).text
  }

  async dispose(): Promise<void> {
    for (const event of this.events) if (event.type === 'spawned') endGroup(event.pid)
    await this.host.dispose()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** A page that shows one session in a headless terminal, and acknowledges what it has parsed. */
export class PageRig {
  readonly messages: HostStreamMessage[] = []
  readonly port: Port<HostStreamMessage, PageMessage>
  readonly terminal = newTerminal(80, 24)
  acknowledges = true
  seq = 0
  /** Bytes of output, and characters of updates. */
  received = 0
  live = false
  #attachment = 0
  #session: SessionId | null = null

  constructor(host: PtyHost) {
    const [page, hostSide] = memoryPortPair<HostStreamMessage, PageMessage>()
    this.port = page
    host.connectPage(hostSide)
    page.onMessage((message) => this.#take(message))
  }

  attach(session: SessionId, cols = 80, rows = 24): void {
    this.#session = session
    this.#attachment += 1
    this.port.post({ type: 'attach', session, attachment: this.#attachment, cols, rows })
  }

  detach(): void {
    if (this.#session !== null)
      this.port.post({ type: 'detach', session: this.#session, attachment: this.#attachment })
  }

  input(data: string): void {
    if (this.#session !== null) this.port.post({ type: 'input', session: this.#session, data })
  }

  resize(cols: number, rows: number): void {
    if (this.#session !== null) this.port.post({ type: 'resize', session: this.#session, cols, rows })
  }

  async snapshot(): Promise<Extract<HostStreamMessage, { type: 'snapshot' }>> {
    return pollFor(
      () => {
        const found = this.messages.findLast(
          (one) => one.attachment === this.#attachment && one.type === 'snapshot',
        )
        return found?.type === 'snapshot' ? found : null
      },
      { what: 'a snapshot' },
    )
  }

  text(): string {
    return textOf(this.terminal)
  }

  async shows(text: string): Promise<void> {
    await pollFor(() => this.text().includes(text), { what: `"${text}" on the page` })
  }

  #take(message: HostStreamMessage): void {
    this.messages.push(message)
    if (message.attachment !== this.#attachment) return
    if (message.type === 'snapshot') {
      this.terminal.reset()
      this.terminal.resize(message.cols, message.rows)
      this.terminal.write(message.data)
      this.seq = message.seq
      this.live = message.live
    } else if (message.type === 'output') {
      if (message.seq !== this.seq) throw new Error(`the page is at ${this.seq} and got ${message.seq}`)
      this.seq += message.data.length
      this.received += message.data.length
      const seq = this.seq
      const { session, attachment } = message
      this.terminal.write(message.data, () => {
        if (this.acknowledges) this.port.post({ type: 'ack', session, attachment, seq })
      })
    } else if (message.type === 'catchUp') {
      const { session, attachment, seq, data } = message
      if (seq <= this.seq) throw new Error(`the page is at ${this.seq} and was brought up to ${seq}`)
      this.seq = seq
      this.received += data.length
      this.terminal.write(data, () => {
        if (this.acknowledges) this.port.post({ type: 'ack', session, attachment, seq })
      })
    } else if (message.type === 'resized') this.terminal.resize(message.cols, message.rows)
    else if (message.type === 'live') this.live = message.live
  }
}

/** A terminal like the page's. */
export function newTerminal(cols: number, rows: number): InstanceType<typeof headless.Terminal> {
  const terminal = new headless.Terminal({
    cols,
    rows,
    scrollback: 1000,
    allowProposedApi: true,
    logLevel: 'off',
    vtExtensions: { kittyKeyboard: true },
  })
  terminal.unicode.register(clusterWidths)
  terminal.unicode.activeVersion = clusterWidths.version
  return terminal
}

/** All lines of the active buffer, without blanks at their ends. */
function textOf(terminal: InstanceType<typeof headless.Terminal>): string {
  const buffer = terminal.buffer.active
  const lines = Array.from(
    { length: buffer.length },
    (_, at) => buffer.getLine(at)?.translateToString(true) ?? '',
  )
  return lines.join('\n').trimEnd()
}

function endGroup(pid: number): void {
  for (const target of [-pid, pid])
    try {
      process.kill(target, 'SIGKILL')
    } catch {
      // Gone already.
    }
}
