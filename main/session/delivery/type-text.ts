import { holdsText, withoutMarks } from '../../../app/screen/prompt-box.ts'
import { failWith } from '../../../app/i18n/failure.ts'
import { succeed, type Result } from '../../../app/base/result.ts'
import type { ToolConfig } from '../../../app/tool/tool-config.ts'
import type { ScreenFrame } from '../../pty-host/protocol/protocol.ts'
import {
  frameAtRest,
  isSameFrame,
  readBox,
  type Delivered,
  type Receiver,
  type Typing,
} from './tool-terminal.ts'
import { pause, pollUntil } from '../../base/wait.ts'

/**
 * Waits for what is not drawn yet: the prompt box of a tool that is called ready, and what a person typed a moment ago.
 * Claude Code, when it picks up a conversation, says that it is ready before it has drawn anything, and loses an Enter
 * that comes then. Where a box never comes, its rule may be out of date.
 */
export async function untilDrawn({ clock, terminal }: Typing, receiver: Receiver): Promise<void> {
  if (receiver.tool.promptBox === undefined) return
  await pollUntil(clock, { everyMs: lookEveryMs, forMs: drawnMs }, async () => {
    const frame = await terminal.frame()
    if (frame === null || refusal(receiver) !== null) return true
    const box = readBox(receiver.tool, frame)
    return box?.kind === 'draft' || (box !== null && !frame.isTyping) ? true : null
  })
}

/**
 * Looks whether a tool may be typed into; text counts as new from here on.
 *
 * @returns its screen; or `session-not-running`, `session-asks` (Enter would answer a dialog), `host-gone`, `prompt-draft`
 *   (the person has begun a prompt of their own)
 */
export async function lookBefore({ terminal }: Typing, receiver: Receiver): Promise<Result<ScreenFrame>> {
  const refused = refusal(receiver)
  if (refused !== null) return refused
  const before = await terminal.frame(true)
  if (before === null) return failWith('host-gone')
  return hasDraft(receiver.tool, before) ? failWith('prompt-draft') : succeed(before)
}

/**
 * Pastes a text and sends it with Enter, once it is seen. An empty one sends what stands there.
 *
 * @param before the screen that `lookBefore` saw
 * @returns when it was sent; or `prompt-not-shown` (nothing was typed, as far as can be seen), `prompt-not-taken` (it
 *   stands in the tool, unsent), `session-not-running`, `session-asks`
 */
export async function sendText(
  typing: Typing,
  receiver: Receiver,
  text: string,
  before: ScreenFrame,
): Promise<Result<Delivered>> {
  const { clock, terminal } = typing
  if (text.trim() !== '') {
    terminal.paste(guarded(text))
    if (!(await isShown(typing, receiver.tool, before, text))) return failWith('prompt-not-shown')
  }
  // Between the text and its Enter a dialog may have come up, which Enter would answer.
  const late = refusal(receiver)
  if (late !== null) return late
  const at = clock.now()
  return (await pressEnter(typing, receiver, text)) ? succeed({ at, before }) : failWith('prompt-not-taken')
}

/** A popup of files takes the Enter after a last word that begins with @, and a backslash makes a new line of it. */
function guarded(text: string): string {
  return /(?:^|\s)@\S*$|\\$/u.test(text) ? `${text} ` : text
}

function refusal(receiver: Receiver): Result<never> | null {
  if (!receiver.isUp()) return failWith('session-not-running')
  return receiver.status().kind === 'waiting' ? failWith('session-asks') : null
}

/** Whether a person has begun a prompt of their own in the tool. */
function hasDraft(tool: Pick<ToolConfig, 'promptBox'>, frame: ScreenFrame): boolean {
  if (tool.promptBox !== undefined && frame.isTyping) return true
  const box = readBox(tool, frame)
  return box === null ? frame.hasTyped : box.kind === 'draft'
}

