import {
  headlessTraits,
  type Evidence,
  type SourceSwitch,
  type ToolTraits,
} from '../../../app/activity/evidence.ts'
import type { Rule } from '../../../app/screen/rules.ts'
import { readTick } from '../../../app/screen/screen-tick.ts'
import type { StatusWhy } from '../../../app/activity/why.ts'
import { programEnded, readSignal, signalsSeen, type SignalsRead } from '../../../app/activity/signals.ts'
import type { SessionView } from '../../../app/ipc/read-model.ts'
import type { QueueWait } from '../../../app/session/queue.ts'
import type { ForegroundProgram } from '../../../app/session/foreground.ts'
import { keptToolTitle } from '../../../app/session/tab-title.ts'
import type { ExitFacts, SessionId } from '../../../app/session/session.ts'
import { withoutPrompts, type SessionRecord } from '../../../app/session/session-record.ts'
import { hasProcess, type Status, type StatusKind } from '../../../app/session/status.ts'
import type { StoredSession } from '../../../app/store/schema.ts'
import { noRecords, type ProgramRecords } from '../../../app/terminal/program-records.ts'
import type { ToolConfig } from '../../../app/tool/tool-config.ts'
import type { Observation } from '../../pty-host/protocol/protocol.ts'
import { Activity } from './activity.ts'
import { FolderState } from './folder-state.ts'
import { FrontTool } from './front-tool.ts'
import { SignalLog } from './signal-line.ts'

/** One unit of work with a tool in a folder. It survives its process. */
export class SessionState {
  /** Who has its terminal. */
  readonly front: FrontTool
  /** The program that runs, absolute; null where none does. */
  program: string | null = null
  /** Of its tool, as that told it last; null where it was not asked, or told none. */
  installedVersion: string | null = null
  /** Its first process by name; null where none runs, or it is not known yet. */
  process: SessionView['process'] = null
  /** Why the first of its waiting prompts is not sent now. */
  queueWait: QueueWait | null = null
  /** How its run was begun, null before the first. */
  begun: 'new' | 'resumed' | null = null
  #record: SessionRecord
  #queueRevision = 1
  readonly activity: Activity
  #signals: ProgramRecords = noRecords
  #startedAt = 0
  /** How many runs it had in a terminal: the number of this one. */
  runs = 0
  /** What its program said outside of its text. */
  readonly signalLog = new SignalLog()
  /** Whether the conversation of an agent that was started by hand is offered while its shell runs. */
  offersResume = false
  readonly folder = new FolderState()
  readonly #isOn: SourceSwitch

  /** @param isOn whether a source of evidence counts; all do, but in a measurement */
  constructor(
    record: SessionRecord,
    tool: ToolConfig,
    kept: { lastStatus: StatusKind | null; at: number },
    isOn: SourceSwitch = () => true,
  ) {
    this.front = new FrontTool(tool)
    this.#isOn = isOn
    this.#record = record
    this.activity = new Activity({ ...kept, unseen: record.unseen }, isOn)
  }

  get id(): SessionId {
    return this.#record.id
  }

  get tool(): ToolConfig {
    return this.front.own
  }

  /** The tool that has its terminal: its own, or an agent that was started in that by hand. */
  get toolInFront(): ToolConfig {
    return this.front.now
  }

  /** A tool of it as it is configured from here on; what runs was started as it was before. */
  setTool(tool: ToolConfig): void {
    this.front.configure(tool)
  }

