import type { ThemeColors } from '../../../app/terminal/theme.ts'
import type { Observation } from '../protocol/protocol.ts'
import type { OnFault } from './handler-guard.ts'
import type { CoreLine } from './xterm-core.ts'

/** What a screen of record is made with. */
export type ScreenOptions = {
  readonly cols: number
  readonly rows: number
  readonly appVersion: string
  readonly theme: ThemeColors
  /** Answers to queries, to be written to the program. */
  readonly onReply: (data: string) => void
  readonly onSignal: (observation: Observation) => void
  /** A row leaves the scrollback for good. @param continues the next row is of the same line */
  readonly onScrollOff?: (line: CoreLine, cols: number, continues: boolean) => void
  /** A clock in ms, for how long a synchronized frame may take. Without it, for ever. */
  readonly now?: () => number
  /** A handler of ours threw, and its sequence is lost. Without this, it throws out of `parse`. */
  readonly onFault?: OnFault
}

/** A screen as text that makes a reset terminal of its size look and act the same. */
export type ScreenSnapshot = {
  readonly cols: number
  readonly rows: number
  readonly data: string
}
