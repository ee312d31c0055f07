import type { MessageKey } from '../i18n/en.ts'
import type { Locale } from '../i18n/message.ts'
import { translate } from '../i18n/translate.ts'
import { assertNever } from '../base/assert-never.ts'
import type { FailedReason, Status, WaitingReason, WorkingHealth } from './status.ts'

/** A status in words, as badges, dialogs and announcements say it: "needs approval", "exited with code 1". */
export function statusWords(status: Status, locale: Locale): string {
  switch (status.kind) {
    case 'dormant':
      return translate(locale, 'status.dormant')
    case 'starting':
      return translate(locale, 'status.starting')
    case 'working':
      return translate(
        locale,
        status.certainty === 'guess' ? 'status.workingGuess' : workingKeys[status.health],
      )
    case 'waiting':
      return translate(locale, waitingKeys[status.reason])
    case 'idle':
      return translate(locale, status.certainty === 'guess' ? 'status.idleGuess' : 'status.idle')
    case 'failed':
      return translate(locale, failedKeys[status.reason])
    case 'exited':
      return status.signal === null
        ? translate(locale, 'status.exitedCode', { code: status.exitCode })
        : translate(locale, 'status.exitedSignal', { signal: status.signal })
    default:
      return assertNever(status)
  }
}

type PlainKey = Extract<MessageKey, `status.${string}` | `waiting.${string}` | `failed.${string}`>

const workingKeys = {
  moving: 'status.working',
  frozen: 'status.frozen',
  hung: 'status.hung',
} as const satisfies Readonly<Record<WorkingHealth, PlainKey>>

const waitingKeys = {
  approval: 'waiting.approval',
  question: 'waiting.question',
  trust: 'waiting.trust',
  login: 'waiting.login',
} as const satisfies Readonly<Record<WaitingReason, PlainKey>>

const failedKeys = {
  start: 'failed.start',
  limit: 'failed.limit',
  auth: 'failed.auth',
  network: 'failed.network',
  api: 'failed.api',
  crash: 'failed.crash',
} as const satisfies Readonly<Record<FailedReason, PlainKey>>
