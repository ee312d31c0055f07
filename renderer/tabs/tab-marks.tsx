import { useComputed, type ReadonlySignal } from '@preact/signals'
import type { SessionView } from '../../app/ipc/read-model.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import { ConflictIcon } from '../styles/icons.tsx'

/** Beside a badge: files in conflict, and how many prompts wait. Their words are in the name of the tab. */
export function TabMarks({ session }: { readonly session: ReadonlySignal<SessionView | null> }) {
  const conflicts = useComputed(() => (session.value?.git?.conflicts.length ?? 0) > 0)
  const waiting = useComputed(() => session.value?.queue.length ?? 0)
  return (
    <>
      {conflicts.value && (
        <span class="conflict-mark">
          <ConflictIcon />
        </span>
      )}
      {waiting.value > 0 && <span class="queue-count">{waiting.value}</span>}
    </>
  )
}

/** The marks of a session in words. */
export function marksWords(
  { git, queue }: Pick<SessionView, 'git' | 'queue'>,
  t: Translate,
): readonly string[] {
  const conflicts = git?.conflicts.length ?? 0
  return [
    ...(conflicts > 0 ? [t('git.conflicts', { count: conflicts })] : []),
    ...(queue.length > 0 ? [t('queue.count', { count: queue.length })] : []),
  ]
}
