import { ByteDoor } from '../../app/terminal/byte-door.ts'

/** The screen that the tests of the byte door are for: small, so that a count that is not cut shows. */
export const doorCells = { cols: 20, rows: 6 }

/** What comes through a new door, the bytes cut where `cuts` says. */
export function throughDoor(input: Uint8Array, cuts: readonly number[] = []): Buffer {
  const door = new ByteDoor(doorCells)
  const places = [...new Set(cuts.map((cut) => cut % (input.length + 1)))].toSorted(
    (one, other) => one - other,
  )
  const starts = [0, ...places]
  return Buffer.concat(starts.map((start, at) => door.pass(Buffer.from(input.subarray(start, places[at])))))
}
