import { useLayoutEffect, useRef } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import { runCommand, type PageCommand } from '../commands.ts'
import { shortcutLabel } from '../keys/shortcuts.ts'

type TerminalMenuProps = {
  /** Where it was asked for, in pixels of the pane. */
  readonly at: { readonly x: number; readonly y: number }
  readonly hasSelection: boolean
  readonly onClose: () => void
}

/** The menu of the right mouse button. */
export function TerminalMenu({ at, hasSelection, onClose }: TerminalMenuProps) {
  const { t, platform } = useApp().state
  const menu = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const element = menu.current
    if (element === null) return
    keepInside(element)
    itemsOf(element)[0]?.focus()
    const closeOutside = (event: Event): void => {
      if (!(event.target instanceof Node && element.contains(event.target))) onClose()
    }
    window.addEventListener('pointerdown', closeOutside, true)
    window.addEventListener('blur', onClose)
    return () => {
      window.removeEventListener('pointerdown', closeOutside, true)
      window.removeEventListener('blur', onClose)
    }
  }, [onClose])

  const item = (command: PageCommand, label: string, disabled = false) => (
    <button
      type="button"
      role="menuitem"
      class="terminal-menu-item"
      disabled={disabled}
      tabIndex={-1}
      onClick={() => {
        onClose()
        runCommand(command)
      }}
    >
      <span>{label}</span>
      <kbd>{shortcutLabel(command, platform.value)}</kbd>
    </button>
  )

  return (
    <div
      ref={menu}
      class="terminal-menu"
      role="menu"
      aria-label={t('terminal.menu')}
      style={{ left: `${at.x}px`, top: `${at.y}px` }}
      onKeyDown={(event) => onKey(event, onClose)}
    >
      {item('copy', t('terminal.copy'), !hasSelection)}
      {item('paste', t('terminal.paste'))}
      {item('selectAll', t('terminal.selectAll'))}
      {item('find', t('terminal.find'))}
    </div>
  )
}

function onKey(event: KeyboardEvent, onClose: () => void): void {
  if (!(event.currentTarget instanceof HTMLElement)) return
  const items = itemsOf(event.currentTarget)
  const current = items.findIndex((item) => item === document.activeElement)
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: (current + 1) % items.length,
    ArrowUp: (current - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  }
  const next = steps[event.key]
  if (next === undefined && event.key !== 'Escape' && event.key !== 'Tab') return
  event.preventDefault()
  event.stopPropagation()
  if (next === undefined) onClose()
  else items[next]?.focus()
}

function itemsOf(menu: HTMLElement): readonly HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role=menuitem]:not([disabled])')]
}

/** A menu asked for near an edge opens to the other side. */
function keepInside(menu: HTMLElement): void {
  const parent = menu.offsetParent
  if (parent === null) return
  const overX = menu.offsetLeft + menu.offsetWidth - parent.clientWidth
  const overY = menu.offsetTop + menu.offsetHeight - parent.clientHeight
  if (overX > 0) menu.style.left = `${Math.max(0, menu.offsetLeft - overX)}px`
  if (overY > 0) menu.style.top = `${Math.max(0, menu.offsetTop - overY)}px`
}
