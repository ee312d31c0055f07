import { dropClaim } from './claims.ts'
import { weigh } from './fusion.ts'
import type { MonitorState } from './monitor-state.ts'

/** As `weigh`. That a program is in front is not asked where more is known of it, and counts again once that is over. */
export function weighState(state: MonitorState, now: number): ReturnType<typeof weigh> {
  const { process } = state.claims
  if (process?.claim.kind !== 'working' || !isKnownBetter(state)) return weigh(state.claims, now)
  const { claims, decision } = weigh(dropClaim(state.claims, 'process'), now)
  return { claims: { ...claims, process }, decision }
}

/**
 * An editor or a pager waits for its user: a program that no rule knows and that draws a full screen works as long as it
 * changes by itself. An agent that was started in a shell works until it says something of itself; one that never does is
 * at work without its screen, for a script. Its title alone may be set while it still loads.
 */
function isKnownBetter({ traits, claims, isFullScreen }: MonitorState): boolean {
  if (traits.kind !== 'agent') return isFullScreen && !traits.hasScreenRules
  const { screen, osc7501, hook, title } = claims
  const isTitle = title !== undefined && (title.claim.kind !== 'idle' || !traits.hasScreenRules)
  return screen !== undefined || osc7501 !== undefined || hook !== undefined || isTitle
}
