import { isPromptLine } from '../../../app/screen/answer.ts'
import { failWith } from '../../../app/i18n/failure.ts'
import { succeed, type Result } from '../../../app/base/result.ts'
import type { Insertion } from '../../../app/tool/insertion.ts'
import { cutLines } from '../../../app/base/cut-lines.ts'
import { compilePattern } from '../../../app/base/pattern.ts'
import type { ToolConfig } from '../../../app/tool/tool-config.ts'
import type { ScreenFrame } from '../../pty-host/protocol/protocol.ts'
import { pollUntil } from '../../base/wait.ts'
import { answerTo } from './prompt-answer.ts'
import { isSameFrame, leastLooks, readBox, type Delivered, type ToolTerminal } from './tool-terminal.ts'
import { lookBefore, typeText } from './type-text.ts'
import { turnLimits } from '../../../app/tool/turn-limits.ts'
import { cursorText } from './turn-end.ts'

/**
 * Sends the commands that give images to a tool, one after the other: each when the tool is at its prompt again and has
 * said that it took the one before. The user's keys are to be held.
 *
 * @returns the last one that was sent, null where there is none; or why the first one failed, and then the rest is not
 *   sent: `image-refused`, `image-between-prompts`, those of `lookBefore` and `typeText`
 */
export async function sendLines(
  terminal: ToolTerminal,
  lines: readonly string[],
): Promise<Result<Delivered | null>> {
  let last: Delivered | null = null
  for (const line of lines) {
    const sent = await sendLine(terminal, line)
    if (!sent.ok) return sent
    last = sent.value
  }
  return succeed(last)
}

/**
 * Writes a path into a tool's prompt. The user's keys are to be held.
 *
 * @returns whether the tool has taken it, as far as the tool tells: for an image it takes as an attachment, once it shows
 *   one mark more than before or, where it has no mark, once its screen has changed and come to rest
 */
export async function insert(terminal: ToolTerminal, { how, text, takesImage }: Insertion): Promise<boolean> {
  const { clock, tool } = terminal
  const before = takesImage ? await terminal.frame() : null
  // A hold ends by itself, and there may be many images.
  terminal.hold()
  if (how === 'paste') terminal.paste(text)
  else terminal.type(text)
  const form = tool.imageForm
  if (form.kind !== 'paste' || before === null) return true
  const { markPattern } = form
  let last = before
  let isChanged = false
  const patience = { everyMs: lookEveryMs, forMs: form.markTimeoutMs, leastLooks }
  const seen = await pollUntil(clock, patience, async () => {
    const now = await terminal.frame()
    if (now === null) return null
    if (markPattern !== undefined) return hasNewMark(tool, markPattern, before, now) ? true : null
    const isAtRest = isSameFrame(last, now)
    isChanged = !isSameFrame(before, now)
    last = now
    return isChanged && isAtRest ? true : null
  })
  // A screen that never rests has changed all the same.
  return seen ?? isChanged
}

async function sendLine(terminal: ToolTerminal, line: string): Promise<Result<Delivered>> {
  terminal.hold()
  const before = await lookBefore(terminal)
  if (!before.ok) return before
  if (!isReady(terminal, before.value)) return failWith('image-between-prompts')
  const sent = await typeText(terminal, line, before.value)
  if (!sent.ok) return sent
  const { text, endedBy } = await answerTo(terminal, line, sent.value, turnLimits(terminal.tool, lineMs))
  if (endedBy === 'exit') return failWith('session-not-running')
  const { imageForm } = terminal.tool
  const mark = imageForm.kind === 'line' ? imageForm.markPattern : undefined
  const isTaken = endedBy === 'idle' && (mark === undefined || compilePattern(mark).test(cutLines(text)))
  return isTaken ? sent : failWith('image-refused')
}

/** Whether a line is read now, and as a command. Some tools tell only by their prompt that they are at work. */
function isReady(terminal: ToolTerminal, frame: ScreenFrame): boolean {
  if (['working', 'starting'].includes(terminal.status().kind)) return false
  const { promptPattern } = terminal.tool
  return promptPattern === undefined || isPromptLine(cursorText(frame), { lead: '', pattern: promptPattern })
}

/**
 * Whether there is one mark more in the prompt box, or on the screen, for tools that show it beside the box. On the
 * screen alone it may be missed: a last line of the answer before, drawn late, scrolls the mark of an earlier prompt away.
 */
function hasNewMark(
  tool: Pick<ToolConfig, 'promptBox'>,
  markPattern: string,
  before: ScreenFrame,
  now: ScreenFrame,
): boolean {
  const marksIn = (text: string): number =>
    [...cutLines(text).matchAll(compilePattern(markPattern, 'g'))].length
  const inBox = (frame: ScreenFrame): number => {
    const box = readBox(tool, frame)
    return box?.kind === 'draft' ? marksIn(box.text) : 0
  }
  const onScreen = ({ lines }: ScreenFrame): number => marksIn(lines.join('\n'))
  return inBox(now) > inBox(before) || onScreen(now) > onScreen(before)
}

/** Marks came 3 ms after the paste at the earliest; a screen that is the same after this long is at rest. */
const lookEveryMs = 60

/** A tool reads a file of at most 20 MB. */
const lineMs = 10_000
