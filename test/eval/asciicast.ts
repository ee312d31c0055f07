import * as v from 'valibot'
import { isTerminalSize, type TerminalSize } from '../../app/terminal/terminal-size.ts'

/** A recording in asciicast v2 (docs.asciinema.org/manual/asciicast/v2): a header line, then one event a line. */
export type Asciicast = {
  readonly width: number
  readonly height: number
  /** The command line as it was typed. */
  readonly command: string
  readonly events: readonly CastEvent[]
}

/**
 * `seconds` since the start. `output` of the program, `input` to it, a marker: a true status from then on; or a new size,
 * or the names of what is in front of the terminal from then on (`test/record/foreground-names.ts`).
 */
export type CastEvent =
  | {
      readonly seconds: number
      readonly kind: 'output' | 'input' | 'marker' | 'foreground'
      readonly data: string
    }
  | ({ readonly seconds: number; readonly kind: 'resize' } & TerminalSize)

const HeaderSchema = v.looseObject({
  version: v.literal(2),
  width: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(1000)),
  height: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
  command: v.optional(v.string(), ''),
})
const EventSchema = v.tuple([v.pipe(v.number(), v.minValue(0)), v.string(), v.string()])
const textKinds = new Map<string, Exclude<CastEvent['kind'], 'resize'>>([
  ['o', 'output'],
  ['i', 'input'],
  ['m', 'marker'],
  ['f', 'foreground'],
])

/**
 * Reads a recording. Events of a kind that is not known are left out; events are put in order of time.
 *
 * @throws Error that names the line that is no asciicast
 */
export function parseAsciicast(text: string): Asciicast {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const header = v.safeParse(HeaderSchema, readJson(lines[0] ?? '', 1))
  if (!header.success) throw new Error('line 1 is no header of asciicast version 2')
  const events = lines.slice(1).flatMap((line, index): readonly CastEvent[] => {
    const event = v.safeParse(EventSchema, readJson(line, index + 2))
    if (!event.success) throw new Error(`line ${index + 2} is no event: [seconds, kind, data]`)
    const [seconds, code, data] = event.output
    if (code === 'r') return [{ seconds, kind: 'resize', ...readSize(data, index + 2) }]
    const kind = textKinds.get(code)
    return kind === undefined ? [] : [{ seconds, kind, data }]
  })
  const { width, height, command } = header.output
  return { width, height, command, events: events.sort((a, b) => a.seconds - b.seconds) }
}

function readSize(data: string, number: number): TerminalSize {
  const [, cols, rows] = /^(\d+)x(\d+)$/u.exec(data) ?? []
  const size = { cols: Number(cols), rows: Number(rows) }
  if (!isTerminalSize(size)) throw new Error(`line ${number} is no resize: "${data}" is no COLSxROWS`)
  return size
}

function readJson(line: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new Error(`line ${number} is not JSON`)
  }
}
