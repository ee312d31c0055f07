import type { SessionId } from '../../app/session/session.ts'
import { registerCommand, type PageCommand } from '../keys/commands.ts'
import { isModalOpen } from '../dialogs/modal.tsx'
import type { AppState } from '../model/state.ts'
import type { SessionActions } from './session-actions.ts'

/** Answers the commands that act on the list of sessions; a modal holds them back. @returns what takes them back */
export function registerSessionCommands(deps: {
  readonly state: AppState
  readonly actions: SessionActions
  readonly rename: (id: SessionId) => void
  readonly close: (id: SessionId) => void
}): () => void {
  const { state, actions, rename, close } = deps
  const onActive = (run: (id: SessionId, place: number) => void) => () => {
    const id = state.activeId.peek()
    if (id !== null) run(id, state.sessionIds.peek().indexOf(id))
  }
  const step = (by: number) => () => {
    const ids = state.sessionIds.peek()
    const active = state.activeId.peek()
    const place = active === null ? -1 : ids.indexOf(active)
    const next = ids[(Math.max(place, by < 0 ? 0 : -1) + by + ids.length) % ids.length]
    if (next !== undefined && next !== active) actions.activate(next)
  }
  const select = (index: number) => () => {
    const id = state.sessionIds.peek().at(index)
    if (id !== undefined) actions.activate(id)
  }

  const answers: readonly (readonly [PageCommand, () => void])[] = [
    ['nextSession', step(1)],
    ['previousSession', step(-1)],
    ['nextWaiting', () => goToNextWaiting(state, actions)],
    ['closeSession', onActive((id) => close(id))],
    ['reopenSession', () => actions.reopen()],
    ['renameSession', onActive((id) => rename(id))],
    ['interruptSession', onActive((id) => actions.interrupt(id))],
    ['moveSessionUp', onActive((id, place) => actions.move(id, place - 1))],
    ['moveSessionDown', onActive((id, place) => actions.move(id, place + 1))],
    ['focusSessions', () => document.querySelector<HTMLElement>('[role=tab][tabindex="0"]')?.focus()],
    ...([1, 2, 3, 4, 5, 6, 7, 8] as const).map(
      (digit) => [`selectSession${digit}`, select(digit - 1)] as const,
    ),
    ['selectSession9', select(-1)],
  ]
  const undo = answers.map(([command, run]) =>
    registerCommand(command, () => {
      if (!isModalOpen()) run()
    }),
  )
  return () => undo.forEach((end) => end())
}

/** The first session after the active one that waits for the user, from the top again at the end. */
function goToNextWaiting(
  state: Pick<AppState, 'sessionIds' | 'session' | 'activeId'>,
  actions: Pick<SessionActions, 'activate'>,
): void {
  const ids = state.sessionIds.peek()
  const active = state.activeId.peek()
  const place = active === null ? -1 : ids.indexOf(active)
  const inTurn = [...ids.slice(place + 1), ...ids.slice(0, place + 1)]
  const next = inTurn.find((id) => state.session(id).peek()?.status.kind === 'waiting')
  if (next !== undefined && next !== active) actions.activate(next)
}
