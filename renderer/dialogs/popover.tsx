import type { ComponentChildren, RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { isImeKey } from '../keys/ime-key.ts'

type PopoverProps = {
  /** The id of the element inside that names it. */
  readonly labelledBy: string
  readonly class: string
  /** The button that opens it and the popover itself: a press inside of it does not close it. */
  readonly place: RefObject<HTMLElement | null>
  readonly onClose: () => void
  readonly children: ComponentChildren
}

/** A small dialog beside its button. It takes the focus and gives it back; Escape and a press outside close it. */
export function Popover({ labelledBy, class: name, place, onClose, children }: PopoverProps) {
  const popover = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const before = document.activeElement
    popover.current?.focus()
    const closeOutside = (event: Event) => {
      if (!(event.target instanceof Node && place.current?.contains(event.target))) onClose()
    }
    window.addEventListener('pointerdown', closeOutside, true)
    return () => {
      window.removeEventListener('pointerdown', closeOutside, true)
      const inside =
        document.activeElement === document.body || popover.current?.contains(document.activeElement)
      if (inside === true && before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])

  return (
    <div
      ref={popover}
      class={name}
      role="dialog"
      aria-labelledby={labelledBy}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isImeKey(event)) return
        event.stopPropagation()
        onClose()
      }}
    >
      {children}
    </div>
  )
}
