import * as v from 'valibot'

/** A recording in asciicast v2 (docs.asciinema.org/manual/asciicast/v2): a header line, then one event a line. */
export type Asciicast = {
  readonly width: number
  readonly height: number
  /** The command line as it was typed. */
  readonly command: string
  readonly events: readonly CastEvent[]
}

/** `seconds` since the start. `output` of the program, `input` to it, or a marker: a true status from then on. */
export type CastEvent = {
  readonly seconds: number
  readonly kind: 'output' | 'input' | 'marker'
  readonly data: string
}

const HeaderSchema = v.looseObject({
  version: v.literal(2),
  width: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(1000)),
  height: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
  command: v.optional(v.string(), ''),
})
const EventSchema = v.tuple([v.pipe(v.number(), v.minValue(0)), v.string(), v.string()])
const kinds = new Map<string, CastEvent['kind']>([
  ['o', 'output'],
  ['i', 'input'],
  ['m', 'marker'],
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
  const events = lines.slice(1).flatMap((line, index) => {
    const event = v.safeParse(EventSchema, readJson(line, index + 2))
    if (!event.success) throw new Error(`line ${index + 2} is no event: [seconds, kind, data]`)
    const [seconds, code, data] = event.output
    const kind = kinds.get(code)
    return kind === undefined ? [] : [{ seconds, kind, data }]
  })
  const { width, height, command } = header.output
  return { width, height, command, events: events.sort((a, b) => a.seconds - b.seconds) }
}

function readJson(line: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new Error(`line ${number} is not JSON`)
  }
}
