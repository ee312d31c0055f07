import type { SessionId } from '../../app/session/session.ts'
import { hasProcess, isAtWork } from '../../app/session/status.ts'
import type { MenuItem } from '../dialogs/popup-menu.tsx'
import { shortcutLabel } from '../keys/shortcuts.ts'
import type { AppState } from '../model/state.ts'
import type { StatusView } from '../model/open-status-view.ts'
import type { SessionActions } from './session-actions.ts'

/** What a user can do with one session: the menu of its tab. */
export function sessionMenu(
  id: SessionId,
  deps: {
    readonly state: AppState
    readonly actions: SessionActions
    readonly rename: (id: SessionId) => void
    readonly close: (id: SessionId) => void
    readonly onStatusView: (view: StatusView) => void
  },
): readonly MenuItem[] {
  const { state, actions, rename, close, onStatusView } = deps
  const session = state.session(id).value
  if (session === null) return []
  const { t } = state
  const platform = state.platform.value
  const place = state.sessionIds.value.indexOf(id)
  const start: MenuItem = {
    label: session.resumes ? t('tab.resume') : t('tab.start'),
    run: () => actions.start(id, { fresh: false }),
  }
  const startFresh: MenuItem = { label: t('revive.fresh'), run: () => actions.start(id, { fresh: true }) }
  const offer = session.resumeOffer
  const resumeAgent: readonly MenuItem[] =
    offer === null
      ? []
      : [{ label: t('resume.agent', { agent: offer.agent }), run: () => actions.resumeByHand(id) }]
  const starts = session.resumes ? [start, startFresh] : [start]
  const interrupt: MenuItem = { label: t('facts.interrupt'), run: () => actions.interrupt(id) }
  return [
    ...(hasProcess(session.status) || session.mode === 'headless' ? [] : starts),
    ...resumeAgent,
    ...(isAtWork(session.status) ? [interrupt] : []),
    { label: t('tab.rename'), shortcut: 'F2', run: () => rename(id) },
    { label: t('tab.copyFolder'), run: () => actions.copyFolder(id) },
    {
      label: t('tab.why'),
      shortcut: shortcutLabel('whyStatus', platform),
      separated: true,
      run: () => onStatusView({ kind: 'why', id }),
    },
    {
      label: t('tab.timeline'),
      shortcut: shortcutLabel('timeline', platform),
      run: () => onStatusView({ kind: 'timeline', id }),
    },
    {
      label: t('tab.moveUp'),
      shortcut: shortcutLabel('moveSessionUp', platform),
      separated: true,
      disabled: place === 0,
      run: () => actions.move(id, place - 1),
    },
    {
      label: t('tab.moveDown'),
      shortcut: shortcutLabel('moveSessionDown', platform),
      disabled: place === state.sessionIds.value.length - 1,
      run: () => actions.move(id, place + 1),
    },
    {
      label: t('tab.close'),
      shortcut: shortcutLabel('closeSession', platform),
      separated: true,
      run: () => close(id),
    },
  ]
}
