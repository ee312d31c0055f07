import { within } from '../base/wait.ts'
import type { SessionParts } from './session-parts.ts'

/** The window does not wait longer for what an earlier Roost left running. */
const longestLookMs = 10_000

/** As `SessionManager.restore`. */
export async function restoreSessions(parts: SessionParts): Promise<void> {
  const { deps, registry, screens, installedTools, leftovers, closer, listener, hooks } = parts
  listener.listen()
  void closer.forgetExpired()
  hooks.sweep(new Set(registry.list.open.map((session) => session.id)))
  const { activeId } = registry.list
  if (activeId !== null) screens.open(activeId)
  await installedTools.open()
  registry.save('soon')
  await within(deps.clock, longestLookMs, leftovers.look())
}

/** As `SessionManager.shutdown`. */
export async function endSessions(parts: SessionParts): Promise<void> {
  const { deps, registry, screens, watch, starter, headless, closer, hooks, prompts, git, installedTools } =
    parts
  if (!starter.stop()) return
  headless.stop()
  prompts.stop()
  git.dispose()
  installedTools.dispose()
  registry.dispose()
  watch.dispose()
  // First the truth is written: what the tools say while they end is not their last status.
  for (const session of registry.list.open) session.rest(deps.clock.dateNow())
  registry.save('now')
  await closer.endAll()
  hooks.stopAll()
  await screens.flush()
  registry.save('now')
  deps.store.flush()
  await deps.store.prompts.flush()
}
