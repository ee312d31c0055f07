import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { DroppedPath } from '../../app/tool/insertion.ts'
import type { SessionLock } from '../base/session-lock.ts'
import type { ToolTerminal } from '../session/delivery/tool-terminal.ts'
import { insertPaths } from './insert.ts'
import { takeFiles, takeImage } from '../images/take-files.ts'

/** What drops need of the rest. `folder` is where images are kept, absolute. */
export type DropsDeps = {
  readonly folder: string
  /** Shared with everything else that types. */
  readonly typingLock: SessionLock
  readonly terminal: (session: SessionId) => ToolTerminal | null
}

/** Files and images on their way into sessions. Nothing of the user's is ever sent with an Enter. */
export type Drops = {
  /** Gives files and folders by their paths: all of them, or with a failure none. */
  paths(session: SessionId, paths: readonly string[]): Promise<Result<null>>
  /** Gives one image that has no path. */
  image(session: SessionId, bytes: Uint8Array): Promise<Result<null>>
}

/** Makes the way in. Two drops on one session go in one after the other, and so do a drop and a prompt. */
export function createDrops(deps: DropsDeps): Drops {
  const { folder, typingLock, terminal } = deps

  async function give(
    session: SessionId,
    take: () => Promise<Result<readonly DroppedPath[]>>,
  ): Promise<Result<null>> {
    // Asked before anything is copied, and again after: a copy takes time in which a process may end.
    if (terminal(session)?.isUp() !== true) return failWith('session-not-running')
    const dropped = await take()
    if (!dropped.ok) return dropped
    const target = terminal(session)
    return target === null ? failWith('session-not-running') : insertPaths(target, dropped.value)
  }

  return {
    paths: (session, paths) =>
      typingLock.run(session, () => give(session, () => takeFiles(folder, session, paths))),
    image: (session, bytes) =>
      typingLock.run(session, () =>
        give(session, async () => {
          const image = await takeImage(folder, session, bytes)
          return image.ok ? succeed([image.value]) : image
        }),
      ),
  }
}
