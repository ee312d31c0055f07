import { connect, type Socket } from 'node:net'
import { cookieProtocol, type XDisplay } from './display.ts'

/** What an X server sends by itself, and what it answers with: 32 bytes, of an answer also what follows them. */
export type XMessage = Buffer

/** A connection to an X server: requests go out as bytes of the core protocol, little-endian. */
export type XConnection = {
  /** The window of which all others are children. */
  readonly root: number
  /** The first id that is ours to give. */
  readonly firstId: number
  send(request: Buffer): void
  /** Sends a request that has an answer. Rejects with the server's error, or where the connection ends. */
  ask(request: Buffer): Promise<XMessage>
  onEvent(listener: (event: XMessage) => void): void
  close(): void
}

const headBytes = 32
const isError = 0
const isReply = 1
/** An event of an extension, which may be longer than 32 bytes; nothing here asks for any. */
const genericEvent = 35
/** Longer than any answer that is asked for here; a server that says more is none. */
const maxReplyBytes = 64 * 1024 * 1024

/** Connects and introduces itself. Rejects where the server is not there or refuses. */
export async function connectX(display: XDisplay): Promise<XConnection> {
  const socket = connect(display.address)
  const pieces = readPieces(socket)
  try {
    socket.write(hello(display.cookie))
    const head = await pieces.next(8)
    const body = await pieces.next(head.readUInt16LE(6) * 4)
    if (head[0] !== 1) throw new Error(`The X server refused: ${body.toString('latin1', 0, head[1])}`)
    const vendorBytes = padded(body.readUInt16LE(16))
    const formatBytes = 8 * (body[21] ?? 0)
    const root = body.readUInt32LE(32 + vendorBytes + formatBytes)
    return converse(socket, pieces, { root, firstId: body.readUInt32LE(4) })
  } catch (error) {
    socket.destroy()
    throw error
  }
}

/** A request of the core protocol; `body` is filled up to four bytes. */
export function xRequest(opcode: number, data: number, body: Buffer): Buffer {
  const request = Buffer.alloc(4 + padded(body.length))
  request.writeUInt8(opcode, 0)
  request.writeUInt8(data, 1)
  request.writeUInt16LE(request.length / 4, 2)
  body.copy(request, 4)
  return request
}

/** Numbers of four bytes each. */
export function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4))
  return bytes
}

/** In an event mask: changes of a window's properties. */
export const propertyChanges = 0x400000

/** The request for a window that is never shown and hears of `events`. */
export function createWindow(id: number, parent: number, events: number): Buffer {
  const inputOnly = 2
  const eventMask = 0x800
  const place = Buffer.alloc(12)
  place.writeUInt16LE(1, 4)
  place.writeUInt16LE(1, 6)
  place.writeUInt16LE(inputOnly, 10)
  return xRequest(1, 0, Buffer.concat([words(id, parent), place, words(0, eventMask, events)]))
}

/** The number of a name. */
export async function internAtom(x: Pick<XConnection, 'ask'>, name: string): Promise<number> {
  const length = Buffer.alloc(4)
  length.writeUInt16LE(name.length, 0)
  const reply = await x.ask(xRequest(16, 0, Buffer.concat([length, Buffer.from(name, 'latin1')])))
  return reply.readUInt32LE(8)
}

function hello(cookie: Uint8Array | null): Buffer {
  const name = cookie === null ? '' : cookieProtocol
  const head = Buffer.alloc(12)
  head.write('l', 0)
  head.writeUInt16LE(11, 2)
  head.writeUInt16LE(name.length, 6)
  head.writeUInt16LE(cookie?.length ?? 0, 8)
  return Buffer.concat([head, fill(Buffer.from(name)), fill(Buffer.from(cookie ?? []))])
}

function converse(socket: Socket, pieces: Pieces, ids: Pick<XConnection, 'root' | 'firstId'>): XConnection {
  type Waiting = { readonly resolve: (reply: XMessage) => void; readonly reject: (error: Error) => void }
  const waiting = new Map<number, Waiting>()
  const listeners: ((event: XMessage) => void)[] = []
  let sent = 0

  async function listen(): Promise<void> {
    for (;;) {
      const head = await pieces.next(headBytes)
      const kind = (head[0] ?? 0) & 0x7f
      const more = kind === isReply || kind === genericEvent ? head.readUInt32LE(4) * 4 : 0
      if (more > maxReplyBytes) throw new Error('The X server sent an answer without an end')
      const message = more === 0 ? head : Buffer.concat([head, await pieces.next(more)])
      if (kind !== isReply && kind !== isError) {
        for (const listener of listeners) listener(message)
        continue
      }
      const number = head.readUInt16LE(2)
      const asked = waiting.get(number)
      waiting.delete(number)
      if (kind === isReply) asked?.resolve(message)
      else asked?.reject(new Error(`The X server answered with error ${head[1]}`))
    }
  }
  listen().catch((error: unknown) => {
    for (const { reject } of waiting.values())
      reject(error instanceof Error ? error : new Error(String(error)))
    waiting.clear()
    socket.destroy()
  })

  const send = (request: Buffer): void => {
    // Answers carry the number of their request, in two bytes.
    sent = (sent + 1) & 0xffff
    socket.write(request)
  }
  return {
    ...ids,
    send,
    ask(request) {
      return new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error('The connection to the X server has ended'))
        send(request)
        waiting.set(sent, { resolve, reject })
      })
    },
    onEvent: (listener) => void listeners.push(listener),
    close: () => void socket.destroy(),
  }
}

type Pieces = { next(length: number): Promise<Buffer> }

/** Bytes of a socket by their number. One reader at a time. */
function readPieces(socket: Socket): Pieces {
  const held: { bytes: Buffer[]; length: number; failure: Error | null } = {
    bytes: [],
    length: 0,
    failure: null,
  }
  let wake = (): void => undefined
  socket.on('data', (chunk: Buffer) => {
    held.bytes.push(chunk)
    held.length += chunk.length
    wake()
  })
  const end = (error?: Error): void => {
    held.failure ??= error instanceof Error ? error : new Error('The connection to the X server has ended')
    wake()
  }
  socket.on('error', end)
  socket.on('close', () => end())
  return {
    async next(wanted) {
      while (held.length < wanted) {
        if (held.failure !== null) throw held.failure
        await new Promise<void>((resolve) => (wake = resolve))
      }
      const all = Buffer.concat(held.bytes)
      held.bytes = all.length > wanted ? [all.subarray(wanted)] : []
      held.length -= wanted
      return all.subarray(0, wanted)
    },
  }
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4
}

function fill(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(padded(bytes.length) - bytes.length)])
}
