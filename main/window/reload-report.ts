import type { SessionId } from '../../app/session/session.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import type { Clock } from '../base/clock.ts'
import { Recent } from '../base/recent.ts'
import type { NoticeBoard } from '../notices/notice-board.ts'
import type { SessionManager } from '../session/session-manager.ts'
import type { ReloadReason } from './page-health.ts'
import { reloadWindowMs } from './reload-budget.ts'

/**
 * Tells the user why the window was loaded again. The second time in a row with the same session on show, it comes back
 * without that session, so that it can be used: what hangs it may be on that screen. To be called before the reload.
 */
export function createReloadReport(deps: {
  readonly manager: Pick<SessionManager, 'activeSessionId' | 'view' | 'showNone'>
  readonly notices: Pick<NoticeBoard, 'post'>
  readonly t: Translate
  readonly clock: Pick<Clock, 'now'>
}): (why: ReloadReason) => void {
  const { manager, notices, t } = deps
  const shownAt = new Recent<SessionId>(deps.clock, reloadWindowMs)
  return (why) => {
    const id = manager.activeSessionId
    const session = id === null ? null : manager.view(id)
    const isRepeated = session !== null && shownAt.entries.at(-1) === session.id
    if (session !== null && !isRepeated) shownAt.note(session.id)
    if (isRepeated) {
      shownAt.forget((one) => one === session.id)
      manager.showNone()
      const hint = t('notice.pageStuck.hint')
      const message = t('notice.pageStuck', { name: session.title })
      return notices.post({ id: 'page', level: 'error', message, hint, sessionId: session.id })
    }
    // After a crash the window is back at once, as it was.
    if (why === 'died') return undefined
    const hint = t('notice.pageHung.hint')
    return notices.post({ id: 'page', level: 'warning', message: t('notice.pageHung'), hint })
  }
}
