import type { Signal } from '@preact/signals'
import type { SessionView } from '../../app/ipc/read-model.ts'
import { isEmptyPrompt, type PromptDraft } from '../../app/session/prompt.ts'
import type { SessionId } from '../../app/session/session.ts'
import { useApp } from '../model/app-context.ts'
import { DownIcon, HistoryIcon, UpIcon } from '../styles/icons.tsx'
import { AttachButton } from './attach-button.tsx'
import { sendWords, type SendAction } from './send-action.ts'
import { SendTo } from './send-to.tsx'

type ComposerButtonsProps = {
  readonly session: SessionView
  readonly draft: PromptDraft
  readonly action: SendAction
  readonly isSending: boolean
  readonly collapsed: Signal<boolean>
  readonly onPick: () => void
  readonly onHistory: () => void
  readonly onSend: (ids: readonly SessionId[]) => void
}

/** Beside the text: what can be added to it, and the ways to send it. */
export function ComposerButtons(props: ComposerButtonsProps) {
  const { session, draft, action, isSending, collapsed, onPick, onHistory, onSend } = props
  const { t } = useApp().state
  const { id } = session
  const isOff = isEmptyPrompt(draft) || isSending
  const collapse = collapsed.value ? t('composer.expand') : t('composer.collapse')
  return (
    <div class="composer-buttons">
      {collapsed.value && <CollapsedCounts session={session} draft={draft} />}
      <AttachButton session={session} onPick={onPick} />
      <button
        type="button"
        class="icon-button"
        aria-label={t('history.open')}
        aria-haspopup="dialog"
        title={t('history.open')}
        onClick={onHistory}
      >
        <HistoryIcon />
      </button>
      <SendTo key={id} id={id} disabled={isOff} onSend={onSend} />
      <button
        type="button"
        class="icon-button collapse-button"
        aria-label={collapse}
        aria-expanded={!collapsed.value}
        title={collapse}
        onClick={() => {
          collapsed.value = !collapsed.value
        }}
      >
        {collapsed.value ? <UpIcon /> : <DownIcon />}
      </button>
      <button
        type="button"
        class="button button-small button-primary composer-send"
        aria-busy={isSending}
        disabled={isOff}
        onClick={() => onSend([id])}
      >
        {isSending ? t('composer.sending') : sendWords(action, t)}
      </button>
    </div>
  )
}

/** In one line there is no room for what waits and for the images; they are counted. */
function CollapsedCounts({ session, draft }: Pick<ComposerButtonsProps, 'session' | 'draft'>) {
  const { t } = useApp().state
  const waiting = session.queue.length
  const images = draft.images.length
  return (
    <>
      {waiting > 0 && <span class="composer-count">{t('queue.count', { count: waiting })}</span>}
      {images > 0 && <span class="composer-count">{t('composer.images', { count: images })}</span>}
    </>
  )
}
