import type { HostStreamMessage } from '../../../app/ipc/stream.ts'
import type { ThemeColors } from '../../../app/terminal/theme.ts'
import type { HostEvent } from '../protocol/protocol.ts'
import type { Clock } from '../../base/clock.ts'
import type { PtyFactory } from '../program/pty.ts'
import type { ScreenStore } from '../kept/screen-store.ts'
import type { Sharer } from '../stream/shared-credit.ts'
import type { Worker } from './parse-rounds.ts'

/** What a session needs of the host around it. */
export type SessionSurroundings = {
  readonly appVersion: string
  readonly clock: Clock
  readonly spawn: PtyFactory
  theme(): ThemeColors
  tellMain(event: HostEvent): void
  tellPage(message: HostStreamMessage): void
  /** Runs work on this session's bytes, screen or patterns: while it runs, main can read which session it is. */
  within<T>(run: () => T): T
  /** This session has output to parse. */
  wake(session: Worker, first: boolean): void
  /** The unacknowledged bytes of this session may have changed. */
  creditChanged(page: Sharer): void
  /** The session's text on its way onto the disk. */
  readonly store: Pick<ScreenStore, 'add' | 'remove' | 'changed'>
  /** Where this session's text is kept. */
  readonly folder: string
}
