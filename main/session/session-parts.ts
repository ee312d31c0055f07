import type { ToolConfig } from '../../app/tool/tool-config.ts'
import { join } from 'node:path'
import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { ProcessControl } from '../process/process-control.ts'
import { checkFolder } from './lifecycle/check-folder.ts'
import { createFindProgram } from '../environment/find-program.ts'
import { createExitWaiters } from './lifecycle/exit-waiters.ts'
import { toolOfProgram } from '../../app/tool/known-program.ts'
import { AgentsByHand } from './observers/agents-by-hand.ts'
import { changeRules } from './observers/apply-rules.ts'
import { createForegroundWatch, type ForegroundWatch } from '../process/foreground-watch.ts'
import { HeadlessRunner } from './headless/headless-runner.ts'
import { runHeadlessCommand } from './headless/run-headless.ts'
import { HostListener } from './lifecycle/host-listener.ts'
import { createInterrupter } from './lifecycle/interrupter.ts'
import { openFilesBelow } from '../process/open-files.ts'
import { openJournal } from '../process/run-journal.ts'
import { findLeftovers, type Leftovers } from './lifecycle/leftovers.ts'
import { createProcessTable } from '../process/create-process-table.ts'
import { createProcessFacts, type ProcessFactsOf } from '../process/process-facts.ts'
import { followRuns } from '../process/runs.ts'
import { HostedScreens } from './registry/hosted-screens.ts'
import { SessionCloser } from './lifecycle/session-closer.ts'
import { SessionHooks } from './observers/session-hooks.ts'
import { toolTerminals, type ToolTerminal } from './delivery/tool-terminal.ts'
import { SessionPrompts } from './queue/session-prompts.ts'
import { followGit } from './observers/session-git.ts'
import { followVersions, type SessionVersions } from './observers/session-versions.ts'
import type { GitWatch } from '../git/git-watch.ts'
import { createSessionNotices } from '../notices/session-notices.ts'
import { SessionRegistry } from './registry/session-registry.ts'
import { SessionStarter } from './lifecycle/session-starter.ts'
import { InstalledTools } from '../tools/installed-tools.ts'
import { ToolVersions } from '../tools/tool-versions.ts'
import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import { createSessionLock, type SessionLock } from '../base/session-lock.ts'
import type { Environment } from '../environment/child-environment.ts'
import type { NoticeBoard } from '../notices/notice-board.ts'
import type { HostLink } from '../pty-host/client/host-link.ts'
import type { HostQuestions } from '../pty-host/client/host-questions.ts'
import type { SessionsStore } from '../store/sessions-store.ts'
import type { RuleBook } from '../tools/rule-book.ts'
import type { ToolBook } from '../tools/tool-book.ts'
import type { Translate } from '../../app/i18n/translate.ts'

/** With what the sessions run. Folders are absolute. */
export type SessionConfig = {
  readonly homeFolder: string
  readonly dataFolder: string
  readonly imagesFolder: string
  readonly platform: NodeJS.Platform
  readonly appVersion: string
} & {
  /** In the order in which they are offered. */
  readonly tools: readonly ToolConfig[]
}

/** What a manager is made of. */
export type SessionParts = {
  readonly deps: SessionManagerDeps
  readonly registry: SessionRegistry
  readonly screens: HostedScreens
  readonly installedTools: InstalledTools
  readonly leftovers: Leftovers
  readonly watch: ForegroundWatch
  readonly hooks: SessionHooks
  readonly starter: SessionStarter
  readonly closer: SessionCloser
  readonly headless: HeadlessRunner
  /** Starts, changes of mode and what is done behind a close take their turns in it. */
  readonly lifecycle: SessionLock
  readonly listener: HostListener
  readonly prompts: SessionPrompts
  readonly terminals: (session: SessionId) => ToolTerminal | null
  readonly git: GitWatch
  readonly versions: SessionVersions
  readonly facts: ProcessFactsOf
}

