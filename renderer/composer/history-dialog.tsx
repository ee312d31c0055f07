import { useEffect } from 'preact/hooks'
import type { SentPrompt } from '../../app/session/prompt.ts'
import type { SessionId } from '../../app/session/session.ts'
import { useApp } from '../app-context.ts'
import { clockTime } from '../status/clock-time.ts'
import { FailureText } from '../status/failure-text.tsx'
import { Sheet } from '../status/sheet.tsx'
import { useAnswer } from '../status/use-answer.ts'
import { queueLine } from './queue-words.ts'
import { Thumbnail } from './thumbnail.tsx'

type HistoryDialogProps = {
  readonly id: SessionId
  readonly onUse: (prompt: SentPrompt) => void
  readonly onClose: () => void
}

/** The prompts that were sent to a session, newest first. */
export function HistoryDialog({ id, onUse, onClose }: HistoryDialogProps) {
  const { bridge, state } = useApp()
  const { t } = state
  const session = state.session(id).value
  const { value: history, error } = useAnswer(
    () => bridge.request('prompt:history', { id }),
    [id, session?.queue.length],
  )
  const gone = session === null
  useEffect(() => {
    if (gone) onClose()
  }, [gone])
  if (gone) return null
  return (
    <Sheet
      class="history-sheet"
      title={t('history.title', { title: session.title })}
      onDismiss={onClose}
      actions={
        <button type="button" class="button" onClick={onClose}>
          {t('action.close')}
        </button>
      }
    >
      <FailureText error={error} />
      {history === null && error === null && <p aria-busy="true">{t('why.reading')}</p>}
      {history?.length === 0 && <p>{t('history.empty')}</p>}
      {history !== null && history.length > 0 && (
        <ol class="history-list">
          {history.toReversed().map((sent, index) => (
            <HistoryEntry key={history.length - index} id={id} sent={sent} onUse={() => onUse(sent)} />
          ))}
        </ol>
      )}
    </Sheet>
  )
}

type HistoryEntryProps = { readonly id: SessionId; readonly sent: SentPrompt; readonly onUse: () => void }

function HistoryEntry({ id, sent, onUse }: HistoryEntryProps) {
  const { t, locale } = useApp().state
  const total = sent.images.length
  return (
    <li class="history-entry">
      <div class="history-head">
        <time dateTime={new Date(sent.at).toISOString()}>{clockTime(sent.at, locale.value)}</time>
        <span class="history-mode">{t(`mode.${sent.mode}`)}</span>
        <button
          type="button"
          class="button button-small"
          aria-label={t('history.useNamed', { text: queueLine(sent, t) })}
          onClick={onUse}
        >
          {t('history.use')}
        </button>
      </div>
      {sent.text.trim() !== '' && <p class="history-text">{sent.text}</p>}
      {total > 0 && (
        <div class="history-images">
          {sent.images.map((path, index) => (
            <Thumbnail
              key={path}
              id={id}
              path={path}
              label={t('composer.image', { place: index + 1, total })}
              lazy
            />
          ))}
        </div>
      )}
    </li>
  )
}
