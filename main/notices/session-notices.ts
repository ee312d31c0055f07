import type { AppError } from '../../app/base/result.ts'
import { wordError } from '../../app/i18n/failure.ts'
import type { HookGap } from '../../app/hooks/hook-gap.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { NoticeBoard } from './notice-board.ts'
import type { ProcessFacts } from '../process/process-table.ts'
import type { Translate } from '../../app/i18n/translate.ts'

/** What the session manager has to tell a user, in words. */
export type SessionNotices = {
  /** What is started cannot be noted; false: it can again. */
  journalTrouble(is: boolean): void
  /** Text cannot be kept on disk, of one session alone or of several; null: it can again. */
  diskTrouble(
    trouble: { readonly message: string; readonly session: { id: SessionId; name: string } | null } | null,
  ): void
  survivors(name: string, survivors: readonly ProcessFacts[]): void
  /** A status rule takes too long and is left out. */
  slowRule(tool: string, rule: string): void
  /** What a tool shows is not known any more; `id`: of the tool and its version. */
  doubt(id: string, message: string): void
  /** A tool runs without hooks, and why. */
  hookGap(tool: string, gap: HookGap): void
  /** A start that nobody waited for did not come about; null: the session started, or is closed. */
  startFailed(id: SessionId, name: string, failure: AppError | null): void
  conversationLost(id: SessionId, name: string, beginAnew: () => Promise<void>): void
  /** Its output hung the host, or crashed it twice. `folder`: where its text is now; null: nothing was kept. */
  setAside(id: SessionId, name: string, folder: string | null): void
  hostLost(startAgain: () => Promise<void>): void
  /** None of what it ran is dead any more. */
  hostLossMended(): void
  /** The host will not be started again. */
  hostGone(): void
}

/** The manager's messages on the board. */
export function createSessionNotices(notices: NoticeBoard, t: Translate): SessionNotices {
  return {
    journalTrouble(is) {
      if (!is) return notices.dismiss('journal')
      const hint = t('notice.journal.hint')
      notices.post({ id: 'journal', level: 'warning', message: t('notice.journal'), hint })
    },
    diskTrouble(trouble) {
      if (trouble === null) return notices.dismiss('disk-text')
      const { message, session } = trouble
      // What the system says of a full disk adds nothing to the hint; of anything else it is the only clue.
      const clue = message.startsWith('ENOSPC') ? '' : `${message}. `
      const notice = { id: 'disk-text', level: 'error' } as const
      if (session === null)
        return notices.post({
          ...notice,
          message: t('notice.diskText'),
          hint: clue + t('notice.diskText.hint'),
        })
      const { id, name } = session
      const hint = clue + t('notice.diskText.one.hint')
      notices.post({ ...notice, message: t('notice.diskText.one', { name }), hint, sessionId: id })
    },
    survivors(name, survivors) {
      const pids = survivors.map((process) => process.pid).join(', ')
      const message = t('notice.survivors', { name, pids })
      notices.post({ id: `survivors-${pids}`, level: 'warning', message, hint: t('notice.survivors.hint') })
    },
    slowRule(name, rule) {
      const message = t('rules.slow', { name, rule })
      notices.post({ id: `slow-rule-${rule}`, level: 'warning', message, hint: t('rules.slow.hint') })
    },
    doubt: (id, message) =>
      notices.post({ id: `doubt-${id}`, level: 'info', message, hint: t('doubt.hint') }),
    hookGap(tool, gap) {
      const message = t('notice.hookGap', { tool })
      notices.post({ id: `hooks-${tool}`, level: 'info', message, hint: t(hookGapKeys[gap]) })
    },
    startFailed(id, name, failure) {
      if (failure === null) return notices.dismiss(`start-${id}`)
      const { message: problem, hint } = wordError(t, failure)
      const message = t('notice.startFailed', { name, problem })
      notices.post({ id: `start-${id}`, level: 'error', message, hint, sessionId: id })
    },
    conversationLost: (id, name, beginAnew) =>
      notices.post({
        id: `conversation-${id}`,
        level: 'warning',
        message: t('notice.resumeFailed', { name }),
        hint: t('notice.resumeFailed.hint'),
        sessionId: id,
        actions: [{ id: 'fresh', label: t('notice.resumeFailed.fresh'), run: beginAnew }],
      }),
    setAside(id, name, folder) {
      const hint = folder === null ? t('notice.setAside.nothing') : t('notice.setAside.hint', { folder })
      const message = t('notice.setAside', { name })
      notices.post({ id: `set-aside-${id}`, level: 'error', message, hint, sessionId: id })
    },
    hostLost: (startAgain) =>
      notices.post({
        id: 'host',
        level: 'error',
        message: t('notice.hostLost'),
        hint: t('notice.hostLost.hint'),
        actions: [{ id: 'start', label: t('notice.startAgain'), run: startAgain }],
      }),
    hostLossMended: () => notices.dismiss('host'),
    hostGone: () =>
      notices.post({
        id: 'host',
        level: 'error',
        message: t('notice.hostGone'),
        hint: t('notice.hostGone.hint'),
      }),
  }
}

const hookGapKeys = {
  windows: 'notice.hookGap.windows',
  'claude-settings': 'notice.hookGap.claude',
  'codex-notify': 'notice.hookGap.codex',
  'opencode-content': 'notice.hookGap.opencode',
  'kilo-content': 'notice.hookGap.kilo',
  'qwen-settings': 'notice.hookGap.qwen',
  'not-written': 'notice.hookGap.notWritten',
} as const satisfies Readonly<Record<HookGap, string>>
