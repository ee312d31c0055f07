import { createGitWatch, type GitWatch } from '../git/git-watch.ts'
import { createRunGit } from '../git/run-git.ts'
import { cleanEnvironment } from './child-environment.ts'
import type { SessionManagerDeps } from './manager-contract.ts'
import type { SessionRegistry } from './session-registry.ts'

/** Follows what git says of the folder of each session that is open, and asks again when something happens in it. */
export function followGit(
  deps: Pick<SessionManagerDeps, 'environment' | 'platform' | 'clock'>,
  registry: SessionRegistry,
): GitWatch {
  const environment = cleanEnvironment(deps.environment)
  const git = createGitWatch({
    runGit: createRunGit({ environment, platform: deps.platform }),
    clock: deps.clock,
    onFacts: (id, facts) => registry.change(id, (session) => session.setGit(facts)),
  })
  const followed = new Set<string>()
  registry.onChange((change) => {
    if (change.kind === 'removed') {
      followed.delete(change.id)
      return git.unfollow(change.id)
    }
    if (change.kind !== 'session') return undefined
    const session = registry.list.find(change.id)
    if (session === null) return undefined
    // Only what runs changes anything: kept sessions are looked at once they are started.
    if (!followed.has(change.id)) {
      followed.add(change.id)
      return git.follow(change.id, session.record.workdir)
    }
    return git.poke(change.id)
  })
  return git
}
