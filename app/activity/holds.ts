import type { Standing } from './claims.ts'
import type { MonitorState } from './monitor-state.ts'

/** Spinners flash while a tool starts; work that goes on is work. */
const startFlashMs = 500
/** A title that says ready is believed after this long without a prompt on the screen. */
const earlyTitleMs = 5000
/** A step that ends and the next that begins draw an idle screen between them. */
const stepMs = 200

/** Until when a claim is not believed yet; null where it is. */
export function holdsUntil(state: MonitorState, standing: Standing, now: number): number | null {
  const until = holdEnd(state, standing)
  return until > now ? until : null
}

function holdEnd(state: MonitorState, standing: Standing): number {
  if (state.status.kind === 'starting') return startHold(state, standing)
  return state.status.kind === 'working' ? idleHold(state, standing) : 0
}

function startHold({ claims, traits }: MonitorState, { source, claim, at }: Standing): number {
  const isLook = source === 'screen' || source === 'tick' || source === 'title'
  if (claim.kind === 'working') return isLook && traits.hasScreenRules ? at + startFlashMs : 0
  if (claim.kind !== 'idle') return 0
  const hold = claim.holdMs ?? 0
  if (source === 'screen') return at + (hold > stepMs ? hold : 0)
  // Titles are set while a tool still loads; its prompt is what can be typed into.
  const isDrawn = claims.screen?.claim.kind === 'idle' || !traits.hasScreenRules
  return source === 'title' && !isDrawn ? at + earlyTitleMs : 0
}

/** A long hold on the screen is for a tool that shows its prompt while it writes: it counts from its last word. */
function idleHold({ flow }: MonitorState, { source, claim, at }: Standing): number {
  if (claim.kind !== 'idle') return 0
  if (source !== 'screen') return at + (claim.holdMs ?? 0)
  const hold = claim.holdMs ?? stepMs
  return (hold > stepMs ? Math.max(at, flow.lastAt ?? 0) : at) + hold
}
