/** What became of prompts. All below `waiting` break a promise where they are not 0. */
export type PromptCounts = {
  /** That Roost had said it keeps. */
  readonly sent: number
  readonly received: number
  /** Still in a queue, for a reason that the user is told. */
  readonly waiting: number
  /** Sent and never received, and not in a queue. */
  readonly lost: number
  /** Received once more than they were sent. */
  readonly doubled: number
  /** Received before one that was sent earlier. */
  readonly outOfOrder: number
  /** Received, and not as anything that was sent: two in one, or half of one. */
  readonly mangled: number
}

/**
 * Compares what one session was given with what its agent received. Each prompt of `sent` has to be there once only.
 *
 * @param sent in their order
 * @param queued those that are in its queue now
 */
export function countPrompts(
  sent: readonly string[],
  received: readonly string[],
  queued: readonly string[],
): PromptCounts {
  const places = new Map(sent.map((text, place) => [text, place]))
  const seen = new Set<number>()
  let [doubled, outOfOrder, mangled, furthest] = [0, 0, 0, -1]
  for (const text of received) {
    const place = places.get(text)
    if (place === undefined) mangled++
    else if (seen.has(place)) doubled++
    else {
      if (place < furthest) outOfOrder++
      furthest = Math.max(furthest, place)
      seen.add(place)
    }
  }
  const missing = sent.filter((_, place) => !seen.has(place))
  const lost = missing.filter((text) => !queued.includes(text)).length
  return {
    sent: sent.length,
    received: received.length,
    waiting: missing.length - lost,
    lost,
    doubled,
    outOfOrder,
    mangled,
  }
}

/** Several sessions together. */
export function sumCounts(counts: readonly PromptCounts[]): PromptCounts {
  const sum = (key: keyof PromptCounts) => counts.reduce((total, one) => total + one[key], 0)
  return {
    sent: sum('sent'),
    received: sum('received'),
    waiting: sum('waiting'),
    lost: sum('lost'),
    doubled: sum('doubled'),
    outOfOrder: sum('outOfOrder'),
    mangled: sum('mangled'),
  }
}

/** The promises that counts break, in words; none is the aim. */
export function brokenPromises({ lost, doubled, outOfOrder, mangled }: PromptCounts): string[] {
  const named = { lost, doubled, 'out of order': outOfOrder, mangled }
  return Object.entries(named).flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${what}`]))
}
