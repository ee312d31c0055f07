import { Terminal } from '@xterm/headless'
import { makePayload, type PayloadKind, type ScreenSize } from './payloads.ts'
import { median } from './statistics.ts'

/** As the pty gives them at best. */
const chunkBytes = 65_536
/** As the app keeps them. */
const scrollback = 1000

/**
 * How fast the parser alone takes a payload, without pty, host or page: the ceiling of whatever is built on it.
 *
 * @returns MB/s, the median of `runs`
 */
export async function headlessRate(
  kind: PayloadKind,
  bytes: number,
  screen: ScreenSize,
  runs: number,
): Promise<number> {
  const payload = makePayload(kind, bytes, screen)
  const terminal = new Terminal({
    cols: screen.columns,
    rows: screen.rows,
    scrollback,
    allowProposedApi: true,
  })
  await parse(terminal, payload.subarray(0, payload.length / 10))
  const rates: number[] = []
  for (let run = 0; run < runs; run++) {
    const started = performance.now()
    await parse(terminal, payload)
    rates.push(payload.length / 1000 / (performance.now() - started))
  }
  terminal.dispose()
  return median(rates)
}

/** All chunks are handed over at once, so that the parser never waits. */
async function parse(terminal: Terminal, payload: Buffer): Promise<void> {
  const pieces: Promise<void>[] = []
  for (let at = 0; at < payload.length; at += chunkBytes)
    pieces.push(new Promise((resolve) => terminal.write(payload.subarray(at, at + chunkBytes), resolve)))
  await Promise.all(pieces)
}
