/** Long enough that a date which was set for a moment, or by a battery that ran empty, is set right meanwhile. */
const apartMs = 24 * 60 * 60 * 1000

/** What a look at the date says about what may be removed for its age. */
export type Expiry = {
  /** What was too old on this date is too old; null: nothing can be said yet. Milliseconds since the epoch. */
  readonly date: number | null
  /** To be kept for the next look. */
  readonly seenAt: number
}

/**
 * The date by which something is too old to be kept. One date alone is not believed, as it may be ahead for a moment:
 * it counts once another was seen at least a day later.
 *
 * @param seenAt the date that was seen before, null where none was
 * @param now the date, milliseconds since the epoch
 */
export function expiryAt(seenAt: number | null, now: number): Expiry {
  if (seenAt === null || now < seenAt) return { date: null, seenAt: now }
  return now - seenAt < apartMs ? { date: null, seenAt } : { date: seenAt, seenAt: now }
}
