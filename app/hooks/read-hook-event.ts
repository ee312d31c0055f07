import { cleanLine } from '../terminal/title.ts'
import type { Claim, ClaimEvidence } from '../activity/evidence.ts'
import type { HookReading } from './claims-of-hooks.ts'
import { readClaudeEvent, readQwenEvent } from './claude.ts'
import { readCopilotEvent } from './copilot.ts'
import { readPayload, type Payload } from '../base/json-value.ts'
import { readCodexEvent, readOpencodeEvent, readPiEvent } from './plugins.ts'

/** The tools whose events Roost can read. */
export const hookAgents = ['claude', 'codex', 'opencode', 'qwen', 'copilot', 'pi', 'kilo'] as const
export type HookAgent = (typeof hookAgents)[number]

/** One line of an events file, read. `name` is the event's, as its tool calls it. */
export type HookEvent = Required<HookReading> & { readonly name: string; readonly text: string }

/** Longest line that is read, in UTF-16 units; the hook passes on less (`main/hooks/hook-command.ts`). */
export const maxEventLine = 320 * 1024

/**
 * Reads one line of a session's events file: the event's name, a space, and the JSON that the tool gave its hook,
 * perhaps cut short. What the line holds is what a tool wrote about what a model wrote: no more than a claim.
 *
 * @returns null where the line is malformed, too long, or an event that says nothing
 */
export function readHookEvent(line: string, agent: HookAgent): HookEvent | null {
  if (line.length > maxEventLine) return null
  const [, name, json] = /^([A-Za-z][A-Za-z_.]{0,63}) ([^]*)$/u.exec(line) ?? []
  if (name === undefined || json === undefined) return null
  const payload = readPayload(json)
  const reading = payload === null ? null : readers[agent](name, payload)
  if (reading === null) return null
  const { claim, text, resumeToken, background, agent: subAgent } = reading
  return {
    name,
    claim: claim === null ? null : cleanClaim(claim),
    text: cleanLine(text ?? '', maxTextGraphemes),
    resumeToken: resumeToken ?? null,
    background: background ?? null,
    agent: subAgent ?? null,
  }
}

/** The event as evidence; null where it claims nothing. @param agents sub-agents at work, see `agentsAfter` */
export function hookEvidence(
  event: HookEvent,
  agents: ReadonlySet<string>,
  at: number,
): ClaimEvidence | null {
  const { name, text, claim, background } = event
  if (claim === null) return null
  const beside = Math.max(background ?? 0, agents.size)
  const counted = claim.kind === 'working' && beside > 0 ? { ...claim, background: beside } : claim
  return { kind: 'claim', source: 'hook', rule: name, text, at, claim: counted }
}

/**
 * The sub-agents at work after one more event. The end of a turn says what goes on beyond it, so that one whose end
 * was not told cannot stay for good.
 */
export function agentsAfter(agents: ReadonlySet<string>, event: HookEvent): ReadonlySet<string> {
  const { claim, agent } = event
  const isTurnOver = event.background !== null && agent === null
  if (isTurnOver || claim?.kind === 'idle' || claim?.kind === 'failed' || claim?.kind === 'none')
    return noAgents
  if (agent === null) return agents
  const next = new Set(agents)
  if (agent.isRunning && next.size < maxAgents) next.add(agent.id)
  if (!agent.isRunning) next.delete(agent.id)
  return next
}

/** Nothing at work beside the conversation. */
export const noAgents: ReadonlySet<string> = new Set()

const readers: Readonly<Record<HookAgent, (name: string, payload: Payload) => HookReading | null>> = {
  claude: readClaudeEvent,
  codex: readCodexEvent,
  opencode: readOpencodeEvent,
  qwen: readQwenEvent,
  copilot: readCopilotEvent,
  pi: readPiEvent,
  // Its events are told by opencode's plugin.
  kilo: readOpencodeEvent,
}

/** As long as a line of a dialog. */
const maxTextGraphemes = 200
/** More at once are a tool that tells no ends. */
const maxAgents = 100

function cleanClaim(claim: Claim): Claim {
  switch (claim.kind) {
    case 'waiting': {
      const question = claim.question === null ? '' : cleanLine(claim.question, maxTextGraphemes)
      return { ...claim, question: question === '' ? null : question }
    }
    case 'failed':
      return { ...claim, message: cleanLine(claim.message, maxTextGraphemes) }
    case 'working':
    case 'idle':
    case 'none':
      return claim
  }
}
