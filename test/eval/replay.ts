import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SourceSwitch } from '../../app/activity/evidence.ts'
import * as v from 'valibot'
import { AbsolutePathSchema, makeSessionId } from '../../app/session/session.ts'
import { newRecord } from '../../app/session/session-record.ts'
import type { Status } from '../../app/session/status.ts'
import { darkTheme } from '../../app/terminal/theme.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import { presets } from '../../app/tool/presets/presets.ts'
import { HostedSession } from '../../main/pty-host/host/hosted-session.ts'
import { isUserInput } from '../../main/pty-host/observe/typed-line.ts'
import type { HostCommand, HostEvent } from '../../main/pty-host/protocol/protocol.ts'
import { followForeground, followScreen } from '../../main/session/observers/follow-front.ts'
import { SessionState } from '../../main/session/state/session-state.ts'
import { StatusTimer } from '../../main/session/registry/status-timer.ts'
import type { Asciicast } from './asciicast.ts'
import { ForegroundPlayed } from './foreground-played.ts'
import { PlayedPty, seenWith } from './played-pty.ts'
import { epoch, VirtualClock } from './virtual-clock.ts'

/** A status from `t` on, seconds since the start, as the engine announced it. */
export type TimelineEntry = {
  readonly t: number
  readonly status: 'starting' | 'working' | 'waiting' | 'idle' | 'failed' | 'exited'
  readonly reason?: string
  readonly question?: string
  /** Git said that files are in conflict. */
  readonly conflict?: true
  /** Which source and rule decided. */
  readonly by: string
}

const id = makeSessionId(1, 'replay')

/**
 * Replays a recording through the host's session and main's session, as the app has them, on a virtual clock. Markers
 * are not looked at, but for `exited`, which is the exit of the process: that is not in a cast.
 */
export async function replay(
  cast: Asciicast,
  tool: ToolConfig,
  isOn: SourceSwitch = () => true,
): Promise<readonly TimelineEntry[]> {
  const clock = new VirtualClock()
  const timeline: TimelineEntry[] = []
  const session = newSession(tool, isOn)
  let shown: Status = session.status
  let { conflict } = session.folder
  const note = (): void => {
    if (session.status === shown && session.folder.conflict === conflict) return
    shown = session.status
    conflict = session.folder.conflict
    const entry = entryOf(shown, clock.now() / 1000, conflict !== null)
    const last = timeline.at(-1)
    const isNews = (['status', 'reason', 'conflict'] as const).some((key) => last?.[key] !== entry?.[key])
    if (entry !== null && isNews) timeline.push(entry)
  }
  const timer = new StatusTimer(clock, {
    sessions: () => [session],
    pass: (one, now) => {
      one.passTime(now)
      note()
    },
    jump: () => undefined,
  })
  const pty = new PlayedPty(cast.command)
  const deps = {
    host: { send: (message: HostCommand) => read(message) },
    rules: { of: (one: ToolConfig) => one.statusRules },
    tools: { all: () => presets },
  }
  const watch = new ForegroundPlayed(tool, {
    clock,
    isLively: () => session.status.kind === 'starting' || session.status.kind === 'working',
    tell: (program) => {
      followForeground(deps, session, program, clock.dateNow())
      note()
      timer.follow(session)
    },
  })
  const hear = (event: HostEvent): void => {
    if (event.type === 'exit') watch.end()
    if (event.type === 'observed') followScreen(deps, session, event.observations, event.at)
    else if (event.type === 'exit')
      session.end({ exitCode: event.exitCode, signal: event.signal, at: event.at })
    else return
    note()
    timer.follow(session)
    if (event.type === 'observed') watch.poke()
  }
  const hosted = hostedSession(cast, clock, pty, hear)
  const read = (message: HostCommand): void => {
    if (message.type === 'rules') hosted.observed.setReading(message)
  }
  hosted.observed.setReading({ tool: tool.name, rules: tool.statusRules })
  await hosted.spawn(
    { file: process.execPath, args: [], cwd: tmpdir(), env: {}, isShell: tool.kind === 'shell' },
    null,
  )
  session.begin(clock.dateNow(), 'new', tool.command[0] ?? '')
  note()
  timer.follow(session)
  for (const [index, event] of cast.events.entries()) {
    clock.passTo(event.seconds * 1000)
    if (event.kind === 'output') pty.print(event.data, seenWith(event, cast.events[index + 1]))
    else if (event.kind === 'resize') hosted.resize(event.cols, event.rows, undefined)
    else if (event.kind === 'foreground') {
      pty.bringToFront(event.data)
      watch.follow(event.data)
    }
    // Answers to queries are the host's own here as in the app; what it answered then is no input.
    else if (event.kind === 'input' && (isUserInput(event.data) || isPointer(event.data)))
      hosted.input(event.data)
    else if (event.kind === 'marker' && event.data === 'exited') pty.exit()
  }
  watch.end()
  timer.dispose()
  await hosted.dispose(true)
  return timeline
}

/** A session of main's that runs nothing. */
export function newSession(tool: ToolConfig, isOn: SourceSwitch = () => true): SessionState {
  const record = newRecord(
    {
      id,
      toolName: tool.name,
      workdir: v.parse(AbsolutePathSchema, tmpdir()),
    },
    epoch,
  )
  return new SessionState(record, tool, { lastStatus: null, at: epoch }, isOn)
}

function hostedSession(
  cast: Asciicast,
  clock: VirtualClock,
  pty: PlayedPty,
  hear: (event: HostEvent) => void,
): HostedSession {
  return new HostedSession(id, cast.width, cast.height, {
    appVersion: '0.0.0',
    clock,
    spawn: () => pty,
    theme: () => darkTheme,
    tellMain: hear,
    tellPage: () => undefined,
    within: (run) => run(),
    wake: (worker) => {
      while (worker.workOff(Number.MAX_SAFE_INTEGER));
    },
    creditChanged: () => undefined,
    store: { add: () => undefined, remove: () => undefined, changed: () => undefined },
    // Nothing is written into it; the session takes it away with itself.
    folder: mkdtempSync(join(tmpdir(), 'roost-replay-')),
  })
}

/** Focus and mouse reach the program like keys, and what it writes then is an answer too. */
function isPointer(data: string): boolean {
  // eslint-disable-next-line no-control-regex -- these reports begin with it
  return /^\u001b\[(?:[IO]|<|M)/u.test(data)
}

function entryOf(status: Status, t: number, conflict: boolean): TimelineEntry | null {
  const by = `${status.evidence.source}:${status.evidence.rule}`
  const at = { t: Math.round(t * 1000) / 1000, ...(conflict ? ({ conflict: true } as const) : {}) }
  switch (status.kind) {
    case 'dormant':
      return null
    case 'waiting':
      return {
        ...at,
        status: 'waiting',
        reason: status.reason,
        ...(status.question === null ? {} : { question: status.question }),
        by,
      }
    case 'failed':
      return { ...at, status: 'failed', reason: status.reason, by }
    case 'starting':
    case 'working':
    case 'idle':
    case 'exited':
      return { ...at, status: status.kind, by }
  }
}
