import { assertNever } from '../../app/base/assert-never.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import type { LoginProblem } from '../environment/login-environment.ts'
import type { NoticeDraft } from '../notices/notice-board.ts'

export const loginNoticeId = 'login-shell'

/** Says that the user's login shell has not told its environment, so that tools may be missing. */
export function loginNotice(
  { shell, why }: LoginProblem,
  t: Translate,
  lookAgain: () => Promise<void>,
): NoticeDraft {
  return {
    id: loginNoticeId,
    level: 'warning',
    message: wordsOf(shell, why, t),
    hint: t('notice.login.hint'),
    actions: [{ id: 'again', label: t('notice.login.again'), run: lookAgain }],
  }
}

function wordsOf(shell: string, why: LoginProblem['why'], t: Translate): string {
  switch (why.kind) {
    case 'slow':
      return t('notice.login.slow', { shell, seconds: Math.round(why.ms / 1000) })
    case 'ended':
      return t('notice.login.ended', {
        shell,
        code: why.end.kind === 'exit' ? why.end.code : why.end.signal,
      })
    case 'not-started':
      return t('notice.login.notStarted', { shell, cause: why.cause })
    default:
      return assertNever(why)
  }
}
