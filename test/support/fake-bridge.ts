import type { Bridge } from '../../app/ipc/bridge.ts'
import type { MainEvents } from '../../app/ipc/events.ts'
import type { RequestArgument, RequestResults } from '../../app/ipc/contract.ts'
import type { RequestChannel } from '../../app/ipc/channels.ts'
import { fail, succeed } from '../../app/base/result.ts'
import { failWith } from '../../app/i18n/failure.ts'
import { queueFacts, shownQueue } from '../../app/ipc/queue-view.ts'
import { emptyQueue, findQueued, type Queue, type QueueItem } from '../../app/session/queue.ts'
import { applyPatch, type Patch, type ReadModel, type SessionView } from '../../app/ipc/read-model.ts'
import * as v from 'valibot'
import {
  AbsolutePathSchema,
  makeSessionId,
  type AbsolutePath,
  type SessionId,
} from '../../app/session/session.ts'
import type { Status, StatusEvidence } from '../../app/session/status.ts'
import { defaultSettings } from '../../app/store/schema.ts'

type Handlers = {
  [C in RequestChannel]?: (argument: RequestArgument<C>) => RequestResults[C] | Promise<RequestResults[C]>
}

import { plainView } from './session-view.ts'

/** Main's side of the bridge for a page alone: a read model that the requests about sessions and settings change. */
export class FakeMain {
  model: ReadModel
  seq = 0
  /** Every request, in order. */
  readonly requests: { readonly channel: RequestChannel; readonly argument: unknown }[] = []
  /** Answers that a test wants other than the ones below. */
  readonly answers: Handlers = {}
  readonly bridge: Bridge
  /** What waits for each session, in full. */
  readonly #queues = new Map<SessionId, Queue>()
  readonly #listeners = new Set<{ channel: string; listener: unknown }>()

  constructor(model: Partial<ReadModel> = {}) {
    this.model = { ...emptyModel, ...model }
    this.bridge = {
      request: async (channel, argument) => {
        this.requests.push({ channel, argument })
        const given = this.answers[channel]
        if (given) return given(argument)
        return this.#answer(channel, argument)
      },
      on: (channel, listener) => {
        const entry = { channel, listener }
        this.#listeners.add(entry)
        return () => this.#listeners.delete(entry)
      },
      pathOfFile: () => '',
      underTest: false,
    }
  }

