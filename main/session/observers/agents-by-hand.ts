import type { ForegroundProgram } from '../../../app/session/foreground.ts'
import type { HandStarted } from '../../../app/session/hand-started.ts'
import type { Status } from '../../../app/session/status.ts'
import { agentInFront } from '../../../app/tool/agent-in-front.ts'
import { parseResumeToken, type ResumeToken } from '../../../app/tool/command.ts'
import { conversationOfStart, keptOptions } from '../../../app/tool/hand-started-command.ts'
import { findResumeToken } from '../../../app/tool/resume.ts'
import type { ToolConfig } from '../../../app/tool/tool-config.ts'
import type { Clock } from '../../base/clock.ts'
import { pollUntil } from '../../base/wait.ts'
import type { HostQuestions } from '../../pty-host/client/host-questions.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
import type { SessionState } from '../state/session-state.ts'
import { openConversation } from '../../hooks/codex-conversation.ts'
import type { ReadingDeps } from './apply-rules.ts'
import { followForeground } from './follow-front.ts'
import { goodbyeInShell } from './goodbye.ts'

/** What the conversations of such agents need of the manager's parts. */
export type AgentsByHandParts = {
  readonly deps: ReadingDeps & {
    readonly questions: Pick<HostQuestions, 'tail'>
    readonly clock: Clock
  }
  readonly registry: Pick<SessionRegistry, 'list' | 'change' | 'save'>
  /** The files that a process and those that it started have open, absolute. */
  readonly openFiles: (pid: number) => Promise<readonly string[]>
  readonly pidExists: (pid: number) => Promise<boolean>
}

/** An agent that was started by hand; its command line is empty, and its process null, where they are not known. */
export type AgentByHand = {
  readonly tool: ToolConfig
  /** The name of its program. */
  readonly program: string
  readonly pid: number | null
  readonly argv: readonly string[]
}

/** `hadTurn`: there is a conversation, which takes the place of the one before. */
type AgentRun = AgentByHand & {
  readonly hadTurn: boolean
  /** The shell's run. */
  readonly run: number
  /** When its files were last looked at, by `Clock.now`. */
  readonly lookedAt: number
}

/**
 * The agents that users start by hand in the shells of sessions. The last conversation of each is kept in the session's
 * record. Hooks cannot be given to such an agent: its conversation is known by what it was started with, by its transcript
 * where it has one open, and by the line that it prints as it ends.
 */
export class AgentsByHand {
  readonly #parts: AgentsByHandParts
  readonly #inFront = new WeakMap<SessionState, AgentRun>()
  /** The last one that was stopped, and may come to the front again. */
  readonly #stopped = new WeakMap<SessionState, AgentRun>()

  constructor(parts: AgentsByHandParts) {
    this.#parts = parts
  }

