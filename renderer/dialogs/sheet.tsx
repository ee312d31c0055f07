import './sheet.css'
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { Modal } from './modal.tsx'

type SheetProps = {
  readonly title: string
  readonly class: string
  readonly onDismiss: () => void
  /** The buttons, always in sight. */
  readonly actions: ComponentChildren
  readonly children: ComponentChildren
}

/** A large dialog: its content scrolls between the title and the buttons, by keys too. */
export function Sheet({ title, class: name, onDismiss, actions, children }: SheetProps) {
  const id = useId()
  return (
    <Modal class={`sheet ${name}`} labelledBy={`${id}-title`} onDismiss={onDismiss}>
      <h2 id={`${id}-title`}>{title}</h2>
      <div class="sheet-content" role="group" aria-labelledby={`${id}-title`} tabIndex={0} data-autofocus="">
        {children}
      </div>
      <div class="modal-actions">{actions}</div>
    </Modal>
  )
}
