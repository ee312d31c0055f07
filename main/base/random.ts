import { randomBytes, randomUUID } from 'node:crypto'

/** Chance as it is passed to everything that needs it. */
export type Random = {
  /** A UUID for a conversation whose tool takes one up front. */
  uuid(): string
  /** `length` characters of `[a-z0-9]`. */
  tail(length: number): string
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** The machine's own chance. */
export const systemRandom: Random = {
  uuid: () => randomUUID(),
  tail: (length) => [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join(''),
}