/**
 * Whether what was typed is on the screen: in the prompt box, or where there was none, whether the screen has changed.
 * A box that was there and cannot be found shows a screen half drawn, or a dialog in its place: it is waited for, since
 * an Enter now would come before the tool has read the text, or answer the dialog; unless the end of the text is seen:
 * then it is taller than the screen.
 */
async function isShown(
  { clock, terminal }: Typing,
  tool: ToolConfig,
  before: ScreenFrame,
  text: string,
): Promise<boolean> {
  let isThere = false
  const hadBox = readBox(tool, before) !== null
  await pollUntil(clock, { everyMs: lookEveryMs, forMs: shownMs }, async () => {
    const now = await terminal.frame()
    if (now === null) return null
    const box = readBox(tool, now)
    if (box === null) {
      if (hadBox && !endsOnScreen(now, text)) return null
      isThere = true
      return !isSameFrame(before, now) ? true : null
    }
    // Text in a form of the tool's own, such as a large paste that it folds, is there as well.
    if (box.kind === 'draft') isThere = true
    return box.kind === 'draft' && holdsText(box.text, text) ? true : null
  })
  return isThere
}

function endsOnScreen({ lines }: ScreenFrame, text: string): boolean {
  return withoutMarks(lines.join('')).includes(withoutMarks(text).slice(-comparedChars))
}

/**
 * Presses Enter after the tool's pause, and looks whether the prompt went: by the tool's status, or for a while by its
 * prompt box, since one look may find a screen half drawn. Once more where it still stands there: some tools take the
 * first one for a part of the paste.
 */
async function pressEnter({ clock, terminal }: Typing, receiver: Receiver, text: string): Promise<boolean> {
  const { tool } = receiver
  const settledMs = tool.promptBox === undefined ? 0 : redrawnMs
  for (let attempt = 0; attempt < enterAttempts; attempt++) {
    await pause(clock, tool.enterPauseMs)
    const before = await lookAtRest({ clock, terminal }, tool)
    const status = receiver.status()
    let goneSince: number | null = null
    terminal.type('\r')
    const isTaken = await pollUntil(clock, { everyMs: lookEveryMs, forMs: takenMs }, async () => {
      const now = receiver.status()
      if (!receiver.isUp()) return true
      if (now !== status && now.kind !== 'idle' && now.kind !== status.kind) return true
      const frame = await terminal.frame()
      const isGone = frame !== null && before !== null && hasGone(tool, before, frame, text)
      goneSince = isGone ? (goneSince ?? clock.now()) : null
      return goneSince !== null && clock.now() - goneSince >= settledMs ? true : null
    })
    if (isTaken === true) return true
  }
  return false
}

/**
 * The screen before Enter. A prompt that is taller than the screen leaves no box to read: then any change tells that it
 * went, and what is still being drawn of it has to be waited for.
 */
async function lookAtRest({ clock, terminal }: Typing, tool: ToolConfig): Promise<ScreenFrame | null> {
  const now = await terminal.frame()
  if (now === null || tool.promptBox === undefined || readBox(tool, now) !== null) return now
  return frameAtRest(clock, terminal, rest)
}

/**
 * Whether a prompt that stood there is gone from where one types. That is all a command of the tool may leave behind: it
 * need not be busy with it.
 */
function hasGone(tool: ToolConfig, before: ScreenFrame, now: ScreenFrame, text: string): boolean {
  const box = readBox(tool, now)
  if (box?.kind === 'empty') return true
  if (box?.kind === 'draft' && (text.trim() === '' || holdsText(box.text, text))) return false
  return !isSameFrame(before, now)
}

/** A look costs a message to the host and back. */
const lookEveryMs = 30

/** A conversation of some length takes seconds to come up on a busy machine. */
const drawnMs = 8000

/** Text that a busy machine has not drawn by then is not on its way. */
const shownMs = 8000
const takenMs = 2000

/** A tool that draws line by line writes a whole screen in less, also on a busy machine. */
const redrawnMs = 150
const rest = { everyMs: 80, forMs: 1000 } as const
const enterAttempts = 2

/** Enough to tell the end of a prompt from other text, and less than a narrow screen's line. */
const comparedChars = 24
