import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { SessionRecord } from '../../app/session/session-record.ts'
import { hasProcess } from '../../app/session/status.ts'
import type { DroppedPath } from '../../app/tool/insertion.ts'
import type { Clock } from '../base/clock.ts'
import type { SessionLock } from '../base/session-lock.ts'
import type { PromptTerminal, AtWork } from '../session/delivery/tool-terminal.ts'
import type { Session } from '../session/session.ts'
import { insertPaths } from './insert.ts'
import { takeFiles, takeImage } from '../images/take-files.ts'

/** What is known of a session that something is dropped on. */
export type DropTarget = Pick<Session, 'tool' | 'status' | 'program'> & {
  readonly record: Pick<SessionRecord, 'lastActiveAt'>
}

/** What drops need of the rest. `folder` is where images are kept, absolute. */
export type DropsDeps = {
  readonly folder: string
  readonly clock: Clock
  /** Shared with everything else that types. */
  readonly typing: SessionLock
  readonly terminal: (session: SessionId) => PromptTerminal
  readonly find: (session: SessionId) => DropTarget | null
}

/** Files and images on their way into sessions. Nothing of the person's is ever sent with an Enter. */
export type Drops = {
  /** Gives files and folders by their paths: all of them, or with a failure none. */
  paths(session: SessionId, paths: readonly string[]): Promise<Result<null>>
  /** Gives one image that has no path. */
  image(session: SessionId, bytes: Uint8Array): Promise<Result<null>>
}

/** Makes the way in. Two drops on one session go in one after the other, and so do a drop and a prompt. */
export function createDrops(deps: DropsDeps): Drops {
  const { folder, clock, typing, terminal, find } = deps

  async function give(
    session: SessionId,
    take: () => Promise<Result<readonly DroppedPath[]>>,
  ): Promise<Result<null>> {
    // Asked before anything is copied, and again after: a copy takes time in which a process may end.
    if (!isRunning(find(session))) return failWith('session-not-running')
    const dropped = await take()
    if (!dropped.ok) return dropped
    const target = find(session)
    if (target === null) return failWith('session-not-running')
    return insertPaths(
      { clock, terminal: terminal(session) },
      atWork(target, () => find(session)),
      dropped.value,
    )
  }

  return {
    paths: (session, paths) =>
      typing.run(session, () => give(session, () => takeFiles(folder, session, paths))),
    image: (session, bytes) =>
      typing.run(session, () =>
        give(session, async () => {
          const image = await takeImage(folder, session, bytes)
          return image.ok ? succeed([image.value]) : image
        }),
      ),
  }
}

function atWork(target: DropTarget, find: () => DropTarget | null): AtWork {
  return {
    tool: target.tool,
    program: target.program,
    status: () => (find() ?? target).status,
    isUp: () => isRunning(find()),
    lastActiveAt: () => (find() ?? target).record.lastActiveAt,
  }
}

function isRunning(target: DropTarget | null): boolean {
  return target !== null && hasProcess(target.status)
}
