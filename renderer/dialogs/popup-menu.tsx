import { useLayoutEffect, useRef } from 'preact/hooks'

export type MenuItem = {
  readonly label: string
  readonly shortcut?: string
  readonly disabled?: boolean
  /** A line above it. */
  readonly separated?: boolean
  readonly run: () => void
}

type PopupMenuProps = {
  readonly label: string
  /** In pixels of the window. */
  readonly at: { readonly x: number; readonly y: number }
  readonly items: readonly MenuItem[]
  readonly onClose: () => void
}

/** A menu at a point. The focus goes back where it was; Escape, Tab and a press outside close it. */
export function PopupMenu({ label, at, items, onClose }: PopupMenuProps) {
  const menu = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const element = menu.current
    if (element === null) return
    const before = document.activeElement
    keepInWindow(element)
    enabledItems(element)[0]?.focus()
    const closeOutside = (event: Event) => {
      if (!(event.target instanceof Node && element.contains(event.target))) onClose()
    }
    window.addEventListener('pointerdown', closeOutside, true)
    window.addEventListener('blur', onClose)
    return () => {
      window.removeEventListener('pointerdown', closeOutside, true)
      window.removeEventListener('blur', onClose)
      if (element.contains(document.activeElement) && before instanceof HTMLElement) before.focus()
    }
  }, [])

  return (
    <div
      ref={menu}
      class="popup-menu"
      role="menu"
      aria-label={label}
      style={{ left: `${at.x}px`, top: `${at.y}px` }}
      onKeyDown={(event) => {
        if (menu.current !== null) onMenuKey(event, menu.current, onClose)
      }}
      onContextMenu={(event) => event.preventDefault()}
    >
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          class={item.separated === true ? 'menu-item is-separated' : 'menu-item'}
          disabled={item.disabled}
          onClick={() => {
            // First the focus goes back, then the item may move it on.
            onClose()
            queueMicrotask(item.run)
          }}
        >
          <span>{item.label}</span>
          {item.shortcut !== undefined && item.shortcut !== '' && <kbd>{item.shortcut}</kbd>}
        </button>
      ))}
    </div>
  )
}

function onMenuKey(event: KeyboardEvent, menu: HTMLElement, onClose: () => void): void {
  const items = enabledItems(menu)
  const current = items.findIndex((item) => item === document.activeElement)
  const places: Readonly<Record<string, number>> = {
    ArrowDown: (current + 1) % items.length,
    ArrowUp: (Math.max(current, 0) - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  }
  const next = places[event.key]
  if (next === undefined && event.key !== 'Escape' && event.key !== 'Tab') return
  event.preventDefault()
  event.stopPropagation()
  if (next === undefined) onClose()
  else items[next]?.focus()
}

function enabledItems(menu: HTMLElement): readonly HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role=menuitem]:not([disabled])')]
}

/** A menu asked for near an edge opens to the other side. */
function keepInWindow(menu: HTMLElement): void {
  const box = menu.getBoundingClientRect()
  const margin = 8
  menu.style.left = `${Math.max(margin, Math.min(box.left, window.innerWidth - box.width - margin))}px`
  menu.style.top = `${Math.max(margin, Math.min(box.top, window.innerHeight - box.height - margin))}px`
}
