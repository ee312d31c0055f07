import * as v from 'valibot'
import type { SessionId } from '../../app/session/session.ts'
import { presets } from '../../app/tool/presets/presets.ts'
import { readAgentLog } from '../support/agent-log.ts'
import type { RoostApp } from '../support/app.ts'
import type { TestHome } from '../support/home.ts'
import { writePng } from '../support/images.ts'
import { pollFor } from '../support/poll.ts'
import { openAgents, quickAgents, readStands, untilReady } from './agent-sessions.ts'
import { ask, openBusyShells, shellThatMayRedraw, withApp } from './bench-app.ts'
import { receivedPrompts } from './received-prompts.ts'
import { spreadOf, type Spread } from './statistics.ts'

export const promptKinds = ['text', 'image', 'long'] as const
export type PromptKind = (typeof promptKinds)[number]

/** From the moment at which the page sends a prompt, ms. */
export type PromptTimes = {
  readonly kind: PromptKind
  /** Beside sessions that redraw. */
  readonly isBusy: boolean
  /** Until the agent has read its Enter. */
  readonly received: Spread
  /** Until the page is told that the tool has taken it. */
  readonly confirmed: Spread
  /** Why Roost did not send some of them, by the code of its reason. */
  readonly refusals: readonly string[]
}

/** The pause that the tool's preset asks for between a text and its Enter: a part of each time, whatever Roost does. */
export const pauseMs = presets.find(({ name }) => name === 'claude')?.enterPauseMs ?? Number.NaN

/** Sends prompts of each kind into an agent that is ready, one after the other, alone and beside busy sessions. */
export async function measurePromptTime(count: number): Promise<PromptTimes[]> {
  return [...(await measureBeside(false, count)), ...(await measureBeside(true, count))]
}

function measureBeside(isBusy: boolean, count: number): Promise<PromptTimes[]> {
  return withApp(
    quickAgents,
    async (roost, home) => {
      const [agent] = await openAgents(roost, home, 1)
      if (agent === undefined) throw new Error('no agent')
      if (isBusy) await openBusyShells(roost, home)
      await ask(roost, 'session:activate', { id: agent.id })
      const paths = [writePng(home.root, 'shot.png')]
      const images = v.parse(
        v.array(v.string()),
        await ask(roost, 'image:keepPaths', { id: agent.id, paths }),
      )
      const results: PromptTimes[] = []
      for (const kind of promptKinds) {
        const received: number[] = []
        const confirmed: number[] = []
        const refusals: string[] = []
        // The first warms up.
        for (let at = 0; at <= count; at++) {
          await untilReady(roost, [agent.id])
          const sent = { text: textOf(kind, at), images: kind === 'image' ? images : [] }
          const { sentAt, confirmedAt, refusal } = await sendTimed(roost, agent.id, sent)
          if (refusal !== null) {
            refusals.push(refusal)
            await takeBack(roost, agent.id)
          } else if (at > 0) {
            received.push((await receivedSince(home, agent.folder, sentAt)) - sentAt)
            confirmed.push(confirmedAt - sentAt)
          }
        }
        results.push({ kind, isBusy, received: spreadOf(received), confirmed: spreadOf(confirmed), refusals })
      }
      return results
    },
    shellThatMayRedraw,
  )
}

function textOf(kind: PromptKind, at: number): string {
  const line = 'A line as long as the lines of what somebody pastes often are.\n'
  const more = kind === 'long' ? line.repeat(Math.ceil(longChars / line.length)) : ''
  return `prompt ${at} with ${kind}\n${more}`
}

const longChars = 10_000

const SentSchema = v.object({
  sentAt: v.number(),
  confirmedAt: v.number(),
  /** The code of the reason for which it was not sent. */
  refusal: v.nullable(v.string()),
})

async function sendTimed(
  roost: RoostApp,
  id: SessionId,
  prompt: { readonly text: string; readonly images: readonly string[] },
): Promise<v.InferOutput<typeof SentSchema>> {
  const argument = JSON.stringify({ ids: [id], prompt })
  const times: unknown = await roost.page.evaluate(`new Promise((resolve, reject) => {
    const now = () => performance.timeOrigin + performance.now()
    const sentAt = now()
    let wasQueued = false
    const stop = window.roost.on('model:patch', ({ patch }) => {
      // It is the session on show.
      if (patch.kind !== 'queue' || patch.queue?.id !== '${id}') return
      const [item] = patch.queue.rows
      const isFailed = item?.state.kind === 'failed'
      if (isFailed || (item === undefined && wasQueued)) {
        stop()
        resolve({ sentAt, confirmedAt: now(), refusal: isFailed ? item.state.problem.code : null })
      }
      wasQueued ||= item !== undefined
    })
    void window.roost.request('prompt:send', ${argument}).then((answer) => {
      if (!answer.ok || answer.value.length > 0) reject(new Error(JSON.stringify(answer)))
    })
  })`)
  return v.parse(SentSchema, times)
}

/** As a user does with a prompt that was not sent: out of the queue, and what stands of it in the tool rubbed out. */
async function takeBack(roost: RoostApp, id: SessionId): Promise<void> {
  const stand = (await readStands(roost)).find((one) => one.id === id)
  for (const item of stand?.queue ?? [])
    await ask(roost, 'queue:change', { id, item: item.id, change: { kind: 'remove' } })
  await roost.focusTerminal()
  await roost.page.keyboard.press('Control+u')
}

/** When the agent got the prompt that was sent then; Roost's confirmation may come before the agent's log does. */
function receivedSince(home: TestHome, folder: string, sentAt: number): Promise<number> {
  return pollFor(
    () =>
      receivedPrompts(readAgentLog(home.agentLog))
        .get(folder)
        ?.find(({ at }) => at > sentAt)?.at,
    { what: 'the prompt in the log of the agent' },
  )
}
