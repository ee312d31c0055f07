import { isPromptLine } from '../../../app/screen/answer.ts'
import type { PromptResult } from '../../../app/session/prompt.ts'
import type { ToolConfig } from '../../../app/tool/tool-config.ts'
import type { ScreenFrame } from '../../pty-host/protocol/protocol.ts'
import { isAfter } from '../../base/clock.ts'
import { AwakeTime, pause } from '../../base/wait.ts'
import { isSameFrame, type Delivered, type ToolTerminal } from './tool-terminal.ts'
import type { TurnLimits } from '../../../app/tool/turn-limits.ts'

/**
 * Waits until a tool that was given a prompt is ready again, asks something, ends, or takes too long. A tool with a
 * status has to have been at work first, or to be at rest for a while; a line tool has to stand at its prompt. A sleep of
 * the machine does not count: no tool works in it.
 */
export async function untilTurnEnds(
  terminal: Pick<ToolTerminal, 'clock' | 'tool' | 'status' | 'isUp' | 'lastActiveAt' | 'frame'>,
  sent: Delivered,
  limits: TurnLimits,
): Promise<PromptResult['endedBy']> {
  const { clock, tool } = terminal
  const lead = cursorText(sent.before)
  const isByLines = isLineTool(tool, sent.before)
  let wasBusy = false
  let last: ScreenFrame | null = null
  let restsSince: number | null = null
  const awake = new AwakeTime(clock)
  const pressedBefore = clock.now() - sent.pressedAt
  let activeAt = terminal.lastActiveAt()
  let activeSince = 0
  for (;;) {
    const now = clock.now()
    const awakeMs = awake.read()
    const status = terminal.status()
    if (!terminal.isUp()) return 'exit'
    const isAsked = status.kind === 'waiting'
    if (isAsked && !isByLines) return 'waiting'
    if (status.kind === 'failed') return 'idle'
    // Its date may be set at any moment: that it changes is what tells of output.
    if (terminal.lastActiveAt() !== activeAt) {
      activeAt = terminal.lastActiveAt()
      activeSince = awakeMs
    }
    const turnMs = awakeMs + pressedBefore
    const quietMs = awakeMs - activeSince
    const isOver =
      (limits.totalMs !== null && turnMs > limits.totalMs) ||
      (limits.idleMs !== null && quietMs > limits.idleMs)
    if (isOver) return 'timeout'

    if (status.kind === 'working') wasBusy = true
    const isIdle = status.kind === 'idle'
    const ended = isIdle && (wasBusy || isAfter(clock, status.since, sent.pressedAt))
    if (ended && !isByLines) return 'idle'
    // A screen is asked for only where the status alone does not tell.
    if (isIdle || isByLines) {
      const frame = await terminal.frame()
      const isAtRest = frame !== null && last !== null && isSameFrame(frame, last)
      restsSince = isAtRest ? (restsSince ?? now) : null
      last = frame
      const restedMs = restsSince === null ? 0 : now - restsSince
      const mayAsk = isAsked && restedMs < askRestMs
      if (isAtRest && !mayAsk && isBack(tool, sent.before, frame, lead)) return 'idle'
      if (isAsked && !mayAsk) return 'waiting'
      const isReady = isIdle || endsInPrompt(tool, sent.before, frame, lead)
      if (isReady && restedMs >= restMs) return 'idle'
    }
    await pause(clock, lookEveryMs)
  }
}

/** Waits for a tool that is at work, or starts; one that asks is not waited for, since only a user can answer. */
export async function untilReady(
  terminal: Pick<ToolTerminal, 'clock' | 'status' | 'isUp'>,
  timeoutMs: number | null,
): Promise<void> {
  const isReady = (): boolean =>
    !terminal.isUp() || ['idle', 'waiting', 'failed'].includes(terminal.status().kind)
  const awake = new AwakeTime(terminal.clock)
  const isLate = (): boolean => timeoutMs !== null && awake.read() >= timeoutMs
  while (!isReady() && !isLate()) await pause(terminal.clock, lookEveryMs)
}

/** The line of the cursor up to the cursor. */
export function cursorText({ lines, cursor }: Pick<ScreenFrame, 'lines' | 'cursor'>): string {
  return (lines[cursor.y] ?? '').padEnd(cursor.x).slice(0, cursor.x)
}

/** Whether a tool talks line by line, and shows a prompt when it is ready. */
export function isLineTool(tool: Pick<ToolConfig, 'promptBox'>, frame: ScreenFrame): boolean {
  return tool.promptBox === undefined && !frame.isAlternate
}

function isBack(tool: ToolConfig, before: ScreenFrame, now: ScreenFrame, lead: string): boolean {
  if (!isLineTool(tool, now) || now.row <= before.row) return false
  return isPromptLine(cursorText(now), { lead, pattern: tool.promptPattern ?? null })
}

/** Output without a line end has the next prompt behind it; so does many a line on its way, unless it stays. */
function endsInPrompt(tool: ToolConfig, before: ScreenFrame, now: ScreenFrame | null, lead: string): boolean {
  if (now === null || !isLineTool(tool, now) || now.row <= before.row) return false
  return lead.trim() !== '' && cursorText(now).endsWith(lead)
}

const lookEveryMs = 50

/** A tool that is called ready, and whose screen has not changed for this long, has nothing more to say. */
const restMs = 2000

/** A line that was typed and ends like a question looks like one of the tool's for a moment: until the screen goes on. */
const askRestMs = 500
