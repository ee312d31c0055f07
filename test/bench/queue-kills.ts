import { readFileSync } from 'node:fs'
import { readAgentLog } from '../support/agent-log.ts'
import { launchRoost, type RoostApp } from '../support/app.ts'
import { createTestHome, type TestHome } from '../support/home.ts'
import { pollFor } from '../support/poll.ts'
import { seededRandom } from '../support/random-tui.ts'
import {
  openAgents,
  quickAgents,
  readStands,
  sendPrompt,
  untilReady,
  type AgentSession,
  type Stand,
} from './agent-sessions.ts'
import { ask } from './bench-app.ts'
import type { PromptCounts } from './prompt-counts.ts'
import { countAll, planPrompts, reasonsOf, untilSent, type PlannedPrompt } from './queue-run.ts'
import { receivedPrompts, type ReceivedPrompt } from './received-prompts.ts'

export type KillsResult = {
  readonly sessions: number
  readonly counts: PromptCounts
  readonly stuck: readonly string[]
  readonly kills: readonly KillResult[]
}

/** What a kill did, as the next start finds it. */
export type KillResult = {
  /** Prompts that agents had received by then, of all lives. */
  readonly received: number
  /** Prompts held as "may have been sent", of all sessions, and of these really received. */
  readonly unsure: number
  readonly unsureReceived: number
  /** The most that one session holds; more than one breaks a promise. */
  readonly mostUnsure: number
  /** Sessions whose agent got a prompt though the user had not decided about the one held: a broken promise. */
  readonly sentByItself: number
}

/**
 * Kills the whole app while queues are under way, again and again at moments that `seed` gives, and goes on each time
 * as a user does: starts the sessions, looks whether the tool got what is held, and takes that out or lets it go.
 */
export async function measureKills(options: {
  readonly sessions: number
  readonly prompts: number
  readonly kills: number
  readonly seed: number
}): Promise<KillsResult> {
  const { sessions, prompts, seed } = options
  const home = createTestHome()
  const random = seededRandom(seed)
  let roost = await launchRoost(home, quickAgents)
  try {
    const agents = await openAgents(roost, home, sessions)
    const plan = planPrompts(agents, prompts)
    const filler = new Filler(plan)
    const kills: KillResult[] = []
    for (let at = 0; at < options.kills; at++) {
      const filling = filler.fill(roost)
      // Somewhere in its share of the prompts, and anywhere between two of them.
      const received = Math.floor(((at + random()) / options.kills) * prompts * killedShare)
      await pollFor(() => countEnters(home) >= received, {
        timeoutMs: 30 * 60_000,
        what: 'the moment to kill',
      })
      await new Promise((resolve) => setTimeout(resolve, random() * killWithinMs))
      await roost.killApp()
      await filling
      const dead = new Set(readAgentLog(home.agentLog).map(({ pid }) => pid))
      roost = await launchRoost(home, quickAgents)
      const stands = await pollFor(async () => hasAll(await readStands(roost), agents), {
        what: 'the kept sessions',
      })
      filler.recover(home, stands)
      kills.push(await comeBack({ home, roost, agents, stands, dead }))
    }
    const refusal = await filler.fill(roost)
    if (refusal !== undefined) throw refusal
    const left = await untilSent(roost)
    return { sessions, counts: countAll(home, agents, plan, left), stuck: reasonsOf(left), kills }
  } finally {
    await roost.dispose()
    home.dispose()
  }
}

/** The last kill comes before this share of all prompts is through. */
const killedShare = 0.9
/** Longer than a prompt takes, so that a kill can meet any step of it. */
const killWithinMs = 2000

/** Puts prompts into queues across the lives of the app. */
class Filler {
  readonly #plan: readonly PlannedPrompt[]
  #sent = 0

  constructor(plan: readonly PlannedPrompt[]) {
    this.#plan = plan
  }

  /**
   * Goes on where it was, until all is sent or the app is gone.
   *
   * @returns what ended it early, undefined where nothing did
   */
  async fill(roost: RoostApp): Promise<unknown> {
    try {
      for (let next = this.#plan[this.#sent]; next !== undefined; next = this.#plan[this.#sent]) {
        await sendPrompt(roost, next.agent.id, next.text)
        this.#sent++
      }
    } catch (error) {
      return error
    }
    return undefined
  }

  /** The kill may have met a prompt that was kept, but the answer did not come back: that one is not sent again. */
  recover(home: TestHome, stands: readonly Stand[]): void {
    const next = this.#plan[this.#sent]
    if (next === undefined) return
    const queued = stands.flatMap(({ queue }) => queue.map(({ text }) => text))
    const received = [...receivedPrompts(readAgentLog(home.agentLog)).values()].flat().map(({ text }) => text)
    if ([...queued, ...received].includes(next.text)) this.#sent++
  }
}

/** About how many prompts were received: asked for often beside what is measured, so not read with care. */
function countEnters(home: TestHome): number {
  return readFileSync(home.agentLog, 'latin1').split('"name":"enter"').length - 1
}

function hasAll(stands: Stand[], agents: readonly AgentSession[]): Stand[] | null {
  return stands.length === agents.length ? stands : null
}

/**
 * Starts all sessions and decides about what is held.
 *
 * @param around.stands as the start found the queues
 * @param around.dead the agents of the lives before
 */
async function comeBack(around: {
  readonly home: TestHome
  readonly roost: RoostApp
  readonly agents: readonly AgentSession[]
  readonly stands: readonly Stand[]
  readonly dead: ReadonlySet<number>
}): Promise<KillResult> {
  const { home, roost, agents, stands, dead } = around
  const held = agents.flatMap(({ id, folder }) => {
    const items =
      stands.find((stand) => stand.id === id)?.queue.filter(({ state }) => state === 'unsure') ?? []
    return items.length === 0 ? [] : [{ id, folder, items }]
  })
  for (const { id } of agents)
    // What the kill left is on its way out; until it is gone a start is refused.
    await pollFor(async () => (await ask(roost, 'session:start', { id, fresh: false })) === null, {
      timeoutMs: 60_000,
      what: 'the session to start again',
    })
  await untilReady(
    roost,
    held.map(({ id }) => id),
  )
  // As long as a prompt that goes by itself would take.
  await roost.page.waitForTimeout(killWithinMs)

  const received = receivedPrompts(readAgentLog(home.agentLog))
  const isOld = ({ pid }: ReceivedPrompt) => dead.has(pid)
  let unsureReceived = 0
  let sentByItself = 0
  for (const { id, folder, items } of held) {
    const prompts = received.get(folder) ?? []
    if (!prompts.every(isOld)) sentByItself++
    for (const { id: item, text } of items) {
      const isThere = prompts.some((prompt) => prompt.text === text)
      if (isThere) unsureReceived++
      await ask(roost, 'queue:change', { id, item, change: { kind: isThere ? 'remove' : 'release' } })
    }
  }
  const counts = held.map(({ items }) => items.length)
  return {
    received: [...received.values()].flat().filter(isOld).length,
    unsure: counts.reduce((sum, count) => sum + count, 0),
    unsureReceived,
    mostUnsure: Math.max(0, ...counts),
    sentByItself,
  }
}
