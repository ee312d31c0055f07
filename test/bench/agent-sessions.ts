import * as v from 'valibot'
import { SessionIdSchema, type SessionId } from '../../app/session/session.ts'
import type { RoostApp } from '../support/app.ts'
import type { TestHome } from '../support/home.ts'
import { pollFor } from '../support/poll.ts'
import { ask, openSession } from './bench-app.ts'

/** Stand-ins that answer as fast as they can. */
export const quickAgents = { env: { FAKE_AGENT_ANSWER_MS: '0' } }

/** A session with a stand-in agent, alone in its folder. */
export type AgentSession = { readonly id: SessionId; readonly folder: string }

const StandSchema = v.object({
  id: SessionIdSchema,
  /** Ready for a prompt, and not by a guess. */
  isReady: v.boolean(),
  wait: v.nullable(v.string()),
  queue: v.array(
    v.object({ id: v.number(), text: v.string(), state: v.string(), why: v.nullable(v.string()) }),
  ),
})
/** How a session and its queue stand, as the window is told. */
export type Stand = v.InferOutput<typeof StandSchema>

/** Opens sessions of Claude Code's stand-in, and waits until each is ready. */
export async function openAgents(roost: RoostApp, home: TestHome, count: number): Promise<AgentSession[]> {
  const sessions: AgentSession[] = []
  for (let at = 1; at <= count; at++) {
    const folder = home.folder(`project-${at}`)
    sessions.push({ id: await openSession(roost, 'claude', folder), folder })
  }
  await untilReady(
    roost,
    sessions.map(({ id }) => id),
  )
  return sessions
}

/** Waits until each of these sessions is ready. */
export async function untilReady(roost: RoostApp, ids: readonly SessionId[]): Promise<void> {
  await pollFor(
    async () => (await readStands(roost)).every(({ id, isReady }) => isReady || !ids.includes(id)),
    { timeoutMs: 60_000, what: 'the agents to be ready' },
  )
}

/** How each session stands now. */
export async function readStands(roost: RoostApp): Promise<Stand[]> {
  return v.parse(
    v.array(StandSchema),
    await roost.page.evaluate(`window.roost.request('model:read', {}).then(({ value }) =>
      value.model.sessions.map(({ id, status, queueWait, queue }) => ({
        id,
        isReady: status.kind === 'idle' && status.certainty === 'sure',
        wait: queueWait,
        queue: queue.map(({ id, text, state }) =>
          ({ id, text, state: state.kind, why: state.problem?.code ?? null })),
      })))`),
  )
}

/** Puts a prompt into the queue of a session; when this resolves, Roost has promised to keep it. */
export async function sendPrompt(roost: RoostApp, id: SessionId, text: string): Promise<void> {
  const refused = v.parse(
    v.array(v.unknown()),
    await ask(roost, 'prompt:send', { ids: [id], prompt: { text, images: [] } }),
  )
  if (refused.length > 0) throw new Error(`not taken: ${JSON.stringify(refused)}`)
}
