import { dropClaim } from './claims.ts'
import { weigh } from './fusion.ts'
import { ruledStartMs } from './inferred.ts'
import { seenOf, type MonitorState } from './monitor-state.ts'

/** As `weigh`. That a program is in front is not asked where more is known of it, and counts again once that is over. */
export function weighState(state: MonitorState, now: number): ReturnType<typeof weigh> {
  const { claims: standing } = state
  const seen = seenOf(state)
  const { process } = standing
  if (process?.claim.kind !== 'working' || !isKnownBetter(state, now)) return weigh(standing, now, seen)
  const { claims, decision } = weigh(dropClaim(standing, 'process'), now, seen)
  return { claims: { ...claims, process }, decision }
}

/**
 * An editor or a pager waits for its user: a program that no rule knows and that draws a full screen works as long as it
 * changes by itself. An agent that was started in a shell starts, until it says something of itself; one that does not for so
 * long is at work without its screen, for a script. Its title alone may be set while it still loads.
 */
function isKnownBetter({ traits, claims, isFullScreen, status }: MonitorState, now: number): boolean {
  if (status.kind === 'starting' && traits.hasScreenRules && now - status.since < ruledStartMs) return true
  if (traits.kind !== 'agent') return isFullScreen && !traits.hasScreenRules
  const { screen, osc7501, hook, title } = claims
  const isTitle = title !== undefined && (title.claim.kind !== 'idle' || !traits.hasScreenRules)
  return screen !== undefined || osc7501 !== undefined || hook !== undefined || isTitle
}
