import { statusWords } from '../../app/session/status-words.ts'
import type { AppState } from '../model/state.ts'
import { announce } from './announcer.tsx'

/** Says "<title> needs approval" when a session starts to wait. What waits at the start is on the tabs. @returns its end */
export function announceWaiting(state: Pick<AppState, 'onWaiting' | 'locale' | 't'>): () => void {
  return state.onWaiting(({ title, status }) =>
    announce(state.t('tab.startsToWait', { title, status: statusWords(status, state.locale.peek()) })),
  )
}
