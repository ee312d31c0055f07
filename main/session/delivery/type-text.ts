import { holdsText, withoutMarks } from '../../../app/screen/prompt-box.ts'
import { stands, type PressCondition } from '../../../app/screen/before-press.ts'
import { emptyFrame } from '../../../app/screen/frame.ts'
import { failWith } from '../../../app/i18n/failure.ts'
import { assertNever } from '../../../app/base/assert-never.ts'
import { succeed, type Failure, type Result } from '../../../app/base/result.ts'
import type { ToolConfig } from '../../../app/tool/tool-config.ts'
import type { ScreenFrame } from '../../pty-host/protocol/protocol.ts'
import { pollUntil } from '../../base/wait.ts'
import { pressEnter } from './press-enter.ts'
import { cursorText } from './turn-end.ts'
import {
  isSameFrame,
  leastLooks,
  readBox,
  refusalOf,
  type Delivered,
  type ToolTerminal,
} from './tool-terminal.ts'

/**
 * Waits for what is not drawn yet: the prompt box of a tool that is called ready, and what a user typed a moment ago.
 * Claude Code, when it picks up a conversation, says that it is ready before it has drawn anything, and loses an Enter
 * that comes then. Where a box never comes, its rule may be out of date.
 */
export async function untilDrawn(terminal: ToolTerminal): Promise<void> {
  const { tool, clock } = terminal
  if (tool.promptBox === undefined) return
  await pollUntil(clock, { everyMs: lookEveryMs, forMs: drawnMs, leastLooks }, async () => {
    const frame = await terminal.frame()
    if (frame === null || refusalOf(terminal) !== null) return true
    const box = readBox(tool, frame)
    return box?.kind === 'draft' || (box !== null && !frame.isTyping) ? true : null
  })
}

/**
 * Looks whether a tool may be typed into; text counts as new from here on.
 *
 * @returns its screen; or `session-not-running`, `session-asks` (Enter would answer a dialog), `host-busy` (no look came
 *   within a minute), `program-changed` (another program has the terminal), `prompt-draft` (the user has begun a prompt of their own, or one of Roost's stands there unsent)
 */
export async function lookBefore(terminal: ToolTerminal): Promise<Result<ScreenFrame>> {
  const refused = refusalOf(terminal)
  if (refused !== null) return refused
  const before = await terminal.frame(true)
  if (before === null) return failWith(terminal.isUp() ? 'host-busy' : 'session-not-running')
  // The mark of a paste would be taken for a part of what the Esc began. The next look finds that gone.
  if (terminal.tool.kind === 'shell' && before.commandLine === 'escaped') terminal.type(ctrlC)
  if (hasOtherFront(terminal, before)) return failWith('program-changed')
  return hasDraft(terminal.tool, before) ? failWith('prompt-draft') : succeed(before)
}

/**
 * Whether a program that was started or has ended a moment ago would get the prompt, or leave it to the shell: the status
 * has not heard of it.
 */
function hasOtherFront({ tool, isByHand, status }: ToolTerminal, { front }: ScreenFrame): boolean {
  if (front === null) return false
  if (isByHand) return front === 0
  const { kind, evidence } = status()
  return tool.kind === 'shell' && kind === 'idle' && evidence.source === 'process' && front !== 0
}

/**
 * Pastes a text and sends it with Enter once it is seen. An empty one sends what stands there.
 *
 * @param before the screen that `lookBefore` saw
 * @param standing what was written since then, and goes with the text: paths of images that stay text
 * @returns when it was sent; or `prompt-not-shown` (nothing was typed, as far as can be seen), those of `pressEnter`
 */
export async function typeText(
  terminal: ToolTerminal,
  text: string,
  before: ScreenFrame,
  standing = '',
): Promise<Result<Delivered>> {
  const { front } = before
  const { promptBox = null } = terminal.tool
  const when = { text, standing, lead: cursorText(before), promptBox, front }
  if (text.trim() !== '') {
    terminal.paste(guarded(text))
    const unseen = await untilShown(terminal, before, when)
    if (unseen !== null) return unseen
  }
  const sent = await pressEnter(terminal, when)
  if (sent.ok) return succeed({ ...sent.value, before })
  // By the keys alone an Enter has sent the line, and the next prompt would be typed behind this one.
  terminal.noteUnsent(when)
  return sent
}

/** A popup of files takes the Enter after a last word that begins with @, and a backslash makes a new line of it. */
function guarded(text: string): string {
  return /(?:^|\s)@\S*$|\\$/u.test(text) ? `${text} ` : text
}

/** Whether text stands in the tool that was not sent: a prompt that the user has begun, or one that Enter did not send. */
function hasDraft(tool: Pick<ToolConfig, 'promptBox' | 'kind'>, frame: ScreenFrame): boolean {
  if (tool.promptBox !== undefined && frame.isTyping) return true
  const box = readBox(tool, frame)
  if (box !== null) return box.kind === 'draft'
  return tool.kind === 'shell' ? isLineBegun(frame) : frame.hasTyped
}

/** Whether a shell's line holds a draft. Keys that a program took, or that were erased, are none: the screen tells where it can. */
export function isLineBegun({
  commandLine,
  hasTyped,
}: Pick<ScreenFrame, 'commandLine' | 'hasTyped'>): boolean {
  switch (commandLine) {
    case 'empty':
      return false
    case 'begun':
    case 'escaped':
      return true
    case 'unknown':
      return hasTyped
    default:
      return assertNever(commandLine)
  }
}

/**
 * Waits until what was typed is on the screen: where it would be sent from, or at least somewhere. A box that was there and
 * cannot be found shows a screen half drawn, or a dialog in its place: it is waited for, unless the end of the text is
 * seen: then it is taller than the screen.
 *
 * @returns why it may not be sent: `prompt-not-shown`, those of `refusalOf`; null where it is there
 */
async function untilShown(
  terminal: ToolTerminal,
  before: ScreenFrame,
  when: PressCondition,
): Promise<Failure | null> {
  const { tool, clock } = terminal
  const { text } = when
  let isThere = false
  let refused: Failure | null = null
  const hadBox = readBox(tool, before) !== null
  await pollUntil(clock, { everyMs: lookEveryMs, forMs: shownMs, leastLooks }, async () => {
    refused = refusalOf(terminal, when)
    if (refused !== null) return true
    const now = await terminal.frame()
    if (now === null) return null
    const box = readBox(tool, now)
    if (box === null) {
      if (hadBox && !endsOnScreen(now, text)) return null
      isThere ||= !isSameFrame(before, now)
      return stands({ ...emptyFrame, ...now }, when) ? true : null
    }
    // Text in a form of the tool's own is there as well; whether it may be sent is asked before Enter.
    if (box.kind === 'draft') isThere = true
    return box.kind === 'draft' && holdsText(box.text, text) ? true : null
  })
  return refused ?? (isThere ? null : failWith('prompt-not-shown'))
}

/** In an empty line it ends what an Esc has begun: bash and zsh begin a new line, fish has nothing to end. */
const ctrlC = '\u0003'

function endsOnScreen({ lines }: ScreenFrame, text: string): boolean {
  return withoutMarks(lines.join('')).includes(withoutMarks(text).slice(-comparedChars))
}

/** A look costs a message to the host and back. */
const lookEveryMs = 30

/** A conversation of some length takes seconds to come up on a busy machine. */
const drawnMs = 8000

/** Text that a busy machine has not drawn by then is not on its way. */
const shownMs = 8000

/** Enough to tell the end of a prompt from other text, and less than a narrow screen's line. */
const comparedChars = 24
