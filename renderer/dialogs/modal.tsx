import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { isImeKey } from '../keys/ime-key.ts'

type ModalProps = {
  /** The id of the element inside that names the dialog. */
  readonly labelledBy: string
  readonly describedBy?: string
  readonly class?: string
  /** Escape, or a press outside. */
  readonly onDismiss: () => void
  readonly children: ComponentChildren
}

/**
 * A modal dialog: shown while it is rendered, keeps the focus inside, gives it back where it was.
 * An element with `data-autofocus` gets the focus first.
 */
export function Modal({ labelledBy, describedBy, onDismiss, children, class: name = '' }: ModalProps) {
  const ref = useRef<HTMLDialogElement>(null)

  useLayoutEffect(() => {
    const dialog = ref.current
    const before = document.activeElement
    if (!dialog) return
    dialog.showModal()
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    return () => {
      // Closed by hand: a modal that is only taken out of the page leaves the focus nowhere.
      dialog.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])

  return (
    <dialog
      ref={ref}
      class={`modal ${name}`}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onCancel={(event) => {
        // A select or a file field inside has a cancel of its own.
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onDismiss()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isImeKey(event) || event.defaultPrevented) return
        // As a key, not by `cancel` alone: that one can be declined once, then the browser closes the dialog itself,
        // with what was typed into it; and it closes two of them at once.
        event.preventDefault()
        event.stopPropagation()
        onDismiss()
      }}
      onPointerDown={(event) => {
        if (isOutside(event)) onDismiss()
      }}
    >
      <div class="modal-body">{children}</div>
    </dialog>
  )
}

/** Whether a modal covers the window: commands that act on what lies behind it wait. */
export function isModalOpen(): boolean {
  return document.querySelector('dialog[open]') !== null
}

function isOutside(event: PointerEvent): boolean {
  return event.target === event.currentTarget
}
