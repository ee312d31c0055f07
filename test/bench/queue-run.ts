import { readAgentLog } from '../support/agent-log.ts'
import type { RoostApp } from '../support/app.ts'
import type { TestHome } from '../support/home.ts'
import { pollFor } from '../support/poll.ts'
import {
  openAgents,
  quickAgents,
  readStands,
  sendPrompt,
  type AgentSession,
  type Stand,
} from './agent-sessions.ts'
import { withApp } from './bench-app.ts'
import { countPrompts, sumCounts, type PromptCounts } from './prompt-counts.ts'
import { receivedPrompts } from './received-prompts.ts'

export type QueueRun = {
  readonly sessions: number
  readonly counts: PromptCounts
  /** Why prompts are still in a queue at the end: as Roost says it, for each of them. */
  readonly stuck: readonly string[]
  readonly seconds: number
  readonly perSecond: number
}

/** Sends prompts through the queues of sessions side by side, as fast as they go. */
export async function measureQueues(sessions: number, prompts: number): Promise<QueueRun> {
  return withApp(quickAgents, async (roost, home) => {
    const agents = await openAgents(roost, home, sessions)
    const plan = planPrompts(agents, prompts)
    const started = performance.now()
    for (const { agent, text } of plan) await sendPrompt(roost, agent.id, text)
    const left = await untilSent(roost)
    const seconds = (performance.now() - started) / 1000
    const counts = countAll(home, agents, plan, left)
    return { sessions, counts, stuck: reasonsOf(left), seconds, perSecond: counts.received / seconds }
  })
}

export type PlannedPrompt = { readonly agent: AgentSession; readonly text: string }

/** The prompts, each of another text, in the order in which they are sent: one to each session in turn. */
export function planPrompts(agents: readonly AgentSession[], prompts: number): PlannedPrompt[] {
  return Array.from({ length: prompts }, (_, at) => agents[at % agents.length]).flatMap((agent, at) =>
    agent === undefined
      ? []
      : [{ agent, text: `number ${Math.floor(at / agents.length) + 1} of ${agent.id}` }],
  )
}

/**
 * Waits until every queue is empty, or nothing goes any more.
 *
 * @returns the sessions whose queue is not empty
 */
export async function untilSent(roost: RoostApp): Promise<Stand[]> {
  let left: Stand[] = []
  let lastCount = Number.NaN
  let since = performance.now()
  await pollFor(
    async () => {
      left = (await readStands(roost)).filter(({ queue }) => queue.length > 0)
      const count = left.reduce((sum, { queue }) => sum + queue.length, 0)
      if (count !== lastCount) since = performance.now()
      lastCount = count
      return count === 0 || performance.now() - since > stuckMs
    },
    { timeoutMs: 30 * 60_000, what: 'the queues to be empty' },
  )
  return left
}

/** A queue from which nothing goes for so long is stuck. */
const stuckMs = 20_000

/** For each prompt that is left, its state and what its session waits for. */
export function reasonsOf(left: readonly Stand[]): string[] {
  return left.flatMap(({ queue, wait }) =>
    queue.map(({ text, state, why }) => `${text}: ${why ?? state} (${wait ?? 'no reason'})`),
  )
}

/** What the agents received and what is left in the queues, against what was sent. */
export function countAll(
  home: TestHome,
  agents: readonly AgentSession[],
  sent: readonly PlannedPrompt[],
  left: readonly Stand[],
): PromptCounts {
  const received = receivedPrompts(readAgentLog(home.agentLog))
  return sumCounts(
    agents.map((agent) =>
      countPrompts(
        sent.filter((one) => one.agent === agent).map(({ text }) => text),
        (received.get(agent.folder) ?? []).map(({ text }) => text),
        left.find(({ id }) => id === agent.id)?.queue.map(({ text }) => text) ?? [],
      ),
    ),
  )
}
