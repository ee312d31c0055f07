import { holdsText, readPromptBox } from '../../app/activity/prompt-box.ts'
import { emptyFrame } from '../../app/activity/frame.ts'
import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/ipc/errors.ts'
import type { Prompt } from '../../app/session/prompt.ts'
import type { Status } from '../../app/session/status.ts'
import { insertionsFor, type Insertion } from '../../app/tool/insertion.ts'
import { shellFlavor } from '../../app/terminal/quote.ts'
import { takesImages } from '../../app/tool/takes-images.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import type { ScreenFrame } from '../pty-host/protocol.ts'
import type { Clock } from './clock.ts'
import { countMarks } from './image-marks.ts'
import { pause, pollUntil } from './poll-until.ts'
import { isSameFrame, type PromptTerminal } from './prompt-terminal.ts'

/** A session that a prompt goes into. */
export type Receiver = {
  readonly tool: ToolConfig
  /** That of its process, absolute; for the quoting of the shell in use. */
  readonly program: string | null
  status(): Status
  isUp(): boolean
}

/** A prompt that the tool has taken. */
export type Delivered = {
  /** When its Enter was pressed, ms since the epoch. */
  readonly at: number
  /** The screen before anything of it was typed. */
  readonly before: ScreenFrame
}

/**
 * Types a prompt into a running tool and sends it: images one at a time, each until the tool shows that it has it; then
 * the text; then Enter. The person's keys wait meanwhile.
 *
 * @returns when it was sent; or why it was not: `session-not-running`, `session-asks` (Enter would answer a dialog),
 *   `prompt-draft` (the person has begun a prompt of their own), `image-unsupported`, `image-not-taken`,
 *   `prompt-not-shown` (nothing was typed, as far as can be seen), `prompt-not-taken` (it stands in the tool, unsent)
 */
export async function deliver(
  around: { readonly clock: Clock; readonly terminal: PromptTerminal },
  receiver: Receiver,
  prompt: Prompt,
): Promise<Result<Delivered>> {
  const { terminal } = around
  if (prompt.images.length > 0 && !takesImages(receiver.tool, 'interactive'))
    return failWith('image-unsupported')
  terminal.hold()
  try {
    return await typeAndSend(around, receiver, prompt)
  } finally {
    terminal.release()
  }
}

/** Whether a person has begun a prompt of their own in the tool. */
function hasDraft(tool: Pick<ToolConfig, 'promptBox'>, frame: ScreenFrame): boolean {
  const box = tool.promptBox === undefined ? null : readBox(tool.promptBox, frame)
  return box === null || box.kind === 'none' ? frame.hasTyped : box.kind === 'draft'
}

async function typeAndSend(
  { clock, terminal }: { readonly clock: Clock; readonly terminal: PromptTerminal },
  receiver: Receiver,
  prompt: Prompt,
): Promise<Result<Delivered>> {
  const { tool } = receiver
  const refused = refusal(receiver)
  if (refused !== null) return refused
  const before = await terminal.frame(true)
  if (before === null) return failWith('host-gone')
  if (hasDraft(tool, before)) return failWith('prompt-draft')

  // Images first: text after a path would be a part of it.
  const images = insertionsFor(
    prompt.images.map((path) => ({ kind: 'image', path })),
    tool,
    shellFlavor(receiver.program ?? ''),
  )
  if (!images.ok) return images
  for (const image of images.value) {
    const isTaken = await giveImage(clock, terminal, tool, image)
    if (!isTaken) return failWith('image-not-taken')
  }

  if (prompt.text.trim() !== '') {
    terminal.paste(guarded(prompt.text))
    if (!(await isShown(clock, terminal, tool, before, prompt.text))) return failWith('prompt-not-shown')
  }
  // Between the text and its Enter a dialog may have come up, which Enter would answer.
  const late = refusal(receiver)
  if (late !== null) return late
  const at = clock.now()
  return (await pressEnter(clock, terminal, receiver, prompt.text))
    ? succeed({ at, before })
    : failWith('prompt-not-taken')
}

/** A popup of files takes the Enter after a last word that begins with @, and a backslash makes a new line of it. */
function guarded(text: string): string {
  return /(?:^|\s)@\S*$|\\$/u.test(text) ? `${text} ` : text
}

