import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/ipc/errors.ts'
import type { SessionId } from '../../app/session/session.ts'
import { hasProcess, type Status } from '../../app/session/status.ts'
import { shellFlavor } from '../../app/terminal/quote.ts'
import { insertionsFor, type DroppedPath } from '../../app/tool/insertion.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import type { Clock } from '../session/clock.ts'
import { countMarks } from '../session/image-marks.ts'
import { pause } from '../session/poll-until.ts'

/** A session as it can be typed into. `readScreen` gives the text on its screen, empty if that cannot be had. */
export type Typing = {
  readonly paste: (session: SessionId, text: string) => void
  readonly type: (session: SessionId, text: string) => void
  readonly readScreen: (session: SessionId) => Promise<string>
}

/** What is known of the session. `program` is that of its process, for the quoting of the shell in use. */
export type Receiver = {
  readonly tool: ToolConfig
  readonly status: Status
  readonly program: string | null
}

/**
 * Gives the paths of a drop to a session's tool, in the form the tool takes, and never an Enter. Images go one at a
 * time: the next when the tool shows that it has the one before, or has had time to.
 *
 * @returns failures: `session-not-running`, those of `quotePath`; nothing is typed then
 */
export async function insertPaths(
  deps: { readonly typing: Typing; readonly clock: Clock },
  session: SessionId,
  receiver: Receiver,
  dropped: readonly DroppedPath[],
): Promise<Result<null>> {
  if (!hasProcess(receiver.status)) return failWith('session-not-running')
  const shell = shellFlavor(receiver.program ?? '')
  const insertions = insertionsFor(dropped, receiver.tool, shell)
  if (!insertions.ok) return insertions
  for (const [at, { how, text, takesImage }] of insertions.value.entries()) {
    const isLast = at === insertions.value.length - 1
    const before = takesImage && !isLast ? await deps.typing.readScreen(session) : ''
    if (how === 'paste') deps.typing.paste(session, text)
    else deps.typing.type(session, text)
    if (takesImage && !isLast) await waitUntilTaken(deps, session, receiver.tool, before)
  }
  return succeed(null)
}

/**
 * Waits until the tool shows one mark more than before, or, for a tool without a mark, until its screen has changed
 * and come to rest; at most as long as the tool's form says.
 */
async function waitUntilTaken(
  { typing, clock }: { readonly typing: Typing; readonly clock: Clock },
  session: SessionId,
  tool: ToolConfig,
  before: string,
): Promise<void> {
  if (tool.imageForm.kind !== 'paste') return
  const { markPattern, markTimeoutMs } = tool.imageForm
  const deadline = clock.now() + markTimeoutMs
  const marks = (screen: string) => (markPattern === undefined ? 0 : countMarks(screen, markPattern))
  let last = before
  while (clock.now() < deadline) {
    await pause(clock, lookEveryMs)
    const screen = await typing.readScreen(session)
    if (marks(screen) > marks(before)) return
    if (markPattern === undefined && screen !== before && screen === last) return
    last = screen
  }
}

/** Marks came 3 ms after the paste at the earliest; a screen that is the same after this long is at rest. */
const lookEveryMs = 60
