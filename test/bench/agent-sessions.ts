import { join } from 'node:path'
import * as v from 'valibot'
import { afterRestart, emptyQueue } from '../../app/session/queue.ts'
import { SessionIdSchema, type SessionId } from '../../app/session/session.ts'
import { readPrompts } from '../../main/store/read-prompts.ts'
import type { RoostApp } from '../support/app.ts'
import type { TestHome } from '../support/home.ts'
import { pollFor } from '../support/poll.ts'
import { ask, openSession } from './bench-app.ts'

/** Stand-ins that answer as fast as they can. */
export const quickAgents = { env: { FAKE_AGENT_ANSWER_MS: '0' } }

/** A session with a stand-in agent, alone in its folder. */
export type AgentSession = { readonly id: SessionId; readonly folder: string }

/** How a session and its queue stand. */
export type Stand = {
  readonly id: SessionId
  /** Ready for a prompt, and not by a guess. */
  readonly isReady: boolean
  readonly wait: string | null
  readonly queue: readonly {
    readonly id: number
    readonly text: string
    readonly state: string
    readonly why: string | null
  }[]
}

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

/** How each session stands now, by what the window is told and, of prompts that wait, by what is on disk. */
export async function readStands(roost: RoostApp): Promise<Stand[]> {
  const views = v.parse(
    v.array(ViewSchema),
    await roost.page.evaluate(
      `window.roost.request('model:read', {}).then(({ value }) => value.model.sessions)`,
    ),
  )
  return views.map(({ id, status, queueWait }) => {
    const { state } = readPrompts(join(roost.home.data, 'prompts', `${id}.jsonl`), null)
    const kept = state?.kept.queue ?? emptyQueue
    const isUp = status.kind !== 'dormant' && status.kind !== 'exited'
    return {
      id,
      isReady: status.kind === 'idle' && status.certainty === 'sure',
      wait: queueWait,
      queue: (isUp ? kept : afterRestart(kept)).items.map((item) => ({
        id: item.id,
        text: item.text,
        state: item.state.kind,
        why: item.state.kind === 'failed' ? item.state.problem.code : null,
      })),
    }
  })
}

const ViewSchema = v.object({
  id: SessionIdSchema,
  status: v.object({ kind: v.string(), certainty: v.optional(v.string()) }),
  queueWait: v.nullable(v.string()),
})

/** Puts a prompt into the queue of a session; when this resolves, Roost has promised to keep it. */
export async function sendPrompt(roost: RoostApp, id: SessionId, text: string): Promise<void> {
  const refused = v.parse(
    v.array(v.unknown()),
    await ask(roost, 'prompt:send', { ids: [id], prompt: { text, images: [] } }),
  )
  if (refused.length > 0) throw new Error(`not taken: ${JSON.stringify(refused)}`)
}