/** Makes the manager's parts, each from those before it. */
export function composeSessions(deps: SessionManagerDeps): SessionParts {
  const { host, clock, notices, t, platform } = deps
  const screens = new HostedScreens(host, clock)
  const registry = new SessionRegistry(deps, screens)
  const findProgram = createFindProgram(clock)
  const installedTools = new InstalledTools({ ...deps, findProgram }, () => registry.tell({ kind: 'tools' }))
  const say = createSessionNotices(notices, t)
  const environment = () => installedTools.environment
  const toolVersions = new ToolVersions({ ...deps, environment, findProgram })
  const versions = followVersions({ registry, versions: toolVersions, say, t })

  // Processes.
  const processes = createProcessTable(platform, clock)
  const control: ProcessControl = { processes, clock, excluded: new Set([process.pid]) }
  const journalPath = join(deps.dataFolder, 'running.json')
  const journal = openJournal(journalPath, processes.bootId, clock, (error) =>
    say.journalTrouble(error !== null),
  )
  const runs = followRuns(control, journal, deps.random)
  const waiters = createExitWaiters()
  const nameOf = (id: SessionId): string | null => {
    const session = registry.list.find(id)
    return session === null ? null : registry.viewOf(session).title
  }
  const leftovers = findLeftovers({ control, journal, notices, t, nameOf })
  const facts = createProcessFacts({ processes, runs, platform })
  const openFiles = (pid: number): Promise<readonly string[]> => openFilesBelow(pid, platform)
  const agents = new AgentsByHand({ deps, registry, openFiles, pidExists: facts.pidExists })
  const watch = createForegroundWatch({
    clock,
    platform,
    isLively: (id) => {
      const kind = registry.list.find(id)?.status.kind
      return id === registry.list.activeId || kind === 'starting' || kind === 'working'
    },
    isKnown: (name) => toolOfProgram(name, deps.tools.all()) !== null,
    tell: (id, program) => registry.change(id, (session) => agents.follow(session, program)),
  })

  const git = followGit(deps, registry, installedTools)
  deps.tools.onChange((toolName) => {
    const tool = deps.tools.named(toolName)
    for (const session of registry.list.open)
      if (tool !== null && [session.tool, session.toolInFront].some(({ name }) => name === toolName)) {
        registry.change(session.id, (one) => one.setTool(tool))
        changeRules(deps, registry, session)
      }
  })

  // Rules that change are in force at once.
  deps.rules.onChange((toolName) => {
    for (const session of registry.list.open)
      if (session.toolInFront.name === toolName) changeRules(deps, registry, session)
  })

  // What happens to sessions.
  const hooks = new SessionHooks({ deps, registry, runs, say })
  const lifecycle = createSessionLock()
  const parts = { deps, registry, screens, runs, waiters, watch, say, hooks, agents, facts, lifecycle }
  const closer = new SessionCloser(parts)
  const untilFree = async (id: SessionId): Promise<Result<null>> => {
    await closer.untilLostEnded()
    return (await leftovers.has(id)) ? failWith('session-left-running') : succeed(null)
  }
  const starter = new SessionStarter({ ...parts, installedTools, untilFree, checkFolder })
  const headless = new HeadlessRunner({
    ...parts,
    control,
    installedTools,
    untilFree,
    findProgram,
    run: runHeadlessCommand,
  })
  const interrupt = createInterrupter({ host, clock, processes, runs })
  const terminals = toolTerminals({ host, questions: deps.questions, clock, registry })
  const prompts = new SessionPrompts({ deps, registry, headless, starter, interrupt, terminals })
  const listener = new HostListener({ ...parts, starter, closer })
  return {
    deps,
    registry,
    screens,
    installedTools,
    leftovers,
    watch,
    hooks,
    starter,
    closer,
    headless,
    lifecycle,
    listener,
    prompts,
    terminals,
    git,
    versions,
    facts,
  }
}

/** What the manager needs from outside. */
export type SessionManagerDeps = {
  readonly host: HostLink
  readonly store: SessionsStore
  readonly notices: NoticeBoard
  readonly t: Translate
  readonly clock: Clock
  readonly random: Random
  readonly tools: Pick<ToolBook, 'all' | 'named' | 'onChange' | 'learn'>
  readonly questions: HostQuestions
  /** Prompts and drops hold it while they type. Not for as long as a tool answers. */
  readonly typingLock: SessionLock
  /** Where images of prompts are kept, absolute. */
  readonly imagesFolder: string
  /** Gets what a listener of the manager's threw. */
  readonly onBug?: (error: unknown) => void
  /** The rules by which statuses are read. */
  readonly rules: Pick<RuleBook, 'of' | 'onChange'>
  /** The app's own environment; what must not reach children is taken out. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** What lets sessions' children use the sessions of this app. */
  readonly cliEnvironment: Environment
  readonly platform: NodeJS.Platform
  readonly homeFolder: string
  /** Where `running.json` is kept; exists, absolute. */
  readonly dataFolder: string
  readonly appVersion: string
  /** How much of a session's text is on disk. Does not reject. */
  readonly textBytes: (id: SessionId) => Promise<number>
}
