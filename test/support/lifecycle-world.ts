import type { Scheduler } from 'fast-check'
import { succeed } from '../../app/base/result.ts'
import { translateIn } from '../../app/i18n/translate.ts'
import { makeSessionId, type SessionId } from '../../app/session/session.ts'
import { newRecord } from '../../app/session/session-record.ts'
import { noSessions } from '../../app/store/parse.ts'
import type { Clock } from '../../main/base/clock.ts'
import { createSessionLock } from '../../main/base/session-lock.ts'
import { createNoticeBoard } from '../../main/notices/notice-board.ts'
import { createSessionNotices } from '../../main/notices/session-notices.ts'
import type { Runs } from '../../main/process/runs.ts'
import type { HostLossFacts } from '../../main/pty-host/client/host-link.ts'
import type { HostCommand, HostEvent } from '../../main/pty-host/protocol/protocol.ts'
import { HeadlessRunner } from '../../main/session/headless/headless-runner.ts'
import type { HeadlessResult } from '../../main/session/headless/headless-result.ts'
import { createExitWaiters } from '../../main/session/lifecycle/exit-waiters.ts'
import { HostListener } from '../../main/session/lifecycle/host-listener.ts'
import { switchMode } from '../../main/session/lifecycle/mode-switch.ts'
import { SessionCloser } from '../../main/session/lifecycle/session-closer.ts'
import { SessionStarter } from '../../main/session/lifecycle/session-starter.ts'
import { HostedScreens } from '../../main/session/registry/hosted-screens.ts'
import { SessionRegistry } from '../../main/session/registry/session-registry.ts'
import { absolutePath } from './fake-bridge.ts'
import { noPromptFiles } from './no-prompt-files.ts'
import { toolFrom } from './tools.ts'

/** What may be asked of a session, and what may happen to it. */
export const deeds = [
  'start',
  'start again',
  'ensure',
  'to headless',
  'to interactive',
  'run',
  'close',
  'reopen',
  'is ready',
  'ends by itself',
  'next start fails',
  'host dies',
] as const
export type Deed = (typeof deeds)[number]

type Process = {
  readonly id: SessionId
  readonly kind: 'terminal' | 'headless'
  readonly conversation: string | null
  readonly end: () => void
}

/**
 * Two sessions that know one conversation, with all that starts, switches and ends them, around a host and processes
 * that are played. Each thing that takes time takes as long as the scheduler says. What is not as a user may expect is
 * collected in `broken`.
 */
