import { doubtWords } from '../../../app/activity/doubt-words.ts'
import type { Doubt } from '../../../app/activity/why.ts'
import type { Translate } from '../../../app/i18n/translate.ts'
import type { SessionNotices } from '../../notices/session-notices.ts'
import type { ToolVersions } from '../../tools/tool-versions.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
import type { SessionState } from '../state/session-state.ts'

/** Which versions of their tools sessions run. */
export type SessionVersions = {
  /** Asks a session's tool for its version, and keeps the answer with the session. Never rejects. */
  ask(session: SessionState): Promise<void>
}

type SessionVersionsDeps = {
  readonly registry: Pick<SessionRegistry, 'change' | 'onChange' | 'list' | 'viewOf'>
  readonly versions: Pick<ToolVersions, 'ask'>
  readonly say: Pick<SessionNotices, 'doubt'>
  readonly t: Translate
}

/** Asks for the version of a tool whose status is doubted, and notifies the user once of each tool and version. */
export function followVersions({ registry, versions, say, t }: SessionVersionsDeps): SessionVersions {
  const followed = new WeakMap<SessionState, Doubt>()
  const told = new Set<string>()

  const ask = async (session: SessionState): Promise<void> => {
    const { id, tool, toolInFront, program } = session
    // Of an agent that was started in a shell the program is another one, found like any other.
    const own = toolInFront === tool ? program : null
    // What runs on another machine is not what is found on this one.
    if (session.front.isCarried) return
    const installed = await versions.ask({ tool: toolInFront, program: own })
    registry.change(id, (one) => {
      if (one.toolInFront === toolInFront) one.installedVersion = installed
    })
  }
  const follow = async (session: SessionState): Promise<void> => {
    await ask(session)
    const { doubt, toolDisplayName } = registry.viewOf(session)
    if (doubt === null) return
    const about = `${session.toolInFront.name}-${doubt.installed ?? ''}`
    if (told.has(about)) return
    told.add(about)
    say.doubt(about, doubtWords(doubt, toolDisplayName, t))
  }

  registry.onChange((change) => {
    const session = change.kind === 'session' ? registry.list.find(change.id) : null
    const doubt = session?.activity.doubt ?? null
    if (session === null || doubt === null || followed.get(session) === doubt) return
    followed.set(session, doubt)
    void follow(session)
  })
  return { ask }
}
