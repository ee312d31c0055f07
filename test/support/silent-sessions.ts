import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { succeed } from '../../app/base/result.ts'
import { translateIn } from '../../app/i18n/translate.ts'
import { newRecord, noPrompts, withoutPrompts, type KeptPrompts } from '../../app/session/session-record.ts'
import { noSessions } from '../../app/store/parse.ts'
import type { SessionsFile } from '../../app/store/schema.ts'
import { presets } from '../../app/tool/presets/presets.ts'
import { systemClock } from '../../main/base/clock.ts'
import { systemRandom } from '../../main/base/random.ts'
import { createSessionLock } from '../../main/base/session-lock.ts'
import { createNoticeBoard } from '../../main/notices/notice-board.ts'
import type { HostLink } from '../../main/pty-host/client/host-link.ts'
import { createHostQuestions } from '../../main/pty-host/client/host-questions.ts'
import type { HostEvent } from '../../main/pty-host/protocol/protocol.ts'
import { SessionManager } from '../../main/session/session-manager.ts'
import { machineDisk, type LogDisk } from '../../main/store/log-disk.ts'
import type { StoreDeps } from '../../main/store/kept-value.ts'
import { openSessionsStore, type SessionsStore } from '../../main/store/sessions-store.ts'
import { serializeStore } from '../../main/store/store-file.ts'
import { absolutePath, sessionId } from './fake-bridge.ts'

type Options = {
  /** What is kept of each session's prompts, and by what they are written. */
  readonly prompts?: KeptPrompts
  readonly disk?: LogDisk
  /** Gets the text of each write of the sessions file. */
  readonly onWrite?: (text: string) => void
  /** Opens the store of a folder in another way than a test does, which waits for no disk. */
  readonly openStore?: (folder: string, deps: StoreDeps) => SessionsStore
}

/** A manager of `count` shells, whose host does nothing but what a test says that it does. The first has been started. */
export async function openSilentSessions(
  count: number,
  { prompts = noPrompts, disk = machineDisk, onWrite = () => undefined, openStore }: Options = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'roost-silent-'))
  const shells = presets.filter((tool) => tool.kind === 'shell')
  const listeners = new Set<(event: HostEvent) => void>()
  /** The host says something. */
  const hear = (event: HostEvent): void => {
    for (const listener of listeners) listener(event)
  }
  const host: HostLink = {
    send(command) {
      if (command.type === 'flush') hear({ type: 'flushed', id: command.id })
    },
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onLost: () => () => undefined,
  }
  const notices = createNoticeBoard()
  const common = { notices, t: translateIn(() => 'en'), clock: systemClock }
  const path = join(folder, 'sessions.json')
  const write = (value: object): void => {
    const text = serializeStore(value)
    writeFileSync(path, text)
    onWrite(text)
  }
  const file = { path, write }
  write(fileOf(count, folder, prompts))
  const storeDeps = { ...common, openFolder: () => undefined }
  const store =
    openStore === undefined
      ? openSessionsStore(path, () => file, storeDeps, disk)
      : openStore(folder, storeDeps)
  const manager = new SessionManager({
    ...common,
    host,
    store,
    random: systemRandom,
    tools: {
      all: () => shells,
      named: () => shells[0] ?? null,
      onChange: () => () => undefined,
      learn: () => succeed(null),
    },
    questions: createHostQuestions(host, systemClock),
    typingLock: createSessionLock(),
    imagesFolder: folder,
    rules: { of: (tool) => tool.statusRules, onChange: () => () => undefined },
    environment: { PATH: process.env['PATH'], HOME: folder, SHELL: '/bin/sh' },
    cliEnvironment: {},
    platform: process.platform,
    homeFolder: folder,
    dataFolder: folder,
    appVersion: '1.2.3',
    textBytes: async () => 0,
  })
  await manager.restore()
  const id = sessionId(1)
  const started = await manager.start(id)
  if (!started.ok) throw new Error(started.error.message)
  const dispose = async (): Promise<void> => {
    hear({ type: 'exit', session: id, exitCode: 0, signal: null, tail: '', at: Date.now() })
    await manager.shutdown()
    rmSync(folder, { recursive: true, force: true })
  }
  return { id, manager, store, folder, notices, hear, dispose }
}

function fileOf(count: number, folder: string, prompts: KeptPrompts): SessionsFile {
  const sessions = Array.from({ length: count }, (_, place) => {
    const made = { id: sessionId(place + 1), toolName: 'shell', workdir: absolutePath(folder) }
    return { ...withoutPrompts(newRecord(made, 0)), lastStatus: null, closedAt: null, prompts }
  })
  return { ...noSessions, counter: count, activeId: sessionId(1), sessions }
}
