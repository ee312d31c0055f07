import { cpSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { failWith } from '../../app/i18n/failure.ts'
import { succeed } from '../../app/base/result.ts'
import type { QueueItem } from '../../app/session/queue.ts'
import { makeSessionId, type Mode } from '../../app/session/session.ts'
import { newRecord, withoutPrompts } from '../../app/session/session-record.ts'
import { noSessions } from '../../app/store/parse.ts'
import { toolTerminals } from '../../main/session/delivery/tool-terminal.ts'
import { createSessionLock } from '../../main/base/session-lock.ts'
import { createHostQuestions } from '../../main/pty-host/client/host-questions.ts'
import { createNoticeBoard } from '../../main/notices/notice-board.ts'
import { pause } from '../../main/base/wait.ts'
import { SessionPrompts } from '../../main/session/queue/session-prompts.ts'
import { SessionRegistry } from '../../main/session/registry/session-registry.ts'
import type { SessionState } from '../../main/session/state/session-state.ts'
import { translateIn } from '../../app/i18n/translate.ts'
import { readPrompts } from '../../main/store/read-prompts.ts'
import { openSessionsStore } from '../../main/store/sessions-store.ts'
import { serializeStore } from '../../main/store/store-file.ts'
import { VirtualClock } from '../eval/virtual-clock.ts'
import { absolutePath } from './fake-bridge.ts'
import { LineTool, type ToolPace } from './line-tool.ts'
import { passTime } from './pass-time.ts'
import { steppedDisk, type DiskMood } from './stepped-disk.ts'
import { toolFrom } from './tools.ts'

/** What a life of the app begins with: its folder, and when it begins, by the clock. */
export type Beginning = { readonly folder: string; readonly at: number }

/** Who hears what happens to the prompts. */
export type QueueEars = {
  /** The queue is another one than before. */
  changed(): void
  /** The first of a prompt reaches the tool. */
  typed(text: string): void
  /** The tool has a prompt. */
  taken(text: string): void
  /** A listener threw. */
  bug(error: unknown): void
}

const id = makeSessionId(1, 'queued')

/**
 * One life of the app as its queue sees it: one session, its real runner, its file on a real disk, and a tool that is
 * played. Time passes only in `pass`.
 */
export class QueueLife {
  readonly clock: VirtualClock
  readonly tool: LineTool
  readonly registry: SessionRegistry
  readonly prompts: SessionPrompts
  isDiskFull = false
  /** What is to be noted of prompts waits for it. */
  disk: Promise<void> = Promise.resolve()
  #isOver = false
  readonly #folder: string
  readonly #pace: ToolPace
  readonly #ears: QueueEars

  constructor({ folder, at }: Beginning, pace: ToolPace, ears: QueueEars) {
    this.#folder = folder
    this.#pace = pace
    this.#ears = ears
    this.clock = new VirtualClock(at)
    this.tool = new LineTool(this.clock, pace, {
      typed: (text) => ears.typed(text),
      taken: (text) => ears.taken(text),
      shows: (isIdle) =>
        this.registry.change(id, (one) =>
          one.foreground(isIdle ? { kind: 'shell' } : { kind: 'program', names: [] }, this.clock.dateNow()),
        ),
    })
    const { clock } = this
    const t = translateIn(() => 'en')
    const store = openSessionsStore(
      this.path,
      () => ({ path: this.path, write: (value) => this.#write(value) }),
      { clock, t, notices: createNoticeBoard(), openFolder: () => undefined },
      steppedDisk(
        () => this.#mood,
        () => this.disk,
      ),
    )
    const tools = {
      all: () => [playedTool],
      named: () => playedTool,
      onChange: () => () => undefined,
      learn: () => succeed(null),
    }
    const onBug = ears.bug.bind(ears)
    this.registry = new SessionRegistry(
      { store, tools, clock, t, homeFolder: folder, onBug },
      { open: () => undefined, moment: () => undefined },
    )
    // Before the runner hears of it: it may go on at once.
    this.registry.onChange(() => ears.changed())
    const host = {
      send: (command: Parameters<LineTool['send']>[0]) => {
        if (!this.#isOver) this.tool.send(command)
      },
      onEvent: this.tool.onEvent.bind(this.tool),
      onLost: this.tool.onLost.bind(this.tool),
    }
    this.prompts = new SessionPrompts({
      deps: {
        clock,
        typingLock: createSessionLock(),
        imagesFolder: folder,
      },
      registry: this.registry,
      headless: {
        run: (_, { text }) => this.#runHeadless(text),
        interrupt: () => false,
      },
      // It has no conversation to pick up: the user starts it.
      starter: { ensure: async () => failWith('conversation-new') },
      interrupt: async () => undefined,
      terminals: toolTerminals({
        host,
        questions: createHostQuestions(host, clock),
        clock,
        registry: this.registry,
      }),
    })
  }

  /** The file of its sessions. */
  get path(): string {
    return join(this.#folder, 'sessions.json')
  }

  get session(): SessionState {
    const session = this.registry.list.find(id)
    if (session === null) throw new Error('the session is gone')
    return session
  }

  get items(): readonly QueueItem[] {
    return this.session.record.queue.items
  }

  /** The queue as it lies on the disk. */
  get itemsOnDisk(): readonly QueueItem[] {
    return readPrompts(this.promptsPath, null).state?.kept.queue.items ?? []
  }

  /** Their order on disk is the order in which they were acknowledged. */
  get promptsPath(): string {
    return join(this.#folder, 'prompts', `${id}.jsonl`)
  }

  get #mood(): DiskMood {
    if (this.#isOver) return 'gone'
    return this.isDiskFull ? 'full' : 'well'
  }

  /** Starts the tool, where it is one that runs. */
  start(): void {
    if (this.session.record.mode === 'headless') return
    const at = this.clock.dateNow()
    this.registry.change(id, (one) => {
      one.begin(at, 'new', '/bin/played')
      one.hear({ kind: 'output', at, bytes: 1 })
      one.foreground({ kind: 'shell' }, at)
    })
  }

  send(text: string): Promise<unknown> {
    return this.prompts.send([id], { text, images: [] })
  }

  change(item: number, change: Parameters<SessionPrompts['change']>[0]['change']) {
    return this.prompts.change({ id, item, change })
  }

  /** Lets `ms` pass, and all that is due on the way happen. */
  pass(ms: number): Promise<void> {
    return passTime(this.clock, ms)
  }

  /** The app is killed: nothing that it had under way goes on. @returns the next life, from the files as they are */
  crash(): QueueLife {
    this.#isOver = true
    const folder = `${this.#folder}+`
    cpSync(this.#folder, folder, { recursive: true })
    return new QueueLife({ folder, at: this.clock.now() + 1000 }, this.#pace, this.#ears)
  }

  #write(value: object): void {
    if (this.#isOver) return
    if (this.isDiskFull) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    // As the app does it: another file takes the name, and the copy keeps the old one.
    const temporary = `${this.path}.tmp-0`
    writeFileSync(temporary, serializeStore(value))
    renameSync(temporary, this.path)
  }

  async #runHeadless(text: string) {
    const { clock, tool } = this
    await pause(clock, 10)
    if (this.#isOver || tool.mood !== 'takes')
      return { started: false, result: failWith('tool-missing'), output: '' }
    this.#ears.typed(text)
    this.#ears.taken(text)
    tool.isAtWork = true
    this.registry.change(id, (one) => one.beginHeadless(clock.dateNow()))
    await pause(clock, this.#pace.worksForMs)
    tool.isAtWork = false
    this.registry.change(id, (one) => one.endHeadless(clock.dateNow(), true))
    const result = succeed({ text: '', partial: false, endedBy: 'idle' } as const)
    return { started: true, result, output: '' }
  }
}

/** The first life: a folder with one session whose queue is empty. */
export function beginQueue(folder: string, mode: Mode): Beginning {
  const at = 1_000_000
  mkdirSync(folder, { recursive: true })
  const made = { id, toolName: playedTool.name, workdir: absolutePath(folder) }
  const session = { ...withoutPrompts(newRecord(made, at)), mode, lastStatus: null, closedAt: null }
  const file = { ...noSessions, counter: 1, activeId: id, sessions: [session] }
  writeFileSync(join(folder, 'sessions.json'), serializeStore(file))
  return { folder, at }
}

const playedTool = toolFrom({ name: 'played', kind: 'shell', command: ['played'] })
