import { succeed, type Result } from '../../../app/base/result.ts'
import { failWith } from '../../../app/i18n/failure.ts'
import type { SessionId } from '../../../app/session/session.ts'
import { shellFlavor } from '../../../app/terminal/quote.ts'
import { handStartedCommand } from '../../../app/tool/hand-started-command.ts'
import type { SessionLock } from '../../base/session-lock.ts'
import { pollUntil } from '../../base/wait.ts'
import type { ToolBook } from '../../tools/tool-book.ts'
import { frameAtRest, type ToolTerminal } from '../delivery/tool-terminal.ts'
import { untilReady } from '../delivery/turn-end.ts'
import { typePrompt } from '../delivery/type-prompt.ts'
import type { SessionStarter } from '../lifecycle/session-starter.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
import type { SessionState } from '../state/session-state.ts'

/**
 * Goes on with the conversation of an agent that was started by hand in a session's shell, because the user says so: types
 * its command into the shell, which is started where it does not run, and presses Enter.
 *
 * @returns failures: `resume-unsupported` where there is nothing to go on with, `resume-busy` where the shell does not wait
 *   for a command or was given one meanwhile, those of `SessionStarter.ensure` and of `typePrompt`
 */
export async function resumeByHand(
  parts: {
    readonly deps: { readonly tools: Pick<ToolBook, 'named'>; readonly typingLock: SessionLock }
    readonly registry: Pick<SessionRegistry, 'change'>
    readonly starter: Pick<SessionStarter, 'ensure'>
    readonly terminals: (session: SessionId) => ToolTerminal | null
  },
  session: SessionState,
): Promise<Result<null>> {
  const { deps, registry, starter, terminals } = parts
  const { id } = session
  const isAtPrompt = session.isUp && session.status.kind !== 'starting'
  const started = await starter.ensure(id)
  const terminal = terminals(id)
  if (!started.ok || terminal === null) return started.ok ? failWith('no-session') : started
  // One that has just been started may still read its files while it is in front of its terminal.
  if (!isAtPrompt) {
    await untilReady(terminal, startMs)
    await untilPrompt(terminal)
  }
  const wasOffered = session.offersResume
  return deps.typingLock.run(id, async (): Promise<Result<null>> => {
    const { handStarted } = session.record
    const agent = handStarted ? deps.tools.named(handStarted.toolName) : null
    const shell = shellFlavor(session.program ?? '')
    const command = handStarted && agent !== null ? handStartedCommand(agent, handStarted, shell) : null
    if (typeof command !== 'string') return failWith('resume-unsupported')
    // Asked for twice, as by a double click, it would be typed into the agent that begins.
    const isTaken = wasOffered && !session.offersResume
    if (isTaken || (await isBusy(terminal, session))) return failWith('resume-busy')
    const typed = await typePrompt(terminal, { text: command, images: [] })
    if (!typed.ok) return typed
    registry.change(id, (one) => {
      one.offersResume = false
    })
    return succeed(null)
  })
}

/** Whether the shell does not wait for a command. Where another program has just ended, the status may not have heard of it. */
async function isBusy(terminal: ToolTerminal, session: SessionState): Promise<boolean> {
  const frame = await terminal.frame()
  if ((frame?.front ?? 0) !== 0 || session.toolInFront !== session.tool) return true
  const isReady = async () => (['idle', 'failed'].includes(session.status.kind) ? true : null)
  return (await pollUntil(terminal.clock, { everyMs: lookEveryMs, forMs: settleMs }, isReady)) === null
}

async function untilPrompt(terminal: ToolTerminal): Promise<void> {
  await pollUntil(terminal.clock, { everyMs: lookEveryMs, forMs: startMs }, async () => {
    const frame = await frameAtRest(terminal, { everyMs: lookEveryMs, forMs: startMs })
    return frame === null || frame.lines[frame.cursor.y]?.trim() !== '' ? true : null
  })
}

/** How long a shell may read its start files. */
const startMs = 10_000
/** A status is held for less. */
const settleMs = 3000
const lookEveryMs = 100
