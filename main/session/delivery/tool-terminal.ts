import type { SessionId } from '../../../app/session/session.ts'
import type { ScreenFrame } from '../../pty-host/protocol/protocol.ts'
import type { HostLink } from '../../pty-host/client/host-link.ts'
import type { HostQuestions } from '../../pty-host/client/host-questions.ts'

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
