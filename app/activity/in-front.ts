import { isPromptByLine } from '../screen/line-rules.ts'
import type { EvidenceSource } from '../session/status.ts'
import { dropClaim } from './claims.ts'
import { isFlowing } from './flow.ts'
import { weigh } from './fusion.ts'
import { ruledStartMs } from './inferred.ts'
import { seenOf, type MonitorState } from './monitor-state.ts'
import { earliest } from './ticks.ts'

/** A program that is at work writes at least this often; a shell behind `ssh` is silent at its prompt. */
const promptQuietMs = 1000

/**
 * Weighs the claims of a session in whose terminal a program is in front: one of two claims may say nothing of it, and
 * counts again later.
 *
 * - That it is in front is not asked where more is known of it.
 * - A line that looks like a shell's prompt says nothing while a program that no rule knows writes by itself: agents show
 *   their box as they work.
 */
export function weighInFront(state: MonitorState, now: number): ReturnType<typeof weigh> {
  const isInFront = state.claims.process?.claim.kind === 'working'
  if (isInFront && isKnownBetter(state, now)) return weighWithout('process', state, now)
  const isUnknown = isInFront && !state.traits.hasScreenRules
  const quietAt = isUnknown && showsPromptAtWork(state) ? (state.flow.lastAt ?? 0) + promptQuietMs : 0
  if (now >= quietAt) return weigh(state.claims, now, seenOf(state))
  const { claims, decision } = weighWithout('screen', state, now)
  return { claims, decision: { ...decision, wakeAt: earliest(decision.wakeAt, quietAt) } }
}

/**
 * An editor or a pager waits for its user: a program that no rule knows and that draws a full screen works as long as it
 * changes by itself; so does one behind what looks like a prompt, as far as can be said. An agent that was started in a
 * shell starts, until it says something of itself; one that does not for so long is at work without its screen, for a
 * script. Its title alone may be set while it still loads.
 */
function isKnownBetter(
  { traits, claims, isFullScreen, isLikePrompt, status }: MonitorState,
  now: number,
): boolean {
  if (traits.kind !== 'agent') return (isFullScreen || isLikePrompt) && !traits.hasScreenRules
  if (status.kind === 'starting' && traits.hasScreenRules && now - status.since < ruledStartMs) return true
  const { screen, osc7501, hook, title } = claims
  const isTitle = title !== undefined && (title.claim.kind !== 'idle' || !traits.hasScreenRules)
  return screen !== undefined || osc7501 !== undefined || hook !== undefined || isTitle
}

/** A tool that is a command of its own, such as a REPL, is no guest of a shell. */
function showsPromptAtWork({ claims: { screen }, traits, flow }: MonitorState): boolean {
  if (traits.kind !== 'shell' || screen?.claim.kind !== 'idle') return false
  return isPromptByLine(screen.rule) && isFlowing(flow)
}

function weighWithout(source: EvidenceSource, state: MonitorState, now: number): ReturnType<typeof weigh> {
  const { [source]: left } = state.claims
  const { claims, decision } = weigh(dropClaim(state.claims, source), now, seenOf(state))
  return { claims: left === undefined ? claims : { ...claims, [source]: left }, decision }
}
