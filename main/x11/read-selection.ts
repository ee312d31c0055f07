import type { Clock } from '../base/clock.ts'
import {
  connectX,
  createWindow,
  internAtom,
  propertyChanges,
  words,
  xRequest,
  type XConnection,
  type XMessage,
} from './connection.ts'
import type { XDisplay } from './display.ts'

/** The time of a paste. */
export type PasteClock = Pick<Clock, 'now' | 'setTimer'>

/** What the owner of a selection gave; `slow` where it did not go on giving. */
export type Given<T> =
  | { readonly kind: 'given'; readonly value: T }
  | { readonly kind: 'refused' }
  | { readonly kind: 'slow' }
  | { readonly kind: 'too-large' }

/** The clipboard of an X server, for one paste. */
export type XClipboard = {
  /** The types that the owner offers; empty where nobody owns it. */
  types(): Promise<Given<readonly string[]>>
  /** The content as one of these types. */
  read(type: string): Promise<Given<Uint8Array>>
  close(): void
}

/** An owner that is alive answers within milliseconds, and one of a large image goes on piece by piece. */
export const ownerPatienceMs = 2000
/** A user who pressed the keys of a paste has gone on by then, and does not expect it any more. */
const pasteMs = 10_000
/** More than any image that is taken, and any text. */
const maxBytes = 32 * 1024 * 1024

/**
 * Opens the clipboard without Chromium, which waits for the owner of it on the main thread, ten seconds for each type:
 * an owner that is stopped or busy froze the window and all that main does. Rejects where the server is not there.
 *
 * @see ICCCM 2.4, and 2.7.2 for INCR: what is larger than a request comes in pieces, each asked for by deleting the last
 */
export async function openXClipboard(display: XDisplay, clock: PasteClock): Promise<XClipboard> {
  const connecting = connectX(display)
  const x = await withPatience(connecting, clock).catch((error: unknown) => {
    connecting.then(({ close }) => close()).catch(() => undefined)
    throw error
  })
  try {
    return await withPatience(openWith(x, clock), clock)
  } catch (error) {
    x.close()
    throw error
  }
}

async function openWith(x: XConnection, clock: PasteClock): Promise<XClipboard> {
  const window = x.firstId
  const [clipboard, targets, incr, property] = await Promise.all(
    ['CLIPBOARD', 'TARGETS', 'INCR', 'ROOST_PASTE'].map((name) => internAtom(x, name)),
  )
  if (clipboard === undefined || targets === undefined || incr === undefined || property === undefined)
    throw new Error('The X server has no atoms')
  x.send(createWindow(window, x.root, propertyChanges))
  const events = eventsOf(x, clock)

  async function convert(target: number): Promise<Given<Buffer>> {
    x.send(xRequest(opcodes.convertSelection, 0, words(window, clipboard ?? 0, target, property ?? 0, 0)))
    const answer = await events.next(
      (event) => kindOf(event) === selectionNotify && event.readUInt32LE(16) === target,
    )
    if (answer === null) return { kind: 'slow' }
    if (answer.readUInt32LE(20) === 0) return { kind: 'refused' }
    const first = await takeProperty(x, window, property ?? 0)
    if (first.type !== incr) return limited([first.bytes])
    const pieces: Buffer[] = []
    for (let length = 0; length <= maxBytes;) {
      const event = await events.next(
        (one) => kindOf(one) === propertyNotify && one.readUInt32LE(8) === property && one[16] === newValue,
      )
      if (event === null) return { kind: 'slow' }
      const { bytes } = await takeProperty(x, window, property ?? 0)
      if (bytes.length === 0) break
      pieces.push(bytes)
      length += bytes.length
    }
    return limited(pieces)
  }

  return {
    async types() {
      const owner = await x.ask(xRequest(opcodes.getSelectionOwner, 0, words(clipboard)))
      if (owner.readUInt32LE(8) === 0) return { kind: 'given', value: [] }
      const given = await convert(targets)
      if (given.kind !== 'given') return given
      const atoms = Array.from({ length: Math.floor(given.value.length / 4) }, (_, at) =>
        given.value.readUInt32LE(at * 4),
      )
      const names = await Promise.all(atoms.slice(0, maxTypes).map((atom) => nameOf(x, atom)))
      return { kind: 'given', value: names.filter((name) => name !== '') }
    },
    read: async (type) => convert(await internAtom(x, type)),
    close: x.close,
  }
}

/** An owner that offers more is none. */
const maxTypes = 200
const opcodes = {
  getAtomName: 17,
  getProperty: 20,
  getSelectionOwner: 23,
  convertSelection: 24,
} as const
const propertyNotify = 28
const selectionNotify = 31
/** The state of a property in a PropertyNotify. */
const newValue = 0

function kindOf(event: XMessage): number {
  return (event[0] ?? 0) & 0x7f
}

function limited(pieces: readonly Buffer[]): Given<Buffer> {
  const value = Buffer.concat(pieces)
  return value.length > maxBytes ? { kind: 'too-large' } : { kind: 'given', value }
}

/** Empty for an atom that the server does not know. */
async function nameOf(x: XConnection, atom: number): Promise<string> {
  const reply = await x.ask(xRequest(opcodes.getAtomName, 0, words(atom))).catch(() => null)
  return reply === null ? '' : reply.toString('latin1', 32, 32 + reply.readUInt16LE(8))
}

/** Reads a property, and deletes it: with INCR that asks for the next piece. */
async function takeProperty(
  x: XConnection,
  window: number,
  property: number,
): Promise<{ readonly type: number; readonly bytes: Buffer }> {
  const reply = await x.ask(xRequest(opcodes.getProperty, 1, words(window, property, 0, 0, maxBytes / 4 + 1)))
  const unitBytes = (reply[1] ?? 0) / 8
  const length = reply.readUInt32LE(16) * unitBytes
  return { type: reply.readUInt32LE(8), bytes: reply.subarray(32, 32 + length) }
}

type Events = { next(isWanted: (event: XMessage) => boolean): Promise<XMessage | null> }

/** Events in their order; null where the wanted one does not come. What is not wanted is forgotten. */
function eventsOf(x: XConnection, clock: PasteClock): Events {
  const queue: XMessage[] = []
  const end = clock.now() + pasteMs
  let wake = (): void => undefined
  x.onEvent((event) => {
    queue.push(event)
    wake()
  })
  return {
    async next(isWanted) {
      const left = end - clock.now()
      if (left <= 0) return null
      let isOver = false
      const cancel = clock.setTimer(
        () => {
          isOver = true
          wake()
        },
        Math.min(ownerPatienceMs, left),
      )
      try {
        for (;;) {
          for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
            if (isWanted(event)) return event
          }
          if (isOver) return null
          await new Promise<void>((resolve) => (wake = resolve))
        }
      } finally {
        cancel()
      }
    },
  }
}

async function withPatience<T>(task: Promise<T>, clock: PasteClock): Promise<T> {
  let cancel = (): void => undefined
  const late = new Promise<never>((_, reject) => {
    cancel = clock.setTimer(() => reject(new Error('The X server does not answer')), ownerPatienceMs)
  })
  try {
    return await Promise.race([task, late])
  } finally {
    cancel()
  }
}
