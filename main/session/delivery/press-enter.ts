import { stands, type PressCondition } from '../../../app/screen/before-press.ts'
import { emptyFrame } from '../../../app/screen/frame.ts'
import { withoutMarks } from '../../../app/screen/prompt-box.ts'
import { failWith } from '../../../app/i18n/failure.ts'
import { succeed, type Result } from '../../../app/base/result.ts'
import type { PressOutcome, ScreenFrame } from '../../pty-host/protocol/protocol.ts'
import { isAfter, type Clock } from '../../base/clock.ts'
import { pause } from '../../base/wait.ts'
import { isSameFrame, leastLooks, refusalOf, type Delivered, type ToolTerminal } from './tool-terminal.ts'

/** A press, and when it was by `Clock.now`. */
type Pressed = Extract<PressOutcome, { kind: 'pressed' }> & { readonly pressedAt: number }

/**
 * Sends what stands in a tool with Enter, and waits for the proof that the tool has taken it: the text has left the place
 * where it stood, and the tool works, asks, or shows something else. Enter is pressed a second time where the tool has
 * read the first one and left the text: some take it for a part of the paste.
 *
 * @returns when Enter was pressed. Not pressed: `session-not-running`, `session-asks`,
 *   `prompt-overtaken` (a question came up after the text), `prompt-not-taken` (the text stands in the tool, unsent).
 *   `prompt-unsure`: Enter was pressed, and nothing proves that the tool took the prompt
 */
export async function pressEnter(
  terminal: ToolTerminal,
  when: PressCondition,
): Promise<Result<Pick<Delivered, 'at' | 'pressedAt'>>> {
  let first: Pressed | null = null
  for (let attempt = 0; attempt < enterAttempts; attempt++) {
    await pause(terminal.clock, terminal.tool.enterPauseMs)
    const pressed = await pressWhenReady(terminal, when)
    // What cannot be sent again may have gone the first time.
    if (!pressed.ok && first === null) return pressed
    first ??= pressed.ok ? pressed.value : null
    if (first === null) continue
    const outcome = await untilTaken(terminal, when, pressed.ok ? pressed.value : first)
    if (outcome === 'taken') return succeed({ at: first.at, pressedAt: first.pressedAt })
    if (outcome === 'unsure') return failWith('prompt-unsure')
  }
  return failWith('prompt-not-taken')
}

/** Asks the host to press Enter until it does, or cannot. */
async function pressWhenReady(terminal: ToolTerminal, when: PressCondition): Promise<Result<Pressed>> {
  const { clock } = terminal
  const deadline = clock.now() + settleMs
  for (let looks = 1; ; looks += 1) {
    const refused = refusalOf(terminal, when)
    if (refused !== null) return refused
    const outcome = await terminal.press('\r', when)
    if (outcome === null) return failWith('prompt-unsure')
    switch (outcome.kind) {
      case 'pressed':
        return succeed({ ...outcome, pressedAt: momentOf(clock, outcome.at) })
      case 'ended':
        return failWith('session-not-running')
      case 'asks':
        return failWith('prompt-overtaken')
      case 'news':
        // Main has just heard of it: the status is asked again before the next try.
        break
      case 'absent':
      case 'unsettled':
        await pause(clock, lookEveryMs)
    }
    if (clock.now() >= deadline && looks >= leastLooks) return failWith('prompt-not-taken')
  }
}

/** `stands`: the tool has read Enter and has not taken the text. */
type Taken = 'taken' | 'stands' | 'unsure'

async function untilTaken(
  terminal: ToolTerminal,
  when: PressCondition,
  { frame: before, pressedAt }: Pressed,
): Promise<Taken> {
  const { tool, clock } = terminal
  const hasBox = tool.promptBox !== undefined
  const waitsSince = clock.now()
  let goneSince: number | null = null
  let restsSince: number | null = null
  let last: ScreenFrame | null = null
  for (let looks = 1; ; looks += 1) {
    if (!terminal.isUp())
      return goneSince !== null || (await wasTaken(terminal, when, before)) ? 'taken' : 'unsure'
    const frame = await terminal.frame()
    const now = clock.now()
    if (frame !== null) {
      const isGone = !stands({ ...emptyFrame, ...frame }, when)
      goneSince = isGone ? (goneSince ?? now) : null
      restsSince = last !== null && isSameFrame(last, frame) ? (restsSince ?? now) : null
      last = frame
      // A box is drawn line by line: for a moment it may seem empty.
      const isSettled = goneSince !== null && now - goneSince >= (hasBox ? redrawnMs : 0)
      const rested = restsSince !== null && now - restsSince >= answeredMs
      if (isSettled && (rested || !hasBox || isProof(terminal, frame, when.text, pressedAt))) return 'taken'
      const hasAnswered = frame.writtenBytes > before.writtenBytes
      if (!isGone && hasAnswered && now - waitsSince >= againMs) return 'stands'
    }
    if (looks >= leastLooks && now - waitsSince >= (goneSince === null ? takenMs : workMs)) return 'unsure'
    await pause(clock, lookEveryMs)
  }
}

/** Whether a tool that ended before anybody looked had taken the prompt, by its last screen: `exit` ends one at once. */
async function wasTaken(terminal: ToolTerminal, when: PressCondition, before: ScreenFrame): Promise<boolean> {
  const last = await terminal.frame()
  // The screen of another host, after one that died, begins with no bytes, and proves nothing.
  if (last === null || last.writtenBytes <= before.writtenBytes) return false
  if (stands({ ...emptyFrame, ...last }, when)) return false
  // A box goes with its tool, also where that has read nothing.
  return terminal.tool.promptBox === undefined || isAmongText(last, when.text)
}

/** Whether the tool does something with a prompt that has left its box: it works, asks, or shows it among its text. */
function isProof(terminal: ToolTerminal, frame: ScreenFrame, text: string, pressedAt: number): boolean {
  const { kind, since } = terminal.status()
  if (kind === 'working' || (kind === 'waiting' && isAfter(terminal.clock, since, pressedAt))) return true
  return isAmongText(frame, text)
}

function isAmongText({ lines }: ScreenFrame, text: string): boolean {
  const start = withoutMarks(text.trim()).slice(0, comparedChars)
  return start !== '' && withoutMarks(lines.join('')).includes(start)
}

/** When it was by `Clock.now` that the host pressed: its word comes later than the key, by a message or a busy main. */
function momentOf(clock: Clock, date: number): number {
  return clock.now() - Math.min(Math.max(clock.dateNow() - date, 0), longestWayMs)
}

/** A look costs a message to the host and back. */
const lookEveryMs = 30

/** How long a screen may be half drawn, or a program flood, before Enter is given up. */
const settleMs = 8000

/** Where the date says that a message took longer, it was set meanwhile. */
const longestWayMs = 2000

/** A tool that draws line by line writes a whole screen in less, also on a busy machine. */
const redrawnMs = 150

/** A prompt that has left its box and changed the screen, which is at rest since then, was answered: `/clear`. */
const answeredMs = 2000

/** A tool that has drawn something after Enter and still shows the text after this long did not take it. */
const againMs = 2000

/** A tool that is busy reads Enter late; one that shows nothing at all for this long leaves it open. */
const takenMs = 15_000

/** How long a tool that has taken the text may show nothing of its work. */
const workMs = 30_000

const enterAttempts = 2

/** Enough to tell a prompt from other text, and less than a narrow screen's line. */
const comparedChars = 24
