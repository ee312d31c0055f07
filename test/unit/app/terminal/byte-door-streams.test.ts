import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coreOf } from '../../../../main/pty-host/screen/xterm-core.ts'
import { makePayload, payloadKinds } from '../../../bench/payloads.ts'
import { streams } from '../../../fixtures/tui-streams.ts'
import { doorCells, throughDoor } from '../../../support/door.ts'
import { anyStream, harmlessStream } from '../../../support/hostile-streams.ts'
import { newTerminal } from '../../../support/hosted.ts'
import { randomTui, seededRandom } from '../../../support/random-tui.ts'
import { screenState } from '../../../support/screen-state.ts'

const cuts = fc.array(fc.nat(5000), { maxLength: 12 })

/** As a parser of terminals reads it: what is no UTF-8 is not there. */
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8').replaceAll('\ufffd', '')

function stateAfter(bytes: Uint8Array): unknown {
  const terminal = newTerminal(doorCells.cols, doorCells.rows)
  coreOf(terminal)._inputHandler.parse(bytes)
  const state = screenState(terminal)
  terminal.dispose()
  return state
}

test('wherever a stream is cut, the same comes out', () => {
  fc.assert(
    fc.property(harmlessStream, anyStream, cuts, (text, hostile, at) => {
      for (const stream of [text, Buffer.concat([hostile, text])])
        expect(textOf(throughDoor(stream, at))).toBe(textOf(throughDoor(stream)))
    }),
    { numRuns: 500 },
  )
})

test('a stream without a fault comes out as it is', () => {
  fc.assert(
    fc.property(harmlessStream, cuts, (stream, at) => {
      expect(throughDoor(stream, at).equals(stream)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('what programs write comes out as it is', () => {
  for (const kind of payloadKinds) {
    const payload = makePayload(kind, 300_000)
    expect(throughDoor(payload, [5, 77, 4096, 100_001]).equals(payload), kind).toBe(true)
  }
})

test('what agents wrote while they were recorded gives the same screen', () => {
  const folder = join(import.meta.dirname, '../../../fixtures/recordings')
  const casts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.cast'),
  )
  expect(casts.length).toBeGreaterThan(0)
  for (const name of casts) {
    const [, ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n')
    const output = lines.flatMap((line) => {
      const event: unknown = JSON.parse(line)
      return Array.isArray(event) && event[1] === 'o' && typeof event[2] === 'string' ? [event[2]] : []
    })
    const bytes = Buffer.from(output.join(''))
    const passed = throughDoor(
      bytes,
      output.slice(0, 300).map((_, at) => at * 997),
    )
    expect(stateAfter(passed), name).toEqual(stateAfter(bytes))
  }
})

test('streams give the same screen with the door and without', () => {
  for (const [name, stream] of Object.entries(streams)) {
    const bytes = Buffer.from(stream)
    expect(stateAfter(throughDoor(bytes, [3, 20, 50])), name).toEqual(stateAfter(bytes))
  }
  for (let seed = 1; seed <= 50; seed++) {
    const bytes = Buffer.from(randomTui(seededRandom(seed), 60))
    expect(stateAfter(throughDoor(bytes, [seed, seed * 3])), `seed ${seed}`).toEqual(stateAfter(bytes))
  }
})

test('after each piece the parser stands between two sequences and two characters', () => {
  const terminal = newTerminal(doorCells.cols, doorCells.rows)
  const { _inputHandler } = coreOf(terminal)
  const decoder: unknown = Reflect.get(_inputHandler, '_utf8Decoder')
  const half = () =>
    typeof decoder === 'object' && decoder !== null ? Reflect.get(decoder, 'interim') : null
  fc.assert(
    fc.property(anyStream, cuts, (stream, at) => {
      for (const piece of piecesOf(stream, at)) {
        _inputHandler.parse(piece)
        expect(_inputHandler._parser.currentState).toBe(0)
        expect(half()).toEqual(new Uint8Array(3))
      }
    }),
    { numRuns: 500 },
  )
  terminal.dispose()
})

function piecesOf(stream: Uint8Array, at: readonly number[]): Buffer[] {
  const ends = [...at, stream.length].map((cut) => cut % (stream.length + 1))
  let before = 0
  return ends
    .toSorted((one, other) => one - other)
    .map((end) => {
      const whole = throughDoor(stream.subarray(0, end))
      const piece = whole.subarray(before)
      before = whole.length
      return piece
    })
}
