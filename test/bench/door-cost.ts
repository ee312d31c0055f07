import { ByteDoor } from '../../app/terminal/byte-door.ts'
import { darkTheme } from '../../app/terminal/theme.ts'
import { Screen } from '../../main/pty-host/screen/screen.ts'
import { makePayload, payloadKinds, type PayloadKind } from './payloads.ts'

/** As the pty gives them at best, and as it gives them mostly. */
const chunkSizes = { large: 65_536, small: 4096 } as const
const cells = { cols: 120, rows: 40 }
const rounds = 15
/** The door is fast: gone through several times, a payload takes long enough to be timed. */
const doorTimes = 5

export type DoorCost = {
  readonly kind: PayloadKind
  /** MB/s of the host's screen of record, and of the door before it. */
  readonly parsing: number
  readonly door: number
  /** The door's time as a share of the parser's, by the size of the chunks. */
  readonly share: Readonly<Record<keyof typeof chunkSizes, number>>
}

/**
 * What the byte door costs, of processor time in one process, medians of rounds in which parser and door take turns: other
 * programs on the machine slow both alike.
 */
export function measureDoor(bytes: number): readonly DoorCost[] {
  return payloadKinds.map((kind) => {
    const payload = makePayload(kind, bytes)
    const chunks = { large: inChunks(payload, chunkSizes.large), small: inChunks(payload, chunkSizes.small) }
    const screen = newScreen()
    const times = { parsing: new Array<number>(), large: new Array<number>(), small: new Array<number>() }
    for (let round = 0; round < rounds; round++) {
      times.parsing.push(cpuMs(() => chunks.large.forEach((chunk) => screen.parse(chunk))))
      for (const size of ['large', 'small'] as const) times[size].push(doorMs(chunks[size]))
    }
    screen.dispose()
    const parsing = median(times.parsing)
    const rate = (ms: number) => payload.length / 1000 / ms
    return {
      kind,
      parsing: rate(parsing),
      door: rate(median(times.large)),
      share: { large: median(times.large) / parsing, small: median(times.small) / parsing },
    }
  })
}

function doorMs(chunks: readonly Uint8Array[]): number {
  const door = new ByteDoor(cells)
  const all = cpuMs(() => {
    for (let time = 0; time < doorTimes; time++) for (const chunk of chunks) door.pass(chunk)
  })
  return all / doorTimes
}

function newScreen(): Screen {
  const nothing = () => undefined
  return new Screen({
    ...cells,
    appVersion: '0',
    theme: darkTheme,
    onReply: nothing,
    onSignal: nothing,
    onScrollOff: nothing,
  })
}

function inChunks(payload: Buffer, bytes: number): Buffer[] {
  return Array.from({ length: Math.ceil(payload.length / bytes) }, (_, at) =>
    payload.subarray(at * bytes, (at + 1) * bytes),
  )
}

function cpuMs(run: () => void): number {
  const before = process.cpuUsage()
  run()
  return process.cpuUsage(before).user / 1000
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? NaN
}
