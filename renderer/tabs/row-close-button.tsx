import { useLayoutEffect, useRef } from 'preact/hooks'
import type { SessionId } from '../../app/session/session.ts'
import { useApp } from '../model/app-context.ts'
import { CloseIcon } from '../styles/icons.tsx'

type RowCloseButtonProps = {
  /** The row under the pointer, else the active one. */
  readonly target: SessionId | null
  readonly rowOf: (id: SessionId) => HTMLElement | null
  readonly onClose: (id: SessionId) => void
}

/** One close button for the whole list, laid over a row: a tab itself can hold no button (its content is its name). */
export function RowCloseButton({ target, rowOf, onClose }: RowCloseButtonProps) {
  const { state } = useApp()
  const button = useRef<HTMLButtonElement>(null)
  // After each render: the row may have moved.
  useLayoutEffect(() => {
    const row = target === null ? null : rowOf(target)
    if (row && button.current) {
      button.current.style.top = `${row.offsetTop}px`
      button.current.style.height = `${row.offsetHeight}px`
    }
  })
  if (target === null) return null
  return (
    <button
      ref={button}
      type="button"
      class="row-close"
      aria-label={state.t('tab.closeNamed', { title: state.session(target).value?.title ?? '' })}
      title={state.t('tab.close')}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onClose(target)}
    >
      <CloseIcon />
    </button>
  )
}
