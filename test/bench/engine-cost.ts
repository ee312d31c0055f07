import { darkTheme } from '../../app/terminal/theme.ts'
import { Screen } from '../../main/pty-host/screen/screen.ts'
import { SessionObservation } from '../../main/pty-host/observe/session-observation.ts'
import type { SessionState } from '../../main/session/state/session-state.ts'
import { StatusTimer } from '../../main/session/registry/status-timer.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import { newSession } from '../eval/replay.ts'
import { VirtualClock } from '../eval/virtual-clock.ts'
import { median } from './statistics.ts'
import { presetNamed } from '../support/tools.ts'

const size = { columns: 120, rows: 40 }
/** As in the aim: fifty agents that work at the same time. */
const sessions = 50

/** What the status engine costs, in shares of one core. */
export type EngineCost = {
  readonly tools: readonly {
    readonly tool: string
    readonly kbPerSecond: number
    /** Parsing alone, and all that the host and main add to it, for fifty sessions. */
    readonly parsing: number
    readonly engine: number
  }[]
  readonly worst: number
}

/**
 * Has fifty agents work side by side on a virtual clock, once with their screens alone and once with everything that
 * looks at them: the host's observation and main's session. The difference is the engine's.
 *
 * @param seconds of work
 */
export async function measureEngine(seconds: number, runs: number): Promise<EngineCost> {
  const tools = []
  for (const name of ['claude', 'codex', 'qwen']) {
    const tool = presetNamed(name)
    const chunks = workingAgent(name, seconds)
    const bytes = chunks.reduce((sum, { data }) => sum + data.length, 0)
    const parsing: number[] = []
    const all: number[] = []
    // The first of each warms up.
    for (let run = 0; run <= runs; run++) {
      parsing.push(cpuOf(() => work(chunks, null)))
      all.push(cpuOf(() => work(chunks, tool)))
    }
    const share = (list: readonly number[]) => median(list.slice(1)) / 1000 / seconds
    tools.push({
      tool: name,
      kbPerSecond: bytes / 1000 / seconds,
      parsing: share(parsing),
      engine: Math.max(0, share(all) - share(parsing)),
    })
  }
  return { tools, worst: Math.max(...tools.map(({ engine }) => engine)) }
}

function cpuOf(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** @param tool null parses only */
function work(chunks: readonly Chunk[], tool: ToolConfig | null): void {
  const clock = new VirtualClock()
  const agents = Array.from({ length: sessions }, () => agentOf(clock, tool))
  const timer = new StatusTimer(clock, {
    sessions: () => agents.flatMap(({ session }) => session ?? []),
    pass: (session, now) => session.passTime(now),
    jump: () => undefined,
  })
  for (const { at, data } of chunks) {
    clock.passTo(at * 1000)
    for (const agent of agents) {
      agent.write(data)
      if (agent.session !== null) timer.follow(agent.session)
    }
  }
  timer.dispose()
  for (const agent of agents) agent.dispose()
}

type Agent = { readonly session: SessionState | null; write(data: Uint8Array): void; dispose(): void }

function agentOf(clock: VirtualClock, tool: ToolConfig | null): Agent {
  const session = tool === null ? null : newSession(tool)
  const observed = new SessionObservation(clock, (observations, at) => session?.observe(observations, at))
  const screen = new Screen({
    cols: size.columns,
    rows: size.rows,
    appVersion: '0',
    theme: darkTheme,
    onReply: () => undefined,
    onSignal: (observation) => observed.signal(observation),
  })
  if (tool !== null) {
    observed.watchScreen(screen)
    observed.setReading({ tool: tool.name, rules: tool.statusRules })
    session?.begin(clock.dateNow(), 'new', tool.name)
  }
  return {
    session,
    write(data) {
      if (tool !== null) observed.output(data.length)
      screen.parse(data)
      if (tool !== null) observed.parsed()
    },
    dispose() {
      observed.dispose()
      screen.dispose()
    },
  }
}

type Chunk = { readonly at: number; readonly data: Uint8Array }

/** An agent that works all the time, drawn as the real one draws: cell by cell, or for Qwen all of it each time. */
function workingAgent(tool: string, seconds: number): readonly Chunk[] {
  const chunks = []
  // Qwen Code writes about a hundred chunks a second, the others draw their spinner ten times.
  const perSecond = tool === 'qwen' ? 20 : 10
  for (let frame = 0; frame < seconds * perSecond; frame++) {
    const at = frame / perSecond
    const data = tool === 'qwen' ? wholeFrame(at, frame) : cells(tool, at, frame)
    chunks.push({ at, data: Buffer.from(data) })
  }
  return chunks
}

const claudeFrames = ['·', '✢', '✳', '✶', '✻', '✽']
const brailleFrames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

function cells(tool: string, at: number, frame: number): string {
  const elapsed = Math.floor(at)
  const glyph = tool === 'claude' ? claudeFrames[frame % 6] : '•'
  const line =
    tool === 'claude'
      ? `Baking… (${elapsed}s · ↓ ${frame * 7} tokens)`
      : `Working (${elapsed}s • esc to interrupt)`
  const title = tool === 'codex' ? `\x1b]0;${brailleFrames[frame % 10]} work\x07` : ''
  const text = `\x1b[${3 + (frame % 28)};1H  a sentence of the answer, number ${frame}\x1b[K`
  const spinner = `\x1b[34;1H\x1b[38;5;174m${glyph} ${line}\x1b[K\x1b[0m`
  const rule = '─'.repeat(size.columns)
  const box = frame === 0 ? `\x1b[37;1H${rule}\x1b[38;1H❯ \x1b[39;1H${rule}\x1b[40;1H  esc to interrupt` : ''
  return `${title}\x1b[?25l${text}${spinner}${box}\x1b[38;3H\x1b[?25h`
}

function wholeFrame(at: number, frame: number): string {
  const rule = '─'.repeat(size.columns)
  const rows = Array.from(
    { length: 32 },
    (_, row) => `  \x1b[38;5;${100 + row}mline ${row} of the answer\x1b[0m ${row > 28 ? frame : row}\x1b[K`,
  )
  const live = [
    ` ${brailleFrames[frame % 10]} Thinking (${Math.floor(at)}s · ↓ 1.2k tokens · esc to cancel)\x1b[K`,
    rule,
    '>   Type your message or @path/to/file\x1b[K',
    rule,
  ]
  return `\x1b[?2026h\x1b[H${[...rows, ...live].join('\r\n')}\x1b[J\x1b[?2026l`
}
