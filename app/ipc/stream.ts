import type { SessionId } from '../session/session.ts'
import type { CellPixels } from '../terminal/terminal-size.ts'

/**
 * The byte stream between the pty host and the page, over one MessagePort that main hands to both.
 * `seq` counts the bytes of the session's stream since the host opened it: what its pty wrote, and between them the
 * few lines of the host's own (the separator, the modes a dead program left on).
 */

/** Frames stay below Mojo's 64 KB inline limit; larger ones cost a shared-memory round trip per hop. */
export const maxFrameBytes = 60_000

/** Largest input in one message; a larger paste is cut by the page into several. */
export const maxInputChars = 256_000

/** Unparsed bytes of one shown session at which the page gets no more of them, but the newest screen once it has parsed these. */
export const creditHighBytes = 512_000
/** If no more bytes than this came between two such updates, the page gets every byte again. */
export const creditLowBytes = 128_000
/** The page acknowledges after this many parsed bytes, and when it has parsed all it was sent. */
export const ackEveryBytes = 64_000

/** What the page asks of the host. `attachment` numbers a showing of a session, chosen by the page, rising. */
export type PageMessage =
  | {
      readonly type: 'attach'
      readonly session: SessionId
      readonly attachment: number
      readonly cols: number
      readonly rows: number
      readonly cell?: CellPixels
    }
  | { readonly type: 'detach'; readonly session: SessionId; readonly attachment: number }
  /** Text as xterm.js gives it; the host writes it to the pty as UTF-8. */
  | { readonly type: 'input'; readonly session: SessionId; readonly data: string }
  /** Bytes as xterm.js gives them in `onBinary` (one char a byte). */
  | { readonly type: 'binary'; readonly session: SessionId; readonly data: string }
  /** A cleaned paste; the host brackets it if the program turned mode 2004 on. */
  | { readonly type: 'paste'; readonly session: SessionId; readonly text: string }
  | {
      readonly type: 'resize'
      readonly session: SessionId
      readonly cols: number
      readonly rows: number
      readonly cell?: CellPixels
    }
  /** All bytes of the attachment before `seq` are parsed. Cumulative: a lost one heals with the next. */
  | { readonly type: 'ack'; readonly session: SessionId; readonly attachment: number; readonly seq: number }

/** What the host tells the page. All of an attachment's messages arrive in the order in which they took effect. */
export type HostStreamMessage =
  /** Write `data` into a reset terminal of this size; output follows from byte `seq` on. */
  | {
      readonly type: 'snapshot'
      readonly session: SessionId
      readonly attachment: number
      readonly seq: number
      readonly cols: number
      readonly rows: number
      readonly data: string
      /** Whether a process is behind it: input to a dead one is refused by the host. */
      readonly live: boolean
    }
  /** Bytes from `seq` on, in an array of exactly their size. */
  | {
      readonly type: 'output'
      readonly session: SessionId
      readonly attachment: number
      readonly seq: number
      readonly data: Uint8Array
    }
  /**
   * Instead of the bytes up to `seq`: write `data` into the terminal as it is after the last ones. It is an update, and asks
   * nothing of the terminal.
   */
  | {
      readonly type: 'catchUp'
      readonly session: SessionId
      readonly attachment: number
      readonly seq: number
      readonly data: string
    }
  /** The terminal has this size from here on; the page resizes once it has parsed what came before. */
  | {
      readonly type: 'resized'
      readonly session: SessionId
      readonly attachment: number
      readonly cols: number
      readonly rows: number
    }
  /** Whether pastes are bracketed by the program now; for the question before a multi-line paste. */
  | {
      readonly type: 'bracketedPaste'
      readonly session: SessionId
      readonly attachment: number
      readonly on: boolean
    }
  /** A process came or went behind this screen; the text stays. */
  | {
      readonly type: 'live'
      readonly session: SessionId
      readonly attachment: number
      readonly live: boolean
    }
