import { basename } from 'node:path'
import type { StoreDeps } from './kept-value.ts'
import type { PromptsFound } from './read-prompts.ts'

const writeId = 'store-write-prompts'

/** Tells what could not be read when the app started. */
export function tellPromptsRead(
  found: readonly Pick<PromptsFound, 'broken' | 'asidePath'>[],
  { notices, t, openFolder }: Pick<StoreDeps, 'notices' | 't' | 'openFolder'>,
): void {
  const bad = found.filter(({ broken }) => broken !== 0)
  const first = bad.find(({ asidePath }) => asidePath !== null)
  if (bad.length === 0) return
  const hint =
    first?.asidePath == null
      ? t('notice.promptsBroken.hint')
      : t('notice.promptsBroken.asideHint', { file: basename(first.asidePath) })
  notices.post({
    id: 'store-load-prompts',
    level: 'warning',
    message: t('notice.promptsBroken', { count: bad.length }),
    hint,
    actions: [{ id: 'open', label: t('notice.openFolder'), run: openFolder }],
  })
}

/** Tells why sessions' files cannot be written; takes it back where all of them can. */
export function tellPromptsWritten(
  reasons: readonly ('full' | 'failed')[],
  { notices, t }: Pick<StoreDeps, 'notices' | 't'>,
): void {
  if (reasons.length === 0) return notices.dismiss(writeId)
  const message = t(reasons.includes('full') ? 'notice.storeFull' : 'notice.storeFailed')
  notices.post({ id: writeId, level: 'error', message, hint: t('notice.storeFailed.hint') })
}
