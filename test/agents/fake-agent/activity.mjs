/**
 * What the agent is doing; times in ms.
 *
 * @typedef {{ kind: 'ready' }
 *   | { kind: 'busy', since: number, until: number, verb: string, finish: () => void }
 *   | { kind: 'hung', since: number, at: number }
 *   | { kind: 'flooding', since: number, stop: boolean }
 *   | import('./dialog.mjs').Asking} Activity
 */

/**
 * What its spinner shows; undefined where it has none.
 *
 * @param {Activity} activity
 * @param {number} turn of the spinner
 * @returns {import('./looks.mjs').Busy | undefined}
 */
export function busyOf(activity, turn) {
  switch (activity.kind) {
    case 'busy':
      return { since: activity.since, verb: activity.verb, now: performance.now(), turn }
    case 'hung':
      return { since: activity.since, verb: 'Thinking', now: activity.at, turn }
    default:
      return undefined
  }
}
