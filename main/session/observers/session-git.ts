import type { SessionId } from '../../../app/session/session.ts'
import type { Status } from '../../../app/session/status.ts'
import { createGitWatch, type GitWatch } from '../../git/git-watch.ts'
import { createRunGit } from '../../git/run-git.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
import type { InstalledTools } from '../../tools/installed-tools.ts'
import type { Clock } from '../../base/clock.ts'

/**
 * Follows what git says of the folder of each session that is open, and asks again when something happens in it. Git is
 * found on the PATH of the user's login shell: a desktop's may lack it. Nothing is slower for it, since the start of a
 * session, from which it is followed, waits for that as well.
 */
export function followGit(
  deps: {
    readonly platform: NodeJS.Platform
    readonly clock: Clock
  },
  registry: SessionRegistry,
  installedTools: Pick<InstalledTools, 'environment' | 'findProgram'>,
): GitWatch {
  const git = createGitWatch({
    runGit: createRunGit({
      environment: () => installedTools.environment,
      findProgram: installedTools.findProgram,
      platform: deps.platform,
    }),
    clock: deps.clock,
    onFacts: (id, facts) => registry.change(id, (session) => session.folder.setGit(facts)),
  })
  // A title or a prompt that waits changes no file, and git has been heard already.
  const statuses = new Map<SessionId, Status>()
  registry.onChange((change) => {
    if (change.kind === 'removed') {
      statuses.delete(change.id)
      return git.unfollow(change.id)
    }
    const session = change.kind === 'session' ? registry.list.find(change.id) : null
    if (session === null) return undefined
    const { id, workdir } = session.record
    const before = statuses.get(id)
    statuses.set(id, session.status)
    // Only what runs changes anything: kept sessions are looked at once they are started.
    if (before === undefined) return git.follow(id, workdir)
    return before === session.status ? undefined : git.poke(id)
  })
  return git
}
