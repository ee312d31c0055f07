import { useLayoutEffect, useRef } from 'preact/hooks'
import type { SessionView } from '../../app/ipc/read-model.ts'
import { useApp } from '../model/app-context.ts'
import { AttachButton } from './attach-button.tsx'
import type { QueueEdit } from './composer-state.ts'
import { ImageStrip } from './image-strip.tsx'
import { isEmptyPrompt } from '../../app/session/prompt.ts'
import { withoutImage } from './prompt-draft.ts'
import { PromptField } from './prompt-field.tsx'
import { promptImages } from './prompt-images.ts'
import type { QueueActions } from './queue-actions.ts'

type QueueEditorProps = {
  readonly session: SessionView
  readonly edit: QueueEdit
  readonly peek: () => QueueEdit | null
  readonly actions: QueueActions
  /** It does not wait any more: it was sent or removed meanwhile. */
  readonly gone: boolean
}

/** Changes one waiting prompt where it stands. */
export function QueueEditor({ session, edit, peek, actions, gone }: QueueEditorProps) {
  const app = useApp()
  const { t } = app.state
  const field = useRef<HTMLTextAreaElement>(null)
  const { draft } = edit
  const images = promptImages(
    app,
    { id: session.id, peek: () => peek()?.draft ?? draft, change: actions.changeEdit },
    session,
  )
  useLayoutEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(draft.text.length, draft.text.length)
    // With its buttons, not only the field that has the focus.
    field.current?.closest('.queue-editor')?.scrollIntoView({ block: 'nearest' })
  }, [])
  const save = () => {
    if (isEmptyPrompt(draft)) return
    void (gone ? actions.sendEditAsNew() : actions.saveEdit())
  }
  return (
    <div class="queue-editor" role="group" aria-label={t('queue.editor')}>
      {gone && (
        <p class="queue-note" role="status">
          {t('queue.editGone')}
        </p>
      )}
      <ImageStrip
        id={session.id}
        images={draft.images}
        onRemove={(path) => actions.changeEdit(withoutImage(draft, path))}
      />
      <PromptField
        field={field}
        draft={draft}
        label={t('queue.editText')}
        images={images}
        onText={(text) => actions.changeEdit({ ...draft, text })}
        onEnter={save}
        onEscape={actions.cancelEdit}
      />
      <div class="queue-editor-actions">
        <AttachButton session={session} onPick={() => void images.pick()} />
        <button type="button" class="button button-small button-quiet" onClick={actions.cancelEdit}>
          {t('action.cancel')}
        </button>
        <button
          type="button"
          class="button button-small button-primary"
          disabled={isEmptyPrompt(draft)}
          onClick={save}
        >
          {gone ? t('queue.sendAsNew') : t('queue.save')}
        </button>
      </div>
    </div>
  )
}
