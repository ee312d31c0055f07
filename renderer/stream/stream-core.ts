import type { HostStreamMessage, PageMessage } from '../../app/ipc/stream.ts'
import { ackEveryBytes, maxInputChars } from '../../app/ipc/stream.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { CellPixels, TerminalSize } from '../../app/terminal/terminal-size.ts'

/** The size a terminal has room for; `cell` once it is drawn. */
export type RoomSize = TerminalSize & { readonly cell?: CellPixels }

/** What shows a session: a terminal. Calls come in the order in which they took effect. */
export type Screen = {
  /** Everything again. `parsed` is to be called once the text is through the parser. */
  replay(snapshot: TerminalSize & { readonly data: string; readonly live: boolean }, parsed: () => void): void
  /** Bytes of the program, or an update as text. */
  write(data: Uint8Array | string, parsed: () => void): void
  resize(size: TerminalSize): void
  setLive(live: boolean): void
}

/** One showing of a session, until `detach`. */
export type Showing = {
  readonly session: SessionId
  input(text: string): void
  /** One char a byte. */
  binary(data: string): void
  /** Cleaned text; the host brackets it if the program wants that. */
  paste(text: string): void
  /** Asks for another size; the screen changes when the host says so. */
  resize(size: RoomSize): void
  detach(): void
  progress(): Progress
}

/** How far a showing is. `attachment` is 0 before the first; `receivedSeq` is null until its snapshot is in. */
export type Progress = {
  readonly attachment: number
  readonly receivedSeq: number | null
  readonly parsedSeq: number | null
  /** Whether the program brackets pastes now. */
  readonly bracketedPaste: boolean
  readonly live: boolean
}

/** The page's half of the stream, without a port or a clock of its own. */
export type StreamCore = {
  show(session: SessionId, size: RoomSize, screen: Screen): Showing
  /** A new port is there: everything on show is attached again. */
  connected(post: (message: PageMessage) => void): void
  /** The port is gone. What is typed until there is another goes nowhere: the program may be another one then. */
  disconnected(): void
  receive(message: HostStreamMessage): void
}

/** What the core needs of its surroundings. */
export type StreamDeps = {
  /** Asks main for a port. */
  connect(): void
  /** Runs `task` once after `ms`; the result cancels it. */
  after(ms: number, task: () => void): () => void
}

/** A host that is being started again takes about a second; a lost port must not leave a screen dead for long. */
export const snapshotPatienceMs = 3000

/**
 * Numbers attachments, so that what an old one still sends is not taken for the new one's; takes each byte once, or an
 * update in its place; acknowledges what is parsed (not what arrived: the host would send more than the page can show);
 * attaches again after a loss.
 */
