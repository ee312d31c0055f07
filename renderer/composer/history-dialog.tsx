import type { SentPrompt } from '../../app/session/prompt.ts'
import type { SessionId } from '../../app/session/session.ts'
import { useApp } from '../model/app-context.ts'
import { clockTime } from '../badges/clock-time.ts'
import { AnswerNote } from '../notices/answer-note.tsx'
import { Sheet } from '../dialogs/sheet.tsx'
import { useLiveSession } from '../model/use-live-session.ts'
import { useAnswer } from '../model/use-answer.ts'
import { queueLine } from './queue-words.ts'
import { Thumbnails } from './thumbnail.tsx'

type HistoryDialogProps = {
  readonly id: SessionId
  readonly onUse: (prompt: SentPrompt) => void
  readonly onClose: () => void
}

/** The prompts that were sent to a session, newest first. */
export function HistoryDialog({ id, onUse, onClose }: HistoryDialogProps) {
  const { bridge, state } = useApp()
  const { t } = state
  const session = useLiveSession(id, onClose)
  const answer = useAnswer(() => bridge.request('prompt:history', { id }), [id, session?.queue.length])
  if (session === null) return null
  const { value: history } = answer
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
      <AnswerNote answer={answer} />
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
      {sent.images.length > 0 && (
        <div class="history-images">
          <Thumbnails id={id} images={sent.images} />
        </div>
      )}
    </li>
  )
}
