import { whyNotPress } from '../../app/screen/before-press.ts'
import { emptyFrame } from '../../app/screen/frame.ts'
import type { ScreenFrame } from '../../main/pty-host/protocol/protocol.ts'
import type { ToolTerminal } from '../../main/session/delivery/tool-terminal.ts'
import { statuses } from './fake-bridge.ts'
import { steppedClock } from './stepped-clock.ts'

/** A screen of these rows; the cursor is at the end of the last one. */
export function screenFrame(lines: readonly string[], part: Partial<ScreenFrame> = {}): ScreenFrame {
  const cursor = { x: lines.at(-1)?.length ?? 0, y: Math.max(0, lines.length - 1) }
  return {
    lines,
    solid: lines,
    cursor,
    row: (part.cursor ?? cursor).y,
    wraps: false,
    bracketedPaste: true,
    isAlternate: false,
    hasTyped: false,
    commandLine: 'unknown',
    front: null,
    isTyping: false,
    writtenBytes: 0,
    ...part,
  }
}

/** A tool that is ready, behind a terminal that looks before it presses a key, as the host does. */
export function fakeTerminal(
  part: Pick<ToolTerminal, 'tool'> & { frame: () => ScreenFrame } & Partial<
      Omit<ToolTerminal, 'frame' | 'press'>
    >,
): ToolTerminal {
  const { frame, type = () => undefined, clock = steppedClock() } = part
  return {
    program: null,
    status: () => statuses.idle,
    isUp: () => true,
    isByHand: false,
    isInFront: () => true,
    lastActiveAt: () => 0,
    hold: () => undefined,
    release: () => undefined,
    paste: () => undefined,
    noteUnsent: () => undefined,
    since: () => Promise.resolve({ text: '', isScreen: true }),
    ...part,
    clock,
    type,
    frame: () => Promise.resolve(frame()),
    press(key, when) {
      const seen = frame()
      const refusal = whyNotPress({ ...emptyFrame, ...seen }, null, when)
      if (refusal !== null) return Promise.resolve({ kind: refusal })
      type(key)
      return Promise.resolve({ kind: 'pressed', frame: seen, at: clock.dateNow() })
    },
  }
}