  /** This is in front of a session's terminal. To be called within a change of the session. */
  follow(session: SessionState, program: ForegroundProgram): void {
    const { deps } = this.#parts
    followForeground(deps, session, program, deps.clock.dateNow())
    const last = this.#agentIn(session)
    const agent = this.agentOf(session, program)
    const known = [last, this.#stopped.get(session) ?? null]
    const before = known.find((one) => one !== null && agent !== null && isSame(one, agent)) ?? null
    if (last !== null && last !== before) {
      this.#inFront.delete(session)
      void this.#noteLeft(session, last)
    }
    if (agent === null) return
    session.offersResume = false
    const hadTurn = before?.hadTurn === true || isAtTurn(session.status)
    if (hadTurn && before?.hadTurn !== true) this.#beginConversation(session, agent)
    const now = deps.clock.now()
    const isDue =
      hadTurn && session.record.handStarted === null && now - (before?.lookedAt ?? 0) >= filesEveryMs
    const lookedAt = isDue ? now : (before?.lookedAt ?? 0)
    const run = { ...agent, hadTurn, lookedAt, run: session.runs }
    this.#inFront.set(session, run)
    if (isDue) void this.#lookAtFiles(session, run)
  }

  /** The agent that this is, where it was started by hand in a shell. */
  agentOf({ tool: own }: SessionState, program: ForegroundProgram): AgentByHand | null {
    if (own.kind !== 'shell') return null
    const tool = agentInFront(own, program, this.#parts.deps.tools.all())
    if (tool === null || program.kind === 'shell') return null
    const { pid = null, argv = [] } = program.known ?? {}
    return { tool, pid, argv, program: program.names.at(-1) ?? '' }
  }

  /**
   * Keeps the conversation that an agent names as it ends, and offers to go on with it. To be called once it is no longer
   * in front, also where its session is closed already.
   *
   * @returns whether it named one
   */
  async keepGoodbye(session: SessionState, { tool, argv }: AgentByHand): Promise<boolean> {
    const { questions, clock } = this.#parts.deps
    const token = await pollUntil(clock, { everyMs: lookEveryMs, forMs: goodbyeMs }, async () =>
      findResumeToken(goodbyeInShell(await questions.tail(session.id)), tool, { ended: true }),
    )
    if (token !== null) this.#keep(session, this.#conversation(tool, token, argv))
    return token !== null
  }

  /** One that has named none, as after a kill, may be known all the same; one that was only stopped goes on. */
  async #noteLeft(session: SessionState, agent: AgentRun): Promise<void> {
    const { pid, hadTurn } = agent
    if ((await this.keepGoodbye(session, agent)) || !hadTurn) return
    const isStopped = pid !== null && (await this.#parts.pidExists(pid))
    if (isStopped) this.#stopped.set(session, agent)
    else this.#keep(session, session.record.handStarted ?? null)
  }

  /** The one in front; of an earlier run of the shell nothing holds. */
  #agentIn(session: SessionState): AgentRun | null {
    const agent = this.#inFront.get(session)
    return agent?.run === session.runs ? agent : null
  }

  async #lookAtFiles(session: SessionState, run: AgentRun): Promise<void> {
    const { registry, openFiles } = this.#parts
    const files = run.pid === null ? [] : await openFiles(run.pid)
    const token = parseResumeToken(run.tool, (await openConversation(run.program, files)) ?? '')
    const now = this.#agentIn(session)
    if (!token.ok || now?.pid !== run.pid || session.record.handStarted !== null) return
    const handStarted = this.#conversation(run.tool, token.value, run.argv)
    registry.change(session.id, (one) => one.change({ handStarted }))
  }

  /** Until the agent says more, its conversation is the one that it was started with. */
  #beginConversation(session: SessionState, { tool, argv }: AgentByHand): void {
    const token = conversationOfStart(tool, argv)
    session.change({ handStarted: token === null ? null : this.#conversation(tool, token, argv) })
  }

  #conversation(tool: ToolConfig, token: ResumeToken, argv: readonly string[]): HandStarted {
    const at = this.#parts.deps.clock.dateNow()
    return { toolName: tool.name, resumeToken: token, args: keptOptions(tool, argv), at }
  }

  #keep(session: SessionState, handStarted: HandStarted | null): void {
    const { registry } = this.#parts
    const change = (): void => {
      session.change({ handStarted })
      // Another agent may have come to the front meanwhile.
      if (this.#agentIn(session) === null) session.offersResume = handStarted !== null
    }
    if (registry.list.find(session.id) === session) return registry.change(session.id, change)
    change()
    registry.save('soon')
  }
}

function isSame(one: AgentByHand, other: AgentByHand): boolean {
  return one.tool.name === other.tool.name && one.pid === other.pid
}

/** By what the agent shows or says: that a program is in front is no turn. */
function isAtTurn({ kind, evidence }: Status): boolean {
  return kind === 'working' && ['osc7501', 'title', 'screen', 'tick'].includes(evidence.source)
}

const filesEveryMs = 500
const lookEveryMs = 50
/** Its last words were written before it ended: what is waited for is a host that is busy. */
const goodbyeMs = 500
