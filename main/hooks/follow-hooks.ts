import { rm } from 'node:fs/promises'
import type { ClaimEvidence } from '../../app/activity/evidence.ts'
import {
  agentsAfter,
  hookEvidence,
  noAgents,
  readHookEvent,
  type HookEvent,
} from '../../app/hooks/read-hook-event.ts'
import { systemClock, type Clock } from '../base/clock.ts'
import { isOwnConversation } from './codex-conversation.ts'
import type { HookSource } from './hook-start.ts'
import { watchEvents } from './watch-events.ts'

/** What a run's hooks tell. */
export type HookListener = {
  readonly onEvidence: (evidence: ClaimEvidence) => void
  /** The conversation as the tool names it, raw: it has to pass `parseResumeToken` of the tool. */
  readonly onConversation: (resumeToken: string) => void
}

/**
 * Listens to the hooks of a run until the result is called, which takes the events file away: what was typed and said
 * stands in it, and it is not needed after the run.
 */
export function followHooks(
  source: HookSource,
  listener: HookListener,
  clock: Clock = systemClock,
): () => void {
  const { agent, eventsFile, codexHome } = source
  let agents = noAgents
  let isOver = false
  let lookUps = Promise.resolve()

  function tell(event: HookEvent, at: number): void {
    if (isOver) return
    agents = agentsAfter(agents, event)
    const evidence = hookEvidence(event, agents, at)
    if (event.resumeToken !== null) listener.onConversation(event.resumeToken)
    if (evidence !== null) listener.onEvidence(evidence)
  }

  function hear(line: string): void {
    const event = readHookEvent(line, agent)
    if (event === null) return
    const at = clock.dateNow()
    if (codexHome === null) return tell(event, at)
    // One after the other, as they came.
    lookUps = lookUps.then(async () => {
      const isOwn = await isOwnConversation(codexHome, event.resumeToken ?? '')
      if (isOwn) queueMicrotask(() => tell(event, at))
    })
  }

  const stop = watchEvents(eventsFile, hear, clock)
  return () => {
    isOver = true
    stop()
    void rm(eventsFile, { force: true }).catch(() => undefined)
  }
}
