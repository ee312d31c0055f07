import type { SessionId } from '../../../app/session/session.ts'
import type { ScreenFrame } from '../../pty-host/protocol/protocol.ts'
import type { HostLink } from '../../pty-host/client/host-link.ts'
import type { HostQuestions } from '../../pty-host/client/host-questions.ts'
import type { Status } from '../../../app/session/status.ts'
import type { ToolConfig } from '../../../app/tool/tool-config.ts'
import type { Clock } from '../../base/clock.ts'
import { pause } from '../../base/wait.ts'
import { emptyFrame } from '../../../app/screen/frame.ts'
import { readPromptBox } from '../../../app/screen/prompt-box.ts'

/** The terminal of one session, as a prompt goes in and an answer comes out. */
export type PromptTerminal = {
  /** Keeps the person's keys back until `release`. */
  hold(): void
  release(): void
  /** As a paste: bracketed where the program asked for that. */
  paste(text: string): void
  type(data: string): void
  /** The screen as it is; null where nobody tells. @param mark text counts as new from here on */
  frame(mark?: boolean): Promise<ScreenFrame | null>
  /** The text since the mark. */
  since(): ReturnType<HostQuestions['since']>
}

/** The terminal that the pty host holds. */
export function promptTerminal(
  host: Pick<HostLink, 'send'>,
  questions: Pick<HostQuestions, 'frame' | 'since'>,
  session: SessionId,
): PromptTerminal {
  return {
    hold: () => host.send({ type: 'hold', session, on: true }),
    release: () => host.send({ type: 'hold', session, on: false }),
    paste: (text) => host.send({ type: 'paste', session, text }),
    type: (data) => host.send({ type: 'input', session, data }),
    frame: (mark = false) => questions.frame(session, mark),
    since: () => questions.since(session),
  }
}

/** Whether two looks show the same, the place of the cursor included. */
export function isSameFrame(one: ScreenFrame, other: ScreenFrame): boolean {
  return (
    one.row === other.row &&
    one.cursor.x === other.cursor.x &&
    one.lines.length === other.lines.length &&
    one.lines.every((line, at) => line === other.lines[at])
  )
}

/** A text that the tool has taken. */
export type Delivered = {
  /** When its Enter was pressed, ms since the epoch. */
  readonly at: number
  /** The screen before anything of it was typed. */
  readonly before: ScreenFrame
}

/** A session that is typed into. */
export type Receiver = {
  readonly tool: ToolConfig
  /** That of its process, absolute; for the quoting of the shell in use. */
  readonly program: string | null
  status(): Status
  isUp(): boolean
}

/** What everything that types into a session has in common. */
export type Typing = { readonly clock: Clock; readonly terminal: PromptTerminal }

/** What is watched while a prompt is at work. */
export type AtWork = Receiver & {
  /** When its program last wrote, ms since the epoch. */
  lastActiveAt(): number
}

/** Looks until two looks, `everyMs` apart, show the same. A screen that never rests is read as it is after `forMs`. */
export async function frameAtRest(
  clock: Clock,
  terminal: Pick<PromptTerminal, 'frame'>,
  { everyMs, forMs }: { readonly everyMs: number; readonly forMs: number },
): Promise<ScreenFrame | null> {
  const deadline = clock.now() + forMs
  let last = await terminal.frame()
  for (;;) {
    await pause(clock, everyMs)
    const now = await terminal.frame()
    const isAtRest = now !== null && last !== null && isSameFrame(now, last)
    if (isAtRest || clock.now() >= deadline) return now
    last = now
  }
}

/** What stands in a tool's prompt box; null where it has none, or none is on the screen. */
export function readBox({ promptBox }: Pick<ToolConfig, 'promptBox'>, frame: ScreenFrame) {
  if (promptBox === undefined) return null
  const box = readPromptBox({ ...emptyFrame, ...frame }, promptBox)
  return box.kind === 'none' ? null : box
}