export function createStreamCore(deps: StreamDeps): StreamCore {
  const shown = new Set<Shown>()
  let post: ((message: PageMessage) => void) | null = null
  let lastAttachment = 0
  let cancelPatience: (() => void) | null = null

  function attach(one: Shown): void {
    lastAttachment += 1
    one.attachment = lastAttachment
    one.receivedSeq = null
    one.parsedSeq = null
    one.bracketedPaste = false
    post?.({ type: 'attach', session: one.session, attachment: one.attachment, ...one.size })
    watch()
  }

  /** While something on show has no snapshot, a new port is asked for again and again. */
  function watch(): void {
    if (cancelPatience !== null) return
    cancelPatience = deps.after(snapshotPatienceMs, () => {
      cancelPatience = null
      if (![...shown].some((one) => one.receivedSeq === null)) return
      deps.connect()
      watch()
    })
  }

  function parsed(one: Shown, attachment: number, seq: number): void {
    if (one.attachment !== attachment) return
    one.parsedSeq = seq
    const caughtUp = seq === one.receivedSeq
    if (!caughtUp && seq - one.ackedSeq < ackEveryBytes) return
    one.ackedSeq = seq
    post?.({ type: 'ack', session: one.session, attachment, seq })
  }

  function takeOutput(one: Shown, seq: number, data: Uint8Array): void {
    if (one.receivedSeq === null) return
    if (seq > one.receivedSeq) return attach(one)
    const end = seq + data.byteLength
    if (end <= one.receivedSeq) return
    const fresh = seq === one.receivedSeq ? data : data.subarray(one.receivedSeq - seq)
    one.receivedSeq = end
    const { attachment } = one
    one.screen.write(fresh, () => parsed(one, attachment, end))
  }

  function receive(one: Shown, message: HostStreamMessage): void {
    switch (message.type) {
      case 'snapshot': {
        const { attachment, seq, cols, rows, data, live } = message
        one.receivedSeq = seq
        one.parsedSeq = null
        one.ackedSeq = seq
        one.live = live
        one.screen.replay({ cols, rows, data, live }, () => parsed(one, attachment, seq))
        return
      }
      case 'output':
        return takeOutput(one, message.seq, message.data)
      case 'catchUp': {
        const { attachment, seq, data } = message
        if (one.receivedSeq === null || seq <= one.receivedSeq) return
        one.receivedSeq = seq
        return one.screen.write(data, () => parsed(one, attachment, seq))
      }
      case 'resized':
        return one.screen.resize({ cols: message.cols, rows: message.rows })
      case 'bracketedPaste':
        one.bracketedPaste = message.on
        return
      case 'live':
        one.live = message.live
        return one.screen.setLive(message.live)
    }
  }

  return {
    show(session, size, screen) {
      const one: Shown = {
        session,
        screen,
        size,
        attachment: 0,
        receivedSeq: null,
        parsedSeq: null,
        ackedSeq: 0,
        bracketedPaste: false,
        live: false,
      }
      shown.add(one)
      if (post === null) watch()
      else attach(one)

      const send = (message: PageMessage): void => {
        if (shown.has(one)) post?.(message)
      }
      return {
        session,
        input: (text) => pieces(text).forEach((data) => send({ type: 'input', session, data })),
        binary: (text) => pieces(text).forEach((data) => send({ type: 'binary', session, data })),
        paste: (text) => pieces(text).forEach((piece) => send({ type: 'paste', session, text: piece })),
        resize(wanted) {
          if (isSameSize(wanted, one.size)) return
          one.size = wanted
          send({ type: 'resize', session, ...wanted })
        },
        detach() {
          if (one.attachment > 0) send({ type: 'detach', session, attachment: one.attachment })
          shown.delete(one)
        },
        progress: () => one,
      }
    },
    connected(newPost) {
      post = newPost
      for (const one of shown) attach(one)
    },
    disconnected() {
      post = null
      for (const one of shown) one.receivedSeq = null
      deps.connect()
      watch()
    },
    receive(message) {
      for (const one of shown) {
        if (one.session === message.session && one.attachment === message.attachment) receive(one, message)
      }
    },
  }
}

type Shown = {
  readonly session: SessionId
  readonly screen: Screen
  size: RoomSize
  attachment: number
  receivedSeq: number | null
  parsedSeq: number | null
  ackedSeq: number
  bracketedPaste: boolean
  live: boolean
}

function isSameSize(a: RoomSize, b: RoomSize): boolean {
  const isSameCell = a.cell?.width === b.cell?.width && a.cell?.height === b.cell?.height
  return a.cols === b.cols && a.rows === b.rows && isSameCell
}

/** Text in messages of a bounded size; a surrogate pair is not cut apart. */
function pieces(text: string): readonly string[] {
  if (text.length <= maxInputChars) return [text]
  const list: string[] = []
  for (let at = 0; at < text.length;) {
    const end = at + maxInputChars
    const cut = end < text.length && /[\uD800-\uDBFF]/u.test(text.charAt(end - 1)) ? end - 1 : end
    list.push(text.slice(at, cut))
    at = cut
  }
  return list
}
