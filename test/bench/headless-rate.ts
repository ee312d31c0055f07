import { Terminal } from '@xterm/headless'
import type { ScreenSize } from './payloads.ts'

/** As the pty gives them at best. */
const chunkBytes = 65_536
/** As the app keeps them. */
const scrollback = 1000

/** The parser alone, without pty, host or page: the ceiling of whatever is built on it. */
export type HeadlessParser = {
  /** Parses a payload once and gives the rate in MB/s. All of it is handed over at once, so the parser never waits. */
  rateOf(payload: Buffer): Promise<number>
  dispose(): void
}

/** Makes one at the size of the app's terminal. */
export function createHeadlessParser(screen: ScreenSize): HeadlessParser {
  const terminal = new Terminal({
    cols: screen.columns,
    rows: screen.rows,
    scrollback,
    allowProposedApi: true,
  })
  return {
    async rateOf(payload) {
      const started = performance.now()
      const pieces: Promise<void>[] = []
      for (let at = 0; at < payload.length; at += chunkBytes)
        pieces.push(new Promise((resolve) => terminal.write(payload.subarray(at, at + chunkBytes), resolve)))
      await Promise.all(pieces)
      return payload.length / 1000 / (performance.now() - started)
    },
    dispose: () => terminal.dispose(),
  }
}
