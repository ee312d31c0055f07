import type { SessionId } from '../../../app/session/session.ts'
import type { ProcessControl } from '../../process/process-control.ts'
import type { Journal } from '../../process/run-journal.ts'
import type { NoticeBoard } from '../../notices/notice-board.ts'
import { endOrphans, findOrphans, sessionsOf } from '../../process/orphans.ts'
import type { Translate } from '../../../app/i18n/translate.ts'

/** What an earlier Roost left running: told to the user, who may end it. */
export type Leftovers = {
  /** Looks for them, and posts the offer to end them. */
  look(): Promise<void>
  /** Whether processes of an earlier run of this session still live. */
  has(id: SessionId): Promise<boolean>
}

/** @param deps.nameOf the title of a session, null where it is not in the tabs */
export function findLeftovers(deps: {
  readonly control: ProcessControl
  readonly journal: Journal
  readonly notices: NoticeBoard
  readonly t: Translate
  readonly nameOf: (id: SessionId) => string | null
}): Leftovers {
  const { control, journal, notices, t } = deps
  let left = journal.left

  const look = async (): Promise<ReadonlySet<SessionId>> => {
    const orphans = await findOrphans(control, journal, left).catch(() => [])
    left = orphans.map((orphan) => orphan.run)
    const sessions = sessionsOf(orphans)
    if (sessions.size === 0) {
      notices.dismiss(noticeId)
      return sessions
    }
    const names = [...sessions].map((id) => deps.nameOf(id) ?? t('notice.orphans.closed'))
    notices.post({
      id: noticeId,
      level: 'warning',
      message: t('notice.orphans', { names: [...new Set(names)].join(', ') }),
      hint: t('notice.orphans.hint'),
      actions: [{ id: 'end', label: t('notice.orphans.end'), run: end }],
    })
    return sessions
  }
  const end = async (): Promise<void> => {
    await endOrphans(control, journal, left)
    await look()
  }

  return {
    look: async () => void (await look()),
    // Looking again also brings the offer back where the user had dismissed it.
    has: async (id) => left.some((run) => run.sessionId === id) && (await look()).has(id),
  }
}

const noticeId = 'left-running'
