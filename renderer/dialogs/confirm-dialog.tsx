import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { useApp } from '../model/app-context.ts'
import { Modal } from './modal.tsx'

type ConfirmDialogProps = {
  readonly title: string
  /** What will happen, in a sentence; more, such as a preview, goes into `children`. */
  readonly text: string
  readonly confirmLabel: string
  /** Confirming loses something: the button says so by colour, and Enter alone does not press it. */
  readonly danger?: boolean
  readonly children?: ComponentChildren
  /** Called once: false for Cancel, Escape and a press outside. The caller then stops rendering the dialog. */
  readonly onAnswer: (confirmed: boolean) => void
}

/** Asks one question. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, text, confirmLabel, danger = false, children, onAnswer } = props
  const { t } = useApp().state
  const id = useId()
  return (
    <Modal
      class="confirm-dialog"
      labelledBy={`${id}-title`}
      describedBy={`${id}-text`}
      onDismiss={() => onAnswer(false)}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <p id={`${id}-text`}>{text}</p>
      {children}
      <div class="modal-actions">
        <button
          type="button"
          class="button"
          data-autofocus={danger ? '' : undefined}
          onClick={() => onAnswer(false)}
        >
          {t('action.cancel')}
        </button>
        <button
          type="button"
          class={`button ${danger ? 'button-danger' : 'button-primary'}`}
          data-autofocus={danger ? undefined : ''}
          onClick={() => onAnswer(true)}
        >
          {confirmLabel}
        </button>
      </div>
    </Modal>
  )
}