function refusal(receiver: Receiver): Result<never> | null {
  if (!receiver.isUp()) return failWith('session-not-running')
  return receiver.status().kind === 'waiting' ? failWith('session-asks') : null
}

/** @returns whether the tool shows one mark more than before; where it has none to show, whether its screen changed */
async function giveImage(
  clock: Clock,
  terminal: PromptTerminal,
  tool: ToolConfig,
  { how, text, takesImage }: Insertion,
): Promise<boolean> {
  const before = await terminal.frame()
  if (how === 'paste') terminal.paste(text)
  else terminal.type(text)
  if (tool.imageForm.kind !== 'paste' || !takesImage || before === null) return true
  const { markPattern, markTimeoutMs } = tool.imageForm
  const wanted = markPattern === undefined ? 0 : countMarks(before.lines.join('\n'), markPattern) + 1
  const seen = await pollUntil(clock, { everyMs: lookEveryMs, forMs: markTimeoutMs }, async () => {
    const now = await terminal.frame()
    if (now === null) return null
    const isMarked =
      markPattern === undefined
        ? !isSameFrame(before, now)
        : countMarks(now.lines.join('\n'), markPattern) >= wanted
    return isMarked ? true : null
  })
  return seen ?? false
}

/** Whether what was typed is on the screen: in the prompt box, or for other tools, whether the screen has changed. */
async function isShown(
  clock: Clock,
  terminal: PromptTerminal,
  tool: ToolConfig,
  before: ScreenFrame,
  text: string,
): Promise<boolean> {
  let isThere = false
  await pollUntil(clock, { everyMs: lookEveryMs, forMs: shownMs }, async () => {
    const now = await terminal.frame()
    if (now === null) return null
    const box = tool.promptBox === undefined ? null : readBox(tool.promptBox, now)
    if (box === null || box.kind === 'none') {
      isThere = true
      return !isSameFrame(before, now) ? true : null
    }
    // Text in a form of the tool's own, such as a large paste that it folds, is there as well.
    if (box.kind === 'draft') isThere = true
    return box.kind === 'draft' && holdsText(box.text, text) ? true : null
  })
  return isThere
}

/**
 * Presses Enter after the tool's pause, and looks whether the prompt went. Once more where it still stands there: some
 * tools take the first one for a part of the paste.
 */
async function pressEnter(
  clock: Clock,
  terminal: PromptTerminal,
  receiver: Receiver,
  text: string,
): Promise<boolean> {
  const { tool } = receiver
  for (let attempt = 0; attempt < enterAttempts; attempt++) {
    await pause(clock, tool.enterPauseMs)
    const before = await terminal.frame()
    const status = receiver.status()
    terminal.type('\r')
    const isTaken = await pollUntil(clock, { everyMs: lookEveryMs, forMs: takenMs }, async () => {
      const now = receiver.status()
      if (!receiver.isUp()) return true
      if (now !== status && now.kind !== 'idle' && now.kind !== status.kind) return true
      const frame = await terminal.frame()
      return frame !== null && before !== null && hasGone(tool, before, frame, text) ? true : null
    })
    if (isTaken === true) return true
  }
  return false
}

/** Whether a prompt that stood there is gone from where one types. */
function hasGone(tool: ToolConfig, before: ScreenFrame, now: ScreenFrame, text: string): boolean {
  const box = tool.promptBox === undefined ? null : readBox(tool.promptBox, now)
  if (box === null) return now.row > before.row || !isSameFrame(before, now)
  switch (box.kind) {
    case 'none':
      return !isSameFrame(before, now)
    case 'empty':
      return true
    case 'draft':
      return text.trim() !== '' && !holdsText(box.text, text) && !isSameFrame(before, now)
  }
}

function readBox(rule: NonNullable<ToolConfig['promptBox']>, frame: ScreenFrame) {
  return readPromptBox({ ...emptyFrame, ...frame }, rule)
}

/** A look costs a message to the host and back. */
const lookEveryMs = 30
/** Text that a busy machine has not drawn by then is not on its way. */
const shownMs = 3000
const takenMs = 2000
const enterAttempts = 2
