import { boxRows } from '../../../app/screen/box-rows.ts'
import { answerOfLines, answerOfScreen } from '../../../app/screen/answer.ts'
import type { PromptResult } from '../../../app/session/prompt.ts'
import type { ToolConfig } from '../../../app/tool/tool-config.ts'
import type { ScreenFrame } from '../../pty-host/protocol/protocol.ts'
import { frameAtRest, type Delivered, type ToolTerminal } from './tool-terminal.ts'
import { cursorText, isLineTool, untilTurnEnds } from './turn-end.ts'
import type { TurnLimits } from '../../../app/tool/turn-limits.ts'

/**
 * Waits for the end of a turn, and reads what the tool said: a line tool all it printed, any other what is on its screen.
 *
 * @param text the prompt, whose echo is no answer
 */
export async function answerTo(
  terminal: ToolTerminal,
  text: string,
  sent: Delivered,
  limits: TurnLimits,
): Promise<PromptResult> {
  const { tool } = terminal
  const endedBy = await untilTurnEnds(terminal, sent, limits)
  const isByLines = isLineTool(tool, sent.before)
  // A tool may say that it is done before it has drawn the last of it.
  const now = isByLines ? await terminal.frame() : await frameAtRest(terminal, rest)
  const since = await terminal.since()
  const answer =
    isByLines && !since.isScreen
      ? answerOfLines(since.text, {
          lead: cursorText(sent.before),
          prompt: text,
          pattern: tool.promptPattern ?? null,
          // A shell that is ready shows its prompt, which may be another one in another folder.
          after: endedBy === 'idle' && tool.kind === 'shell' && now ? cursorText(now) : null,
        })
      : answerOfScreen(now?.lines ?? since.text.split('\n'), text, {
          top: now && boxTop(tool, now),
          trailer: tool.promptBox?.trailer ?? null,
        })
  return { text: answer, partial: endedBy === 'timeout', endedBy }
}

function boxTop({ promptBox }: ToolConfig, frame: ScreenFrame): number | null {
  return promptBox === undefined ? null : (boxRows(frame.lines, frame.cursor.y, promptBox.shape)?.top ?? null)
}

/** Tools that work redraw their clock, or a sign of it, several times a second. */
const rest = { everyMs: 400, forMs: 3000 } as const