  /** An agent has its terminal from here on, or null: its own tool has it again. What was read by other rules is void. */
  setAgent(agent: ToolConfig | null, rules: readonly Rule[], at: number): void {
    const change = this.front.change(agent, rules, this.#record.toolTitle, at)
    this.installedVersion = null
    this.hear({ kind: 'toolChanged', at, traits: this.#traits })
    if ('title' in change) this.#observeOne({ kind: 'title', title: change.title }, at)
    else this.change({ toolTitle: change.tabTitle })
  }

  /** The same object until something in it changes. */
  get record(): SessionRecord {
    return this.#record
  }

  /** Rises with each change of its queue. */
  get queueRevision(): number {
    return this.#queueRevision
  }

  get status(): Status {
    return this.activity.status
  }

  /** Whether its tool runs in the terminal. */
  get isUp(): boolean {
    return this.#record.mode === 'interactive' && hasProcess(this.status)
  }

  /** When this run began, ms since the epoch. */
  get startedAt(): number {
    return this.#startedAt
  }

  get nextWakeAt(): number | null {
    return this.activity.nextWakeAt
  }

  /** Everything behind its status. */
  why(now: number): StatusWhy {
    return this.activity.why(now, this.front.agentInShell !== null)
  }

  /** The rules by which its title and notifications are read from here on; the host reads its screen by the same. */
  setRules(rules: readonly Rule[]): void {
    this.front.setRules(rules)
  }

  change(part: Partial<Omit<SessionRecord, 'id' | 'toolName' | 'unseen'>>): void {
    if (part.queue !== undefined && part.queue !== this.#record.queue) this.#queueRevision += 1
    this.#record = { ...this.#record, ...part }
  }

  /** A run begins: nothing that was known of the last one holds. */
  begin(at: number, begun: 'new' | 'resumed', program: string): void {
    this.#signals = noRecords
    this.#startedAt = at
    this.runs += 1
    this.begun = begun
    this.program = program
    this.offersResume = true
    this.change({ exit: null, lastActiveAt: at })
    this.front.reset()
    this.hear({ kind: 'spawned', at, traits: this.#traits })
  }

  /** A run without a terminal begins: it works from its start to its end. */
  beginHeadless(at: number): void {
    this.#startedAt = at
    this.change({ exit: null, lastActiveAt: at })
    this.hear({ kind: 'spawned', at, traits: headlessTraits })
  }

  /** Its tool has printed, plain text: that is activity, its clocks move, and git may speak of a conflict. */
  updateActivity(chunk: string, at: number): void {
    const lines = chunk.split('\n')
    this.folder.read(lines)
    const ticks = lines.flatMap((line) => readTick(line) ?? [])
    if (ticks.length > 0) this.hear({ kind: 'screen', at, reading: null, ticks, isSettled: false })
    this.hear({ kind: 'output', at, bytes: chunk.length })
    this.change({ lastActiveAt: at })
  }

  /** A run without a terminal is over, and the next may begin. @param finished it has an answer that nobody has seen */
  endHeadless(at: number, finished: boolean): void {
    this.process = null
    const claim = { kind: 'idle', finished } as const
    this.hear({ kind: 'claim', source: 'process', rule: 'run-over', text: '', at, claim })
  }

  /** The run ended by itself. */
  end(exit: ExitFacts): void {
    this.#leaveAgent(exit.at)
    this.program = null
    this.process = null
    this.change({ exit, lastActiveAt: exit.at })
    this.hear({ kind: 'exited', ...exit })
  }

  /** The run ended with the app, or its session was closed and came back: it can be started again. */
  rest(at: number): void {
    this.#leaveAgent(at)
    this.program = null
    this.process = null
    this.activity.rest(at)
  }

  /** The date was set by `byMs`: what is so long ago still is. */
  moveDates(byMs: number): void {
    this.#startedAt += byMs
    this.activity.moveDates(byMs)
    if (hasProcess(this.status)) this.change({ lastActiveAt: this.#record.lastActiveAt + byMs })
  }

  hear(evidence: Evidence): void {
    this.activity.hear(evidence)
    this.#keepUnseen()
  }

  passTime(now: number): void {
    this.activity.passTime(now)
    this.#keepUnseen()
  }

  observe(observations: readonly Observation[], at: number): void {
    // What a tool writes while it is being ended, its cleared title for one, says nothing of the session.
    if (!this.isUp) return
    for (const observation of observations) {
      this.signalLog.note(observation)
      this.#observeOne(observation, at)
    }
    this.change({ lastActiveAt: at })
  }

  /** What is in front of its terminal. Of a shell that says whether it waits; another tool tells by itself. */
  foreground(program: ForegroundProgram, at: number): void {
    const { kind } = program
    this.front.noteProgram(program)
    if (this.tool.kind !== 'shell') return
    // Each time, since the last words of a program may come after the look that found it gone.
    if (kind === 'shell') this.#apply(programEnded(this.#signals, at))
    const claim =
      kind === 'shell' ? ({ kind: 'idle' } as const) : ({ kind: 'working', progress: null } as const)
    this.hear({ kind: 'claim', source: 'process', rule: 'foreground', text: '', at, claim })
  }

  seen(at: number): void {
    this.#apply(signalsSeen(this.#signals, at))
    this.hear({ kind: 'seen', at })
  }

  /** As it is kept among the others; its prompts are kept apart. */
  stored(closedAt: number | null): StoredSession {
    return { ...withoutPrompts(this.#record), lastStatus: this.activity.lastStatus, closedAt }
  }

  #observeOne(observation: Observation, at: number): void {
    switch (observation.kind) {
      case 'output':
        return this.hear({ kind: 'output', at, bytes: observation.bytes })
      case 'title': {
        const toolTitle = keptToolTitle(observation.title)
        const isOfTool = this.front.noteTitle(observation.title, at)
        if (isOfTool && toolTitle !== null) this.change({ toolTitle })
        return this.#apply(readSignal(this.#signals, observation, this.toolInFront, this.front.rules, at))
      }
      case 'osc7501':
      case 'progress':
      case 'notification':
      case 'shellMark':
      case 'reset':
        return this.#apply(readSignal(this.#signals, observation, this.toolInFront, this.front.rules, at))
      case 'screen': {
        // By the rules of a tool that has no longer the terminal.
        if ((observation.tool ?? this.toolInFront.name) !== this.toolInFront.name) return undefined
        const reading = this.#isOn('screen') ? observation.reading : null
        const ticks = this.#isOn('tick') ? observation.ticks : []
        return this.hear({ ...observation, at, reading, ticks })
      }
      case 'input':
        return this.hear({ kind: 'input', at })
      case 'agentFrame':
        return this.front.noteAgentInFrame(observation.tool)
      case 'lineSent':
        this.offersResume = false
        return undefined
      case 'headless':
        return this.front.noteHeadless(observation.program)
      case 'conflict':
        return this.folder.hear(observation.conflict)
      case 'slowRule':
      case 'bell':
      case 'clipboard':
        return undefined
    }
  }

  #leaveAgent(at: number): void {
    if (this.toolInFront !== this.tool) this.setAgent(null, this.tool.statusRules, at)
    this.front.reset()
  }

  get #traits(): ToolTraits {
    return this.front.traits(this.#isOn)
  }

  #apply(read: SignalsRead): void {
    this.#signals = read.records
    for (const evidence of read.evidence) this.hear(evidence)
  }

  #keepUnseen(): void {
    const { unseen } = this.activity
    if (unseen !== this.#record.unseen) this.#record = { ...this.#record, unseen }
  }
}
