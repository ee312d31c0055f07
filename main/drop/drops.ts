import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/ipc/errors.ts'
import type { SessionId } from '../../app/session/session.ts'
import { hasProcess } from '../../app/session/status.ts'
import type { DroppedPath } from '../../app/tool/insertion.ts'
import type { Clock } from '../session/clock.ts'
import { createTurns } from '../session/in-turn.ts'
import { insertPaths, type Receiver, type Typing } from './insert.ts'
import { takeFiles, takeImage } from './take-files.ts'

/** What drops need of the rest. `folder` is where images are kept, absolute. */
export type DropsDeps = {
  readonly folder: string
  readonly typing: Typing
  readonly clock: Clock
  readonly find: (session: SessionId) => Receiver | null
}

/** Files and images on their way into sessions. Nothing dropped is ever sent with an Enter. */
export type Drops = {
  /** Gives files and folders by their paths: all of them, or with a failure none. */
  paths(session: SessionId, paths: readonly string[]): Promise<Result<null>>
  /** Gives one image that has no path. */
  image(session: SessionId, bytes: Uint8Array): Promise<Result<null>>
}

/** Makes the way in. Two drops on one session go in one after the other. */
export function createDrops(deps: DropsDeps): Drops {
  const turns = createTurns()

  async function give(
    session: SessionId,
    take: () => Promise<Result<readonly DroppedPath[]>>,
  ): Promise<Result<null>> {
    // Asked before anything is copied, and again after: a copy takes time in which a process may end.
    if (!isRunning(deps.find(session))) return failWith('session-not-running')
    const dropped = await take()
    if (!dropped.ok) return dropped
    const receiver = deps.find(session)
    if (receiver === null) return failWith('session-not-running')
    return insertPaths(deps, session, receiver, dropped.value)
  }

  return {
    paths: (session, paths) =>
      turns.take(session, () => give(session, () => takeFiles(deps.folder, session, paths))),
    image: (session, bytes) =>
      turns.take(session, () =>
        give(session, async () => {
          const image = await takeImage(deps.folder, session, bytes)
          return image.ok ? succeed([image.value]) : image
        }),
      ),
  }
}

function isRunning(receiver: Receiver | null): boolean {
  return receiver !== null && hasProcess(receiver.status)
}