  /** Changes the model and tells the page. */
  patch(patch: Patch): void {
    this.model = applyPatch(this.model, patch)
    this.seq += 1
    this.send('model:patch', { seq: this.seq, patch })
    if (patch.kind === 'active') this.patch({ kind: 'queue', queue: this.#queueOnShow() })
  }

  /** Other prompts wait for a session than before. */
  setQueue(id: SessionId, items: readonly QueueItem[]): void {
    this.#queues.set(id, { lastId: 0, items })
    const session = this.model.sessions.find((one) => one.id === id)
    if (session === undefined) return
    const queue = queueFacts({ lastId: 0, items }, session.queue.revision + 1)
    this.patch({ kind: 'session', session: { ...session, queue } })
    if (id === this.model.activeId) this.patch({ kind: 'queue', queue: this.#queueOnShow() })
  }

  #queueOnShow(): ReadModel['queue'] {
    const session = this.model.sessions.find(({ id }) => id === this.model.activeId)
    if (session === undefined) return null
    return shownQueue(session.id, this.#queues.get(session.id) ?? emptyQueue, session.queue.revision)
  }

  send<C extends keyof MainEvents>(channel: C, payload: MainEvents[C]): void {
    for (const entry of this.#listeners) {
      if (entry.channel === channel && typeof entry.listener === 'function') entry.listener(payload)
    }
  }

  /** The arguments of the requests on a channel so far. */
  asked(channel: RequestChannel): readonly unknown[] {
    return this.requests.filter((request) => request.channel === channel).map((request) => request.argument)
  }

  #answer<C extends RequestChannel>(channel: C, argument: RequestArgument<C>): RequestResults[C]
  #answer(channel: RequestChannel, argument: unknown): unknown {
    const given = v.parse(v.looseObject({ id: v.optional(v.string()) }), argument)
    const session = this.model.sessions.find(({ id }) => id === given.id)
    switch (channel) {
      case 'model:read':
        return succeed({ seq: this.seq, model: { ...this.model, queue: this.#queueOnShow() } })
      case 'session:activate':
        if (session) this.patch({ kind: 'active', id: session.id })
        return succeed(null)
      case 'session:rename':
        if (session) this.patch({ kind: 'session', session: { ...session, title: String(given['title']) } })
        return succeed(null)
      case 'session:move':
        if (session) this.patch({ kind: 'order', ids: this.#moved(session.id, Number(given['toIndex'])) })
        return succeed(null)
      case 'session:background':
        return succeed([])
      case 'session:close':
        if (session) this.patch({ kind: 'sessionRemoved', id: session.id })
        return succeed('closed')
      case 'settings:change':
        this.patch({ kind: 'settings', settings: { ...this.model.settings, ...given } })
        return succeed(null)
      case 'notice:dismiss':
        this.patch({
          kind: 'notices',
          notices: this.model.notices.filter(({ id }) => id !== given['noticeId']),
        })
        return succeed(null)
      case 'folder:check':
        return given['folder'] === '/nowhere'
          ? fail(
              'folder-missing',
              'This folder does not exist.',
              'Check the spelling, or choose another folder.',
            )
          : succeed(absolutePath('/home/ada/src'))
      case 'folder:pick':
        return succeed(absolutePath('/home/ada/picked'))
      case 'queue:read': {
        const item = session && findQueued(this.#queues.get(session.id) ?? emptyQueue, Number(given['item']))
        return item ? succeed({ text: item.text, images: item.images }) : failWith('prompt-gone')
      }
      case 'session:create':
        return succeed(sessionId(99))
      case 'prompt:send':
      case 'prompt:history':
      case 'image:keepPaths':
      case 'image:pick':
        return succeed([])
      case 'image:keepBytes':
      case 'image:read':
        return fail('image-gone', 'The image is gone.', 'Add it again.')
      default:
        return succeed(null)
    }
  }

  #moved(id: SessionId, toIndex: number): readonly SessionId[] {
    const others = this.model.sessions.map((session) => session.id).filter((other) => other !== id)
    return [...others.slice(0, toIndex), id, ...others.slice(toIndex)]
  }
}

const emptyModel: ReadModel = {
  sessions: [],
  activeId: null,
  queue: null,
  tools: [
    { name: 'shell', displayName: 'Shell', kind: 'shell', found: true },
    { name: 'claude', displayName: 'Claude Code', kind: 'agent', found: true },
    { name: 'codex', displayName: 'Codex', kind: 'agent', found: true },
    { name: 'gemini', displayName: 'Gemini CLI', kind: 'agent', found: false },
  ],
  recentFolders: [],
  settings: defaultSettings,
  notices: [],
  canReopen: false,
  platform: 'linux',
  homeFolder: '/home/ada',
  locale: 'en',
}

/** A session as the window shows it; `place` makes its id. */
export function sessionView(place: number, part: Partial<SessionView> = {}): SessionView {
  return {
    id: sessionId(place),
    title: `session ${place}`,
    toolName: 'shell',
    toolDisplayName: 'Shell',
    workdir: absolutePath('/home/ada/src/roost'),
    shortFolder: 'src/roost',
    status: statuses.idle,
    ...plainView,
    ...part,
  }
}

export function sessionId(place: number): SessionId {
  return makeSessionId(place, 'fake')
}

export function absolutePath(path: string): AbsolutePath {
  return v.parse(AbsolutePathSchema, path)
}

const evidence: StatusEvidence = { source: 'osc7501', rule: 'report', text: '', at: 0 }

const busy = {
  kind: 'working',
  health: 'moving',
  standsSince: null,
  progress: null,
  background: 0,
  since: 0,
  evidence,
} as const

/** One status of each kind, as they are most often. */
export const statuses = {
  dormant: { kind: 'dormant', last: 'idle', since: 0, evidence },
  starting: { kind: 'starting', since: 0, evidence },
  working: { ...busy, certainty: 'sure' },
  workingGuess: { ...busy, certainty: 'guess' },
  waiting: { kind: 'waiting', reason: 'approval', question: null, since: 0, evidence },
  idle: { kind: 'idle', certainty: 'sure', since: 0, evidence },
  idleGuess: { kind: 'idle', certainty: 'guess', since: 0, evidence },
  failed: {
    kind: 'failed',
    reason: 'start',
    message: 'The tool was not found.',
    resets: null,
    since: 0,
    evidence,
  },
  exited: { kind: 'exited', exitCode: 1, signal: null, since: 0, evidence },
} as const satisfies Readonly<Record<string, Status>>
