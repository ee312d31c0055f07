import { effect } from '@preact/signals'
import type { SessionId } from '../../app/session/session.ts'
import { statusWords } from '../../app/session/status-words.ts'
import type { AppState } from '../model/state.ts'
import { announce } from './announcer.tsx'

/** Says "<title> needs approval" when a session starts to wait. What waits at the start is on the tabs. @returns its end */
export function announceWaiting(state: Pick<AppState, 'ready' | 'sessions' | 'locale' | 't'>): () => void {
  let known: ReadonlySet<SessionId> | null = null
  return effect(() => {
    if (!state.ready.value) return
    const waiting = state.sessions.value.filter((session) => session.status.kind === 'waiting')
    for (const { id, title, status } of waiting) {
      if (known === null || known.has(id)) continue
      announce(state.t('tab.startsToWait', { title, status: statusWords(status, state.locale.value) }))
    }
    known = new Set(waiting.map((session) => session.id))
  })
}
