import type { Evidence } from '../../app/activity/evidence.ts'
import {
  dormantMonitor,
  nextWakeAt,
  observe,
  passTime,
  type MonitorState,
} from '../../app/activity/monitor.ts'
import { programEnded, readSignal, signalsSeen, type SignalsRead } from '../../app/activity/signals.ts'
import type { SessionView } from '../../app/ipc/read-model.ts'
import { keptToolTitle, shortFolder, tabTitle } from '../../app/session/tab-title.ts'
import type { ExitFacts, SessionRecord } from '../../app/session/session.ts'
import { hasProcess, type Status, type StatusKind } from '../../app/session/status.ts'
import type { StoredSession } from '../../app/store/schema.ts'
import { noRecords, type ProgramRecords } from '../../app/terminal/program-records.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import type { Observation } from '../pty-host/protocol.ts'
import type { Translate } from './translate-port.ts'

/** One unit of work with a tool in a folder. It survives its process. */
export class Session {
  readonly tool: ToolConfig
  /** The program that runs, absolute; null where none does. */
  program: string | null = null
  /** How its run was begun, null before the first. */
  begun: 'new' | 'resumed' | null = null
  #record: SessionRecord
  #monitor: MonitorState
  #signals: ProgramRecords = noRecords
  #hadTurn = false
  #startedAt = 0

  constructor(record: SessionRecord, tool: ToolConfig, kept: { lastStatus: StatusKind | null; at: number }) {
    this.tool = tool
    this.#record = record
    this.#monitor = dormantMonitor(kept.at, kept.lastStatus, record.unseen)
  }

  get record(): SessionRecord {
    return { ...this.#record, unseen: this.#monitor.unseen }
  }

  get status(): Status {
    return this.#monitor.status
  }

  get isUp(): boolean {
    return hasProcess(this.status)
  }

  /** Whether this run did any work since it first was ready: only then there is a conversation to come back to. */
  get hadTurn(): boolean {
    return this.#hadTurn
  }

  /** When this run began, ms since the epoch. */
  get startedAt(): number {
    return this.#startedAt
  }

  get nextWakeAt(): number | null {
    return nextWakeAt(this.#monitor)
  }

  change(part: Partial<Omit<SessionRecord, 'id' | 'toolName' | 'unseen'>>): void {
    this.#record = { ...this.#record, ...part }
  }

  /** A run begins: nothing that was known of the last one holds. */
  begin(at: number, begun: 'new' | 'resumed', program: string): void {
    this.#signals = noRecords
    this.#hadTurn = false
    this.#startedAt = at
    this.begun = begun
    this.program = program
    this.change({ exit: null, lastActiveAt: at })
    this.take({ kind: 'spawned', at })
  }

  /** The run ended by itself. */
  end(exit: ExitFacts): void {
    this.program = null
    this.change({ exit, lastActiveAt: exit.at })
    this.take({ kind: 'exited', ...exit })
  }

  /** The run ended with the app, or its session was closed and came back: it can be started again. */
  rest(at: number): void {
    this.program = null
    const { status, unseen } = this.#monitor
    const last = status.kind === 'dormant' ? status.last : status.kind
    this.#monitor = dormantMonitor(at, last, unseen)
  }

  take(evidence: Evidence): void {
    const before = this.#monitor.status
    this.#monitor = observe(this.#monitor, evidence)
    this.#noteTurn(before)
  }

  passTime(now: number): void {
    const before = this.#monitor.status
    this.#monitor = passTime(this.#monitor, now)
    this.#noteTurn(before)
  }

  observe(observations: readonly Observation[], at: number): void {
    // What a tool writes while it is being ended, its cleared title for one, says nothing of the session.
    if (!this.isUp) return
    for (const observation of observations) this.#observeOne(observation, at)
    this.change({ lastActiveAt: at })
  }

  /** What the terminal of a shell says: the shell has it for itself, or something runs in it. */
  foreground(isShellIdle: boolean, at: number): void {
    // Each time, since the last words of a program may come after the look that found it gone.
    if (isShellIdle) this.#apply(programEnded(this.#signals, at))
    const claim = isShellIdle ? ({ kind: 'idle' } as const) : ({ kind: 'working', progress: null } as const)
    this.take({ kind: 'claim', source: 'process', rule: 'foreground', text: '', at, claim })
  }

  seen(at: number): void {
    this.#apply(signalsSeen(this.#signals, at))
    this.take({ kind: 'seen', at })
  }

  /** As the window shows it. */
  view(homeFolder: string, t: Translate): SessionView {
    const { id, toolName, workdir, resumeToken } = this.#record
    return {
      id,
      title: tabTitle(this.#record, this.tool.displayName),
      toolName,
      toolDisplayName: this.tool.displayName,
      workdir,
      shortFolder: shortFolder(workdir, homeFolder),
      status: inWords(this.status, t),
      unseen: this.#monitor.unseen,
      resumes: resumeToken !== null,
    }
  }

  /** As it is kept. */
  stored(closedAt: number | null): StoredSession {
    const { status } = this.#monitor
    const lastStatus = status.kind === 'dormant' ? status.last : status.kind
    return { ...this.record, lastStatus, closedAt }
  }

  #observeOne(observation: Observation, at: number): void {
    switch (observation.kind) {
      case 'output':
        return this.take({ kind: 'output', at, bytes: observation.bytes })
      case 'title': {
        const toolTitle = keptToolTitle(observation.title)
        if (toolTitle !== null) this.change({ toolTitle })
        return this.#apply(readSignal(this.#signals, observation, this.tool, at))
      }
      case 'osc7501':
      case 'progress':
      case 'reset':
        return this.#apply(readSignal(this.#signals, observation, this.tool, at))
      case 'notification':
      case 'bell':
      case 'bracketedPaste':
      case 'clipboard':
        return undefined
    }
  }

  #apply(read: SignalsRead): void {
    this.#signals = read.records
    for (const evidence of read.evidence) this.take(evidence)
  }

  #noteTurn(before: Status): void {
    const { status } = this.#monitor
    const isSure = status.kind === 'waiting' || (status.kind === 'working' && status.certainty === 'sure')
    if (isSure || (before.kind === 'idle' && status.kind === 'working')) this.#hadTurn = true
  }
}

/** A failure that Roost itself found says so in the person's language. */
function inWords(status: Status, t: Translate): Status {
  if (status.kind !== 'failed' || status.evidence.rule !== 'host-lost') return status
  return { ...status, message: t('failed.host') }
}