export class LifecycleWorld {
  readonly ids = [makeSessionId(1, 'first'), makeSessionId(2, 'second')] as const
  readonly broken: string[] = []
  readonly registry: SessionRegistry
  readonly closer: SessionCloser
  readonly #scheduler: Scheduler
  readonly #clock: Clock
  readonly #starter: SessionStarter
  readonly #headless: HeadlessRunner
  readonly #lifecycle = createSessionLock()
  readonly #alive = new Set<Process>()
  /** Those whose hooks have their files. */
  readonly #hooked = new Set<SessionId>()
  readonly #hears = new Set<(event: HostEvent) => void>()
  readonly #losses = new Set<(facts: HostLossFacts) => void>()
  #isHostUp = true
  readonly #untold: HostCommand[] = []
  #hostLife = 1
  #nextFails = false
  #count = 0

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
    const t = translateIn(() => 'en')
    const notices = createNoticeBoard()
    const say = createSessionNotices(notices, t)
    const host = {
      send: (command: HostCommand) => this.#command(command),
      onEvent: (listener: (event: HostEvent) => void) => {
        this.#hears.add(listener)
        return () => this.#hears.delete(listener)
      },
      onLost: (listener: (facts: HostLossFacts) => void) => {
        this.#losses.add(listener)
        return () => this.#losses.delete(listener)
      },
    }
    // A limit of time may be over before or after anything else.
    const clock: Clock = {
      now: () => now,
      dateNow: () => now,
      setTimer: (run) => {
        let isOn = true
        void this.#takesTime('timer').then(() => isOn && run())
        return () => (isOn = false)
      },
    }
    this.#clock = clock
    const screens = new HostedScreens(host, clock)
    const sessions = this.ids.map((id) => ({
      ...newRecord({ id, toolName: tool.name, workdir: folder }, 0),
      resumeToken: 'tok-1',
      lastStatus: null,
      closedAt: null,
    }))
    const tools = { all: () => [tool], named: () => tool, learn: () => succeed(null) }
    this.registry = new SessionRegistry(
      {
        store: {
          loaded: { ...noSessions, counter: 2, sessions },
          prompts: noPromptFiles,
          save: () => true,
        },
        tools,
        clock: noTime,
        t,
        homeFolder: folder,
        onBug: (error) => this.broken.push(String(error)),
      },
      screens,
    )
    const { registry } = this
    const deps = {
      host,
      clock,
      notices,
      t,
      tools,
      random: { uuid: () => `new-${this.#next()}`, tail: (length: number) => 'x'.repeat(length) },
      rules: { of: () => [] },
      homeFolder: folder,
      appVersion: '1.2.3',
      store: { mayWrite: true },
      textBytes: async () => 0,
      platform: process.platform,
      cliEnvironment: {},
      questions: { print: () => this.#takesTime('print') },
    } as const
    const runs: Runs = {
      begin: (sessionId) => ({ sessionId, marker: `run${this.#next()}`, pid: null, startTime: null }),
      confirm: () => this.#takesTime('confirm'),
      settle: () => this.#takesTime('settle'),
      has: () => true,
      tree: async () => [],
      trees: async (ids) => ids.map(() => []),
      end: async (id) => {
        // A tool that is asked to leave may take its time.
        for (const step of ['ask', 'wait', 'end']) await this.#takesTime(step)
        for (const one of this.#alive) if (one.id === id) one.end()
        return []
      },
    }
    const hooks = {
      prepare: async (id: SessionId, _folder: string, _tool: string, start: PreparedStart) => {
        this.#hooked.add(id)
        await this.#takesTime('hooks')
        return { start, source: null }
      },
      follow: () => undefined,
      stop: () => undefined,
      hears: () => false,
      forget: async (id: SessionId) => {
        await this.#takesTime('forget')
        this.#hooked.delete(id)
      },
    }
    const installedTools = {
      named: () => tool,
      prepare: async (_: unknown, resumeToken: string | null) => {
        await this.#takesTime('program')
        const begun = resumeToken === null ? ('new' as const) : ('resumed' as const)
        const args = resumeToken === null ? [] : [resumeToken]
        return succeed({ program: '/bin/played', args, resumeToken, begun, environment: {} })
      },
      environment: Promise.resolve({}),
    }
    const watch = {
      watch: () => undefined,
      unwatch: () => undefined,
      mute: () => undefined,
      look: async () => null,
      poke: () => undefined,
      dispose: () => undefined,
    }
    const facts = { cliProcessName: async () => 'played' }
    const waiters = createExitWaiters()
    const lifecycle = this.#lifecycle
    const agents = { agentOf: () => null, keepGoodbye: async () => false }
    const parts = { deps, registry, screens, runs, waiters, watch, say, hooks, agents, facts, lifecycle }
    this.closer = new SessionCloser(parts)
    const untilFree = async () => {
      await this.closer.untilLostEnded()
      await this.#takesTime('leftovers')
      return succeed(null)
    }
    this.#starter = new SessionStarter({
      ...parts,
      installedTools,
      untilFree,
      checkFolder: async () => {
        await this.#takesTime('folder')
        return succeed(folder)
      },
    })
    this.#headless = new HeadlessRunner({
      ...parts,
      control: { processes: noProcesses, clock, excluded: new Set() },
      installedTools,
      untilFree,
      findProgram: async () => {
        await this.#takesTime('program')
        return '/bin/played'
      },
      run: (_, { run, argv }) => {
        const done = new Promise<HeadlessResult>((resolve) => {
          const end = this.#begin(run.sessionId, 'headless', argv[1] ?? null, () => resolve(finished))
          void this.#takesTime('run').then(end)
        })
        const gone = done.then(() => undefined)
        return { done, gone, interrupt: () => undefined }
      },
    })
    const { closer } = this
    new HostListener({ ...parts, starter: this.#starter, closer }).listen()
    registry.onChange(() => this.#check('a change'))
  }

  /** Does something to a session. Resolves when that is over. */
  async take(deed: Deed, at: 0 | 1): Promise<void> {
    const id = this.ids[at]
    const { registry, closer } = this
    const session = registry.list.find(id)
    switch (deed) {
      case 'start':
      case 'start again':
        return void (await this.#starter.start(id, deed === 'start again'))
      case 'ensure':
        return void (await this.#starter.ensure(id))
      case 'to headless':
      case 'to interactive': {
        const mode = deed === 'to headless' ? 'headless' : 'interactive'
        const parts = {
          clock: this.#clock,
          registry,
          closer,
          starter: this.#starter,
          lifecycle: this.#lifecycle,
        }
        return void (await switchMode(parts, id, mode))
      }
      case 'run': {
        // Whoever asks has looked at the mode, and another may have changed it since.
        if (session?.record.mode !== 'headless') return undefined
        const options = { timeoutMs: null, template: null, isFromScript: false }
        return void (await this.#headless.run(session, { text: 'go on', images: [] }, options))
      }
      case 'close':
        await closer.close(id, { confirmed: true })
        return closer.untilClosed(id)
      case 'reopen':
        return void (await closer.reopenLast())
      case 'is ready':
        return registry.change(id, (one) => {
          if (one.isUp) one.foreground({ kind: 'shell' }, now)
        })
      case 'ends by itself':
        for (const one of this.#alive) if (one.id === id) one.end()
        return undefined
      case 'next start fails':
        this.#nextFails = true
        return undefined
      case 'host dies':
        return this.#loseHost()
    }
  }

  /** To be called when nothing is under way any more. */
  checkEnd(): void {
    this.#check('the end')
    for (const { id, kind } of this.#alive) {
      const session = this.registry.list.find(id)
      if (session === null) this.broken.push(`a ${kind} runs in a closed session`)
      if (kind === 'terminal' && !this.#hooked.has(id)) this.broken.push('the files of its hooks are gone')
      if (kind === 'terminal' && session?.isUp === false)
        this.broken.push('a terminal runs that no session shows')
    }
    this.registry.dispose()
  }

  #takesTime(what: string): Promise<void> {
    return this.#scheduler.schedule(Promise.resolve(), what).then(() => undefined)
  }

  #next(): number {
    this.#count += 1
    return this.#count
  }

  #command(command: HostCommand): void {
    // Whoever is told while there is no host is told when there is one again.
    if (!this.#isHostUp) return void this.#untold.push(command)
    if (command.type === 'release')
      for (const one of this.#alive) if (one.id === command.session && one.kind === 'terminal') one.end()
    if (command.type !== 'spawn') return
    const { session: id, request } = command
    const pid = this.#next()
    if (this.#nextFails) {
      this.#nextFails = false
      this.#tell({ type: 'spawnFailed', session: id, problem: { kind: 'system', text: 'no such file' } })
      return
    }
    const host = this.#hostLife
    const exit = { type: 'exit', session: id, exitCode: 0, signal: null, tail: '', at: now } as const
    this.#begin(id, 'terminal', request.args[0] ?? null, () => {
      if (host === this.#hostLife) this.#tell(exit)
    })
    this.#tell({ type: 'spawned', session: id, pid })
  }

  #tell(event: HostEvent): void {
    const host = this.#hostLife
    void this.#takesTime(event.type).then(() => {
      if (host === this.#hostLife) for (const listener of this.#hears) listener(event)
    })
  }

  /** Its programs live on for a while: they did not mind that their terminals hung up. */
  #loseHost(): void {
    if (!this.#isHostUp) return
    this.#isHostUp = false
    this.#hostLife += 1
    for (const listener of this.#losses) listener({ restarts: true, setAside: null })
    void this.#takesTime('ready').then(() => {
      this.#isHostUp = true
      for (const command of this.#untold.splice(0)) this.#command(command)
      for (const listener of this.#hears) listener({ type: 'ready' })
    })
  }

  #begin(id: SessionId, kind: Process['kind'], conversation: string | null, onEnd: () => void): () => void {
    const one: Process = {
      id,
      kind,
      conversation,
      end: () => {
        if (this.#alive.delete(one)) onEnd()
      },
    }
    this.#alive.add(one)
    this.#check(`the start of a ${kind}`)
    return one.end
  }

  #check(when: string): void {
    const all = [...this.#alive]
    for (const id of this.ids) {
      const kinds = all.filter((one) => one.id === id).map(({ kind }) => kind)
      if (kinds.length > 1) this.broken.push(`${when}: ${kinds.join(' and ')} in one session`)
      const mode = this.registry.list.findAny(id)?.record.mode
      if (mode === 'headless' && kinds.includes('terminal'))
        this.broken.push(`${when}: a terminal runs behind a headless session`)
      if (mode === 'interactive' && kinds.includes('headless'))
        this.broken.push(`${when}: a run without a terminal in an interactive session`)
    }
    const conversations = all.flatMap(({ conversation }) => conversation ?? [])
    if (new Set(conversations).size < conversations.length)
      this.broken.push(`${when}: two are in one conversation`)
  }
}

type PreparedStart = Parameters<ConstructorParameters<typeof SessionStarter>[0]['hooks']['prepare']>[3]

/** No status changes by time alone. */
const now = 1_000_000
const noTime: Clock = { now: () => now, dateNow: () => now, setTimer: () => () => undefined }

const noProcesses = {
  list: async () => [],
  find: async () => null,
  bornAt: () => 0,
  isAlive: () => false,
  signal: () => undefined,
  bootId: 'boot',
}

const finished: HeadlessResult = {
  ok: true,
  value: { text: '', isCut: false, answer: '', lost: null, token: null, exitCode: 0 },
}

const folder = absolutePath('/home/ada/project')
const tool = playedTool()

function playedTool() {
  return toolFrom({
    name: 'played',
    command: ['played'],
    resume: { resumeArgs: ['{resume}'], pattern: String.raw`^resume (?<token>\S+)` },
    politeExit: [],
    headless: { command: ['played', ['{resume}']], prompt: 'stdin', output: 'text' },
  })
}
