import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import {
  connectX,
  createWindow,
  internAtom,
  propertyChanges,
  words,
  xRequest,
} from '../../main/x11/connection.ts'
import type { XDisplay } from '../../main/x11/display.ts'

/** An X server without a screen. */
export type XServer = { readonly display: XDisplay; readonly name: string; readonly stop: () => void }

/** Starts one on a display that is free. Rejects where there is no Xvfb. */
export async function startXServer(): Promise<XServer> {
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '64x64x24', '-nolisten', 'tcp', '-noreset'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  )
  const number = await displayNumber(server)
  return {
    name: `:${number}`,
    display: { address: { path: `/tmp/.X11-unix/X${number}` }, cookie: null },
    stop: () => void server.kill(),
  }
}

function displayNumber(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.on('exit', () => reject(new Error('Xvfb ended at once')))
    const told = server.stdio[3]
    if (told && 'read' in told) createInterface(told).once('line', (line) => resolve(line.trim()))
  })
}

/** What an owner of the clipboard gives for each type; for what is not there it refuses. */
export type Offer = Readonly<Record<string, string | Uint8Array>>

/** How it gives: not at all, all at once, or in pieces (INCR), of which only so many come. */
export type Manner =
  | { readonly kind: 'mute' }
  | { readonly kind: 'whole' }
  | { readonly kind: 'pieces'; readonly bytes: number; readonly upTo?: number; readonly onPiece?: () => void }

/** `requests` is how often it was asked for its content, or for the types of it. */
export type ClipboardOwner = { readonly requests: () => number; readonly end: () => void }

const atomType = 4
const clipboardRequest = 30
const propertyChange = 28
const deleted = 1

/**
 * A program that owns the clipboard of an X server, as a real one does it (ICCCM 2.2 and 2.7.2).
 *
 */
export async function ownClipboard(
  display: XDisplay,
  offer: Offer,
  manner: Manner = { kind: 'whole' },
): Promise<ClipboardOwner> {
  const x = await connectX(display)
  const window = x.firstId
  x.send(createWindow(window, x.root, 0))
  const clipboard = await internAtom(x, 'CLIPBOARD')
  const incr = await internAtom(x, 'INCR')
  const types = new Map<number, Buffer>()
  for (const [name, value] of Object.entries(offer)) types.set(await internAtom(x, name), Buffer.from(value))
  const targets = await internAtom(x, 'TARGETS')
  const pieces: { requestor: number; property: number; type: number; rest: Buffer; left: number }[] = []

  let requests = 0

  x.onEvent((event) => {
    const kind = (event[0] ?? 0) & 0x7f
    if (kind === clipboardRequest) requests += 1
    if (kind === clipboardRequest && manner.kind !== 'mute') answer(event)
    if (kind === propertyChange && event[16] === deleted) givePiece(event)
  })

  function answer(event: Buffer): void {
    const [requestor, selection, target, property] = [12, 16, 20, 24].map((at) => event.readUInt32LE(at))
    if (requestor === undefined || selection === undefined || target === undefined || property === undefined)
      return
    const value = target === targets ? words(targets, ...types.keys()) : types.get(target)
    if (value !== undefined && target !== targets && manner.kind === 'pieces') {
      pieces.push({ requestor, property, type: target, rest: value, left: manner.upTo ?? Infinity })
      // Its property is followed, to see that a piece was taken.
      x.send(xRequest(2, 0, words(requestor, 0x800, propertyChanges)))
      x.send(changeProperty(requestor, property, incr, 32, words(value.length)))
    } else if (value !== undefined) {
      const isList = target === targets
      x.send(changeProperty(requestor, property, isList ? atomType : target, isList ? 32 : 8, value))
    }
    const notify = Buffer.alloc(32)
    notify.writeUInt8(31, 0)
    words(event.readUInt32LE(4), requestor, selection, target, value === undefined ? 0 : property).copy(
      notify,
      4,
    )
    x.send(xRequest(25, 0, Buffer.concat([words(requestor, 0), notify])))
  }

  function givePiece(event: Buffer): void {
    const one = pieces.find(
      ({ requestor, property }) => requestor === event.readUInt32LE(4) && property === event.readUInt32LE(8),
    )
    if (one === undefined || manner.kind !== 'pieces' || one.left === 0) return
    one.left -= 1
    manner.onPiece?.()
    const piece = one.rest.subarray(0, manner.bytes)
    one.rest = one.rest.subarray(manner.bytes)
    if (piece.length === 0) pieces.splice(pieces.indexOf(one), 1)
    x.send(changeProperty(one.requestor, one.property, one.type, 8, piece))
  }

  x.send(xRequest(22, 0, words(window, clipboard, 0)))
  // An answer shows that the server has come so far.
  await internAtom(x, 'CLIPBOARD')
  return { requests: () => requests, end: x.close }
}

function changeProperty(
  window: number,
  property: number,
  type: number,
  format: 8 | 32,
  value: Buffer,
): Buffer {
  return xRequest(
    18,
    0,
    Buffer.concat([words(window, property, type, format, value.length / (format / 8)), value]),
  )
}
