import type { Socket } from 'node:net'
import { systemClock, type Clock } from '../base/clock.ts'
import { setAwakeTimer } from '../base/wait.ts'

/** The first line of a connection, without its line feed; or why there is none. */
export type FirstLine =
  { readonly kind: 'line'; readonly bytes: Buffer } | { readonly kind: 'too-large' | 'too-slow' | 'gone' }

/**
 * Reads one line. What comes after it is thrown away: it keeps the connection's end visible, and costs nothing.
 *
 * @param limit.maxBytes of the line with its line feed
 * @param limit.deadlineMs how long it may take, null for as long as it likes; a sleep of the machine does not count
 */
export function readFirstLine(
  socket: Socket,
  limit: { readonly maxBytes: number; readonly deadlineMs: number | null },
  clock: Pick<Clock, 'setTimer'> = systemClock,
): Promise<FirstLine> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    const tooSlow = () => finish({ kind: 'too-slow' })
    const cancel =
      limit.deadlineMs === null ? () => undefined : setAwakeTimer(clock, tooSlow, limit.deadlineMs)
    const finish = (line: FirstLine) => {
      cancel()
      socket.off('data', take)
      socket.off('close', leave)
      socket.resume()
      resolve(line)
    }
    const leave = () => finish({ kind: 'gone' })
    const take = (chunk: Buffer) => {
      const end = chunk.indexOf(lineFeed)
      size += end === -1 ? chunk.length : end + 1
      if (size > limit.maxBytes) return finish({ kind: 'too-large' })
      chunks.push(end === -1 ? chunk : chunk.subarray(0, end))
      if (end !== -1) finish({ kind: 'line', bytes: Buffer.concat(chunks) })
    }
    socket.on('data', take)
    socket.on('close', leave)
  })
}

/** A line as JSON. Undefined where it is none, or not UTF-8. */
export function parseLine(bytes: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return value
  } catch {
    return undefined
  }
}

const lineFeed = 0x0a
