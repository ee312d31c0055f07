import { crc32 } from 'node:zlib'
import { isTerminalSize, type TerminalSize } from '../../../app/terminal/terminal-size.ts'

/** What a session's files on disk are made of, in order. */
export type ScreenRecord =
  /** Bytes for the screen. */
  | { readonly type: 'output'; readonly bytes: Uint8Array }
  | ({ readonly type: 'resize' } & TerminalSize)
  /** Opens a snapshot: its generation, and how much of the history text is older than it. */
  | {
      readonly type: 'snapshot'
      readonly generation: number
      readonly historySegment: number
      readonly historyBytes: number
    }

/** How a file ended: whole, in the middle of a record (the process was killed), or in bytes that are none. */
export type RecordsEnd = 'whole' | 'torn' | 'corrupt'

/** One byte type, four bytes length, four bytes CRC-32 of the payload. */
const headerBytes = 9
/** A record that claims more was never written. */
const maxPayloadBytes = 64 * 1024 * 1024
const outputType = 0x4f
const resizeType = 0x52
const snapshotType = 0x53

export function encodeRecord(record: ScreenRecord): Uint8Array {
  switch (record.type) {
    case 'output':
      return framed(outputType, record.bytes)
    case 'resize':
      return framed(resizeType, numbers([record.cols, record.rows]))
    case 'snapshot':
      return framed(snapshotType, numbers([record.generation, record.historySegment, record.historyBytes]))
  }
}

/** The records of a file up to the first that is not whole. */
export function decodeRecords(file: Uint8Array): {
  readonly records: readonly ScreenRecord[]
  readonly end: RecordsEnd
} {
  const buffer = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const records: ScreenRecord[] = []
  let at = 0
  while (at < buffer.length) {
    if (buffer.length - at < headerBytes) return { records, end: 'torn' }
    const length = buffer.readUInt32LE(at + 1)
    if (length > maxPayloadBytes) return { records, end: 'corrupt' }
    const payload = buffer.subarray(at + headerBytes, at + headerBytes + length)
    if (payload.length < length) return { records, end: 'torn' }
    const record = crc32(payload) === buffer.readUInt32LE(at + 5) ? parse(buffer[at] ?? 0, payload) : null
    if (record === null) return { records, end: 'corrupt' }
    records.push(record)
    at += headerBytes + length
  }
  return { records, end: 'whole' }
}

/** Pieces that came one after the other are one record: a header each would cost more than a keystroke's echo. */
export function joinOutput(records: readonly ScreenRecord[]): ScreenRecord[] {
  const joined: ScreenRecord[] = []
  let run: Uint8Array[] = []
  const endRun = () => {
    if (run.length > 0) joined.push({ type: 'output', bytes: Buffer.concat(run) })
    run = []
  }
  for (const record of records)
    if (record.type === 'output') run.push(record.bytes)
    else {
      endRun()
      joined.push(record)
    }
  endRun()
  return joined
}

/** The same records, with no output longer than `maxBytes`. */
export function* outputInSlices(records: readonly ScreenRecord[], maxBytes: number): Generator<ScreenRecord> {
  for (const record of records)
    if (record.type !== 'output') yield record
    else
      for (let at = 0; at < record.bytes.length; at += maxBytes)
        yield { type: 'output', bytes: record.bytes.subarray(at, at + maxBytes) }
}

function parse(type: number, payload: Buffer): ScreenRecord | null {
  if (type === outputType) return { type: 'output', bytes: payload }
  const [first = 0, second = 0, third = 0] = Array.from({ length: payload.length >> 2 }, (_, index) =>
    payload.readUInt32LE(index * 4),
  )
  if (type === resizeType && isTerminalSize({ cols: first, rows: second }))
    return { type: 'resize', cols: first, rows: second }
  if (type !== snapshotType) return null
  return { type: 'snapshot', generation: first, historySegment: second, historyBytes: third }
}

function framed(type: number, payload: Uint8Array): Uint8Array {
  const record = Buffer.allocUnsafe(headerBytes + payload.length)
  record[0] = type
  record.writeUInt32LE(payload.length, 1)
  record.writeUInt32LE(crc32(payload), 5)
  record.set(payload, headerBytes)
  return record
}

function numbers(values: readonly number[]): Uint8Array {
  const payload = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) payload.writeUInt32LE(value, index * 4)
  return payload
}
