import { doubtWords } from '../../app/activity/doubt-words.ts'
import type { SessionView } from '../../app/ipc/read-model.ts'
import type { Status } from '../../app/session/status.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import type { AppState } from '../model/state.ts'
import { formatElapsed } from './second-clock.ts'
import { clockTime } from './clock-time.ts'

/**
 * What there is to say of a status beyond its name, a sentence each: since when, since when nothing moves, what runs
 * beside it, the question, the failure and when it ends. Times of day, so that the sentences rest.
 */
function statusDetails(status: Status, { t, locale }: Pick<AppState, 't' | 'locale'>): readonly string[] {
  const time = (at: number) => clockTime(at, locale.value)
  const since = t('status.since', { time: time(status.since) })
  switch (status.kind) {
    case 'working':
      return [
        since,
        ...(status.standsSince === null ? [] : [t('status.standsSince', { time: time(status.standsSince) })]),
        ...(status.background > 0 ? [t('status.background', { count: status.background })] : []),
      ]
    case 'waiting':
      return status.question === null ? [since] : [status.question, since]
    case 'failed':
      return [failureLine(status, t), since].filter((line) => line !== '')
    case 'dormant':
    case 'starting':
    case 'idle':
    case 'exited':
      return [since]
  }
}

/** As `statusDetails`, after the reason to doubt the status where there is one. */
export function sessionDetails(
  { status, doubt, toolDisplayName }: Pick<SessionView, 'status' | 'doubt' | 'toolDisplayName'>,
  state: Pick<AppState, 't' | 'locale'>,
): readonly string[] {
  const details = statusDetails(status, state)
  return doubt === null ? details : [doubtWords(doubt, toolDisplayName, state.t), ...details]
}

/** The line of a failure, and when a limit ends unless the line says so itself. */
export function failureLine(status: Extract<Status, { kind: 'failed' }>, t: Translate): string {
  const { message, resets } = status
  const ends = resets === null || message.includes(resets) ? '' : t('status.resets', { time: resets })
  return [message, ends].filter((part) => part !== '').join(' · ')
}

/** "hung · 2:10": how long nothing has moved, null where all moves. @param now read only where time is shown */
export function stuckLine(status: Status, now: () => number, t: Translate): string | null {
  if (status.kind !== 'working' || status.certainty === 'guess' || status.standsSince === null) return null
  if (status.health === 'moving') return null
  const time = formatElapsed(now() - status.standsSince)
  return status.health === 'hung' ? t('status.hungFor', { time }) : t('status.frozenFor', { time })
}
