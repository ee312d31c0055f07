import type { AgentLogEntry } from '../support/agent-log.ts'

/** A prompt that a stand-in agent was given. */
export type ReceivedPrompt = {
  /** What was typed and pasted before the Enter, images as their paths. */
  readonly text: string
  /** The process that took it. */
  readonly pid: number
  /** When its Enter came, ms since 1970. */
  readonly at: number
}

/**
 * The prompts that reached agents, by the folder that the agent runs in, in the order in which they came. Nothing that
 * Roost says is in it: these are the bytes that came out of the terminals.
 */
export function receivedPrompts(log: readonly AgentLogEntry[]): ReadonlyMap<string, ReceivedPrompt[]> {
  const folders = new Map<number, string>()
  const drafts = new Map<number, string>()
  const received = new Map<string, ReceivedPrompt[]>()
  for (const { kind, pid, at, name, text = '', cwd = '' } of log) {
    const draft = drafts.get(pid) ?? ''
    if (kind === 'start') folders.set(pid, cwd)
    else if (kind === 'key' && name === 'enter') {
      drafts.set(pid, '')
      const folder = folders.get(pid) ?? ''
      const before = received.get(folder) ?? []
      if (before.length === 0) received.set(folder, before)
      if (draft.trim() !== '') before.push({ text: draft.trim(), pid, at })
    } else if (kind === 'key' || kind === 'paste') drafts.set(pid, draft + text)
  }
  return received
}
