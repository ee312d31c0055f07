import { assertNever } from '../../app/base/assert-never.ts'
import type { QueueRowView } from '../../app/ipc/queue-view.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import { firstLine } from './prompt-draft.ts'

/** The state of a waiting prompt in words. `isNext`: it is the first in line. */
export function queueStateWords({ state }: QueueRowView, isNext: boolean, t: Translate): string {
  switch (state.kind) {
    case 'queued':
      return isNext ? t('queue.next') : t('queue.waits')
    case 'held':
      return t('queue.held')
    case 'delivering':
      return t('queue.delivering')
    case 'unsure':
      return t('queue.unsure')
    case 'failed':
      return t('queue.failed')
    default:
      return assertNever(state)
  }
}

/** What a waiting prompt says, in a line. */
export function queueLine({ text }: Pick<QueueRowView, 'text'>, t: Translate): string {
  return firstLine(text) || t('queue.imagesOnly')
}
