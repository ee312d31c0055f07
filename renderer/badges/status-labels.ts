import type { LossReason, RightStatus, Transition } from '../../app/activity/why.ts'
import type { EvidenceSource, FailedReason, StatusKind, WaitingReason } from '../../app/session/status.ts'
import type { Translate } from '../../app/i18n/translate.ts'

/** A kind of status in words, without a reason: "waiting for you". */
export function kindWords(kind: StatusKind, t: Translate): string {
  return t(`status.${kind}`)
}

/** What a user can pick, in words: "idle", "needs approval". */
export function rightWords(right: RightStatus, t: Translate): string {
  return 'reason' in right ? t(reasonKeys[right.reason]) : kindWords(right.kind, t)
}

/** A status of the past in words: "needs approval", "seems busy", "exited with code 1". */
export function pastWords(past: Transition, t: Translate): string {
  if (past.kind === 'exited') return exitWords(past.words, t)
  if (past.reason !== null) return t(reasonKeys[past.reason])
  if (past.certainty === 'sure') return kindWords(past.kind, t)
  if (past.kind === 'working') return t('status.workingGuess')
  if (past.kind === 'idle') return t('status.idleGuess')
  return t('status.guess', { status: kindWords(past.kind, t) })
}

/** The question or the failure of a status of the past; empty where it had none. */
export function pastText(past: Transition): string {
  return past.kind === 'exited' ? '' : past.words
}

/** Where a claim came from, in words. */
export function sourceWords(source: EvidenceSource, t: Translate): string {
  return t(`why.source.${source}`)
}

/** Why a claim did not decide, in words. */
export function lossWords(lost: LossReason, t: Translate): string {
  return t(`why.lost.${lost}`)
}

/** @param words an exit code, or `signal` and its number */
function exitWords(words: string, t: Translate): string {
  const [, signal] = /^signal (\d+)$/u.exec(words) ?? []
  if (signal !== undefined) return t('status.exitedSignal', { signal })
  return words === '' ? t('status.exited') : t('status.exitedCode', { code: words })
}

const reasonKeys = {
  approval: 'waiting.approval',
  question: 'waiting.question',
  trust: 'waiting.trust',
  login: 'waiting.login',
  start: 'failed.start',
  limit: 'failed.limit',
  auth: 'failed.auth',
  network: 'failed.network',
  api: 'failed.api',
  crash: 'failed.crash',
} as const satisfies Readonly<Record<WaitingReason | FailedReason, string>>
