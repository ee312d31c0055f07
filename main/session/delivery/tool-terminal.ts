import { isOwnLine, type PressCondition } from '../../../app/screen/before-press.ts'
import type { Failure } from '../../../app/base/result.ts'
import { failWith } from '../../../app/i18n/failure.ts'
import { emptyFrame } from '../../../app/screen/frame.ts'
import { readPromptBox } from '../../../app/screen/prompt-box.ts'
import type { SessionId } from '../../../app/session/session.ts'
import type { Status } from '../../../app/session/status.ts'
import type { ToolConfig } from '../../../app/tool/tool-config.ts'
import type { Clock } from '../../base/clock.ts'
import { pause } from '../../base/wait.ts'
import type { HostLink } from '../../pty-host/client/host-link.ts'
import type { HostQuestions } from '../../pty-host/client/host-questions.ts'
import type { PressOutcome, ScreenFrame } from '../../pty-host/protocol/protocol.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'

/** One session's tool and its terminal: all that typing a prompt, and waiting for the answer, needs of them. */
export type ToolTerminal = {
  readonly tool: ToolConfig
  /** A user started the tool in the terminal, which is that of a shell. */
  readonly isByHand: boolean
  readonly clock: Clock
  /** The program of its process, absolute; null where it is unknown. For the quoting of the shell in use. */
  readonly program: string | null
  /** Whether the tool that had the terminal when this was made has it still. */
  isInFront(): boolean
  status(): Status
  /** Whether its process runs. */
  isUp(): boolean
  /** When its program last wrote, ms since the epoch. */
  lastActiveAt(): number
  /** Keeps the user's keys back until `release`, or for half a minute. */
  hold(): void
  release(): void
  /** Writes text as a paste: bracketed where the program asked for that. */
  paste(text: string): void
  type(data: string): void
  /** Presses a key for the user where the screen is as it has to be; null where nobody tells whether it was pressed. */
  press(key: string, when: PressCondition): Promise<PressOutcome | null>
  /** A prompt was typed and Enter may not have sent it: where it still stands, the screens read from here on say so. */
  noteUnsent(when: PressCondition): void
  /** The screen as it is; null where nobody tells. @param mark text counts as new from here on */
  frame(mark?: boolean): Promise<ScreenFrame | null>
  /** The text since the mark. */
  since(): ReturnType<HostQuestions['since']>
}

/** A text that the tool has taken. */
export type Delivered = {
  /** When its Enter was pressed, ms since the epoch. */
  readonly at: number
  /** The same by `Clock.now`. */
  readonly pressedAt: number
  /** The screen before anything of it was typed. */
  readonly before: ScreenFrame
}

/** Gives the terminals of sessions that the pty host holds. */
export function toolTerminals(deps: {
  readonly host: Pick<HostLink, 'send'>
  readonly questions: Pick<HostQuestions, 'frame' | 'since' | 'press'>
  readonly clock: Clock
  readonly registry: SessionRegistry
}): (session: SessionId) => ToolTerminal | null {
  const { host, questions, clock, registry } = deps
  return (id) => {
    const session = registry.list.find(id)
    if (session === null) return null
    const agent = session.front.agentInShell?.name
    return {
      // The description may be changed while a prompt waits for its turn.
      get tool() {
        return session.toolInFront
      },
      get isByHand() {
        return session.front.agentInShell !== null
      },
      isInFront: () => session.front.agentInShell?.name === agent,
      clock,
      program: session.program,
      status: () => session.status,
      isUp: () => session.isUp && registry.list.find(id) !== null,
      lastActiveAt: () => session.record.lastActiveAt,
      hold: () => host.send({ type: 'hold', session: id, on: true }),
      release: () => host.send({ type: 'hold', session: id, on: false }),
      paste: (text) => host.send({ type: 'paste', session: id, text }),
      type: (data) => host.send({ type: 'input', session: id, data }),
      press: (key, when) => questions.press(id, key, when),
      noteUnsent: (when) => host.send({ type: 'unsent', session: id, when }),
      frame: (mark = false) => questions.frame(id, mark),
      since: () => questions.since(id),
    }
  }
}

/**
 * Why nothing may be typed into a tool now: `session-not-running`, `session-asks`, `program-changed`; null where it may.
 *
 * @param typed what was typed already: where that alone reads like a question, nothing is asked
 */
export function refusalOf(
  terminal: Pick<ToolTerminal, 'isUp' | 'isInFront' | 'status'>,
  typed: PressCondition | null = null,
): Failure | null {
  if (!terminal.isUp()) return failWith('session-not-running')
  if (!terminal.isInFront()) return failWith('program-changed')
  const { kind, evidence } = terminal.status()
  if (kind !== 'waiting') return null
  const isOwn = typed !== null && evidence.source === 'screen' && isOwnLine(evidence.text, typed)
  return isOwn ? null : failWith('session-asks')
}

/** What stands in a tool's prompt box; null where it has none, or none is on the screen. */
export function readBox({ promptBox }: Pick<ToolConfig, 'promptBox'>, frame: ScreenFrame) {
  if (promptBox === undefined) return null
  const box = readPromptBox({ ...emptyFrame, ...frame }, promptBox)
  return box.kind === 'none' ? null : box
}

/** Where a machine is so busy that a look takes seconds, its tools are as late: no limit is reached before so many looks. */
export const leastLooks = 10

/** Whether two looks show the same, the place of the cursor included. */
export function isSameFrame(one: ScreenFrame, other: ScreenFrame): boolean {
  return (
    one.row === other.row &&
    one.cursor.x === other.cursor.x &&
    one.lines.length === other.lines.length &&
    one.lines.every((line, at) => line === other.lines[at])
  )
}

/** Looks until two looks, `everyMs` apart, show the same. A screen that never rests is read as it is after `forMs`. */
export async function frameAtRest(
  { clock, frame }: Pick<ToolTerminal, 'clock' | 'frame'>,
  { everyMs, forMs }: { readonly everyMs: number; readonly forMs: number },
): Promise<ScreenFrame | null> {
  const deadline = clock.now() + forMs
  let last = await frame()
  for (;;) {
    await pause(clock, everyMs)
    const now = await frame()
    const isAtRest = now !== null && last !== null && isSameFrame(now, last)
    if (isAtRest || clock.now() >= deadline) return now
    last = now
  }
}
