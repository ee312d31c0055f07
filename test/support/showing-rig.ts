import type { HostStreamMessage } from '../../app/ipc/stream.ts'
import { makeSessionId } from '../../app/session/session.ts'
import { ByteDoor } from '../../app/terminal/byte-door.ts'
import { darkTheme } from '../../app/terminal/theme.ts'
import { Screen } from '../../main/pty-host/screen/screen.ts'
import { coreOf } from '../../main/pty-host/screen/xterm-core.ts'
import { type RecordSide, Showing } from '../../main/pty-host/stream/showing.ts'
import { VirtualClock } from '../eval/virtual-clock.ts'
import { newTerminal } from './hosted.ts'

type Size = { readonly cols: number; readonly rows: number }
type Happened =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly end: number }
  | ({ readonly kind: 'resize' } & Size)

/** One showing with a real screen of record and a page that takes its messages when it is told to, on a clock of its own. */
export class ShowingRig {
  readonly clock = new VirtualClock()
  readonly screen: Screen
  readonly showing: Showing
  readonly page: ReturnType<typeof newTerminal>
  /** What the page has not taken yet, and all that it was sent. */
  readonly inbox: HostStreamMessage[] = []
  readonly sent: HostStreamMessage[] = []
  /** The number of the byte up to which the page has come. */
  pageSeq = 0
  readonly faults: unknown[] = []
  /** How many updates to come cannot be made. */
  failures = 0
  #pageResizes = 0
  #received = 0
  readonly #door: ByteDoor
  readonly #first: Size
  readonly #log: Happened[] = []
  #backlog: Uint8Array[] = []
  #parsed = 0

  /** @param framesEnd whether a synchronized frame is taken for ended after a second */
  constructor(size: Size, framesEnd = true) {
    this.#first = size
    this.#door = new ByteDoor(size)
    this.screen = newScreen(size, framesEnd ? () => this.clock.now() : undefined)
    this.page = newTerminal(size.cols, size.rows)
    const parsed = () => this.#parsed
    const record: RecordSide = {
      screen: this.#failing(this.screen),
      parseAll: () => this.parseAll(),
      get seq() {
        return parsed()
      },
    }
    const tellPage = (message: HostStreamMessage) => {
      this.inbox.push(message)
      this.sent.push(message)
    }
    const onFault = (_: string, error: unknown) => void this.faults.push(error)
    const page = { clock: this.clock, tellPage, onFault }
    this.showing = new Showing(makeSessionId(1, 'test'), 1, 0, page, record)
  }

  #failing(screen: Screen): RecordSide['screen'] {
    return {
      get inSyncFrame() {
        return screen.inSyncFrame
      },
      updateBase: () => screen.updateBase(),
      updateSince: (base) => {
        if (this.failures === 0) return screen.updateSince(base)
        this.failures -= 1
        throw new Error('no update')
      },
    }
  }

  /** A program writes. */
  write(text: string): void {
    const bytes = this.#door.pass(new TextEncoder().encode(text))
    const cut = this.showing.cutAt(bytes)
    for (const part of [bytes.subarray(0, cut), bytes.subarray(cut)]) {
      if (part.length === 0) continue
      this.showing.push(part)
      this.#backlog.push(part)
      this.#received += part.length
      this.#log.push({ kind: 'bytes', bytes: part, end: this.#received })
      this.showing.lookAtFrame()
    }
  }

  /** The screen of record parses all that it has. */
  parseAll(): void {
    const parts = this.#backlog
    this.#backlog = []
    for (const part of parts) {
      this.screen.parse(part)
      this.#parsed += part.length
    }
  }

  resize(size: Size): void {
    this.parseAll()
    this.showing.bringUpToDate()
    this.screen.resize(size.cols, size.rows)
    this.#door.resize(size)
    this.#log.push({ kind: 'resize', ...size })
    this.showing.resized(size.cols, size.rows)
  }

  /** The page parses its next message, and acknowledges it. @returns whether there was one */
  step(): boolean {
    const message = this.inbox.shift()
    if (message === undefined) return false
    const { _inputHandler } = coreOf(this.page)
    if (message.type === 'output') {
      if (message.seq !== this.pageSeq) throw new Error(`the page is at ${this.pageSeq}, not ${message.seq}`)
      _inputHandler.parse(message.data)
      this.pageSeq += message.data.length
    } else if (message.type === 'catchUp') {
      if (message.seq <= this.pageSeq) throw new Error(`the page is at ${this.pageSeq}`)
      _inputHandler.parse(message.data)
      this.pageSeq = message.seq
    } else if (message.type === 'resized') {
      this.page.resize(message.cols, message.rows)
      this.#pageResizes += 1
    }
    if (message.type === 'output' || message.type === 'catchUp') this.showing.ack(this.pageSeq)
    return true
  }

  /** Time goes on until the page has all. */
  finish(): void {
    for (let round = 0; round < 100; round++) {
      while (this.step());
      this.clock.pass(50)
    }
  }

  /** How many bytes the program has written. */
  get received(): number {
    return this.#received
  }

  /** Bytes and characters that the page was sent. */
  get sentLength(): number {
    return this.sent.reduce((sum, message) => sum + ('data' in message ? message.data.length : 0), 0)
  }

  /** A terminal that has seen every byte up to where the page is. */
  asFarAsPage(): ReturnType<typeof newTerminal> {
    const terminal = newTerminal(this.#first.cols, this.#first.rows)
    this.#replay(
      (bytes) => coreOf(terminal)._inputHandler.parse(bytes),
      ({ cols, rows }) => terminal.resize(cols, rows),
    )
    return terminal
  }

  /** A terminal that was attached where the page is. */
  attachedAsFarAsPage(): ReturnType<typeof newTerminal> {
    const screen = newScreen(this.#first)
    this.#replay(
      (bytes) => screen.parse(bytes),
      ({ cols, rows }) => screen.resize(cols, rows),
    )
    const { cols, rows, data } = screen.snapshot()
    screen.dispose()
    const terminal = newTerminal(cols, rows)
    coreOf(terminal)._inputHandler.parse(data)
    return terminal
  }

  #replay(parse: (bytes: Uint8Array) => void, resize: (size: Size) => void): void {
    let resizes = 0
    let seq = 0
    for (const one of this.#log) {
      if (seq === this.pageSeq && resizes === this.#pageResizes) break
      if (one.kind === 'bytes') {
        parse(one.bytes)
        seq = one.end
      } else {
        resize(one)
        resizes += 1
      }
    }
    if (seq !== this.pageSeq) throw new Error(`no piece of output ends at ${this.pageSeq}`)
  }

  dispose(): void {
    this.showing.dispose()
    this.screen.dispose()
    this.page.dispose()
  }
}

function newScreen(size: Size, now?: () => number): Screen {
  return new Screen({
    ...size,
    appVersion: '1',
    theme: darkTheme,
    onReply: () => undefined,
    onSignal: () => undefined,
    ...(now && { now }),
  })
}
