import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { SessionId } from '../../app/session/session.ts'
import { useApp } from '../model/app-context.ts'
import { runCommand } from '../keys/commands.ts'
import { dropSessionAttribute } from '../drop/accept-drops.ts'
import { RowCloseButton } from './row-close-button.tsx'
import { createReorder } from '../drop/reorder.ts'
import { RenameField } from './rename-field.tsx'
import type { SessionActions } from './session-actions.ts'
import { SessionTab } from './session-tab.tsx'
import { useDensity } from './density.ts'

type SessionListProps = {
  readonly actions: SessionActions
  readonly renaming: ReadonlySignal<SessionId | null>
  readonly onRename: (id: SessionId | null) => void
  readonly onClose: (id: SessionId) => void
  readonly onMenu: (id: SessionId, at: { readonly x: number; readonly y: number }) => void
}

/** The vertical list of sessions. Up and down choose, Enter goes to the terminal; the rest is in the menu. */
export function SessionList({ actions, renaming, onRename, onClose, onMenu }: SessionListProps) {
  const { state } = useApp()
  const list = useRef<HTMLDivElement>(null)
  const pointed = useSignal<SessionId | null>(null)
  const ids = state.sessionIds.value
  const focusable = useComputed(() => state.activeId.value ?? state.sessionIds.value[0] ?? null)
  const density = useDensity(list, ids.length)

  const rows = () =>
    state.sessionIds.peek().flatMap((id) => {
      const element = list.current?.querySelector<HTMLElement>(`[${dropSessionAttribute}="${id}"]`)
      return element ? [{ id, element }] : []
    })
  const rowOf = (target: EventTarget | null) =>
    rows().find(({ element }) => target instanceof Node && element.contains(target))
  const reorder = useMemo(
    () => createReorder({ list: () => list.current, rows, onMove: actions.move }),
    [actions],
  )

  // A row that is moved in the page loses the focus, so it is taken up again.
  const focusedBefore = rows().find(({ element }) => element === document.activeElement)?.id
  useLayoutEffect(() => {
    const row = rows().find(({ id }) => id === focusedBefore)
    if (row && document.activeElement !== row.element) row.element.focus()
  }, [ids])

  useEffect(() => {
    // Chosen by a key or by the menu, it may be out of sight.
    const active = rows().find(({ id }) => id === state.activeId.value)
    active?.element.scrollIntoView({ block: 'nearest' })
  }, [state.activeId.value, density.value])

  // Read here: inside of `find` nobody would subscribe while there are no rows.
  const renamingId = renaming.value
  const renamed = rows().find(({ id }) => id === renamingId)
  return (
    <div
      class="session-scroller"
      data-density={density}
      onPointerOver={(event) => {
        const row = rowOf(event.target)
        if (row) pointed.value = row.id
      }}
      onPointerLeave={() => {
        pointed.value = null
      }}
    >
      <div
        ref={list}
        class="session-list"
        role="tablist"
        aria-label={state.t('tab.list')}
        aria-orientation="vertical"
        // A click on a tab leaves the focus where it was: with the user in the terminal.
        onMouseDown={(event) => event.preventDefault()}
        onPointerDown={reorder.onPointerDown}
        onPointerMove={reorder.onPointerMove}
        onPointerUp={reorder.onPointerUp}
        onPointerCancel={reorder.cancel}
        onLostPointerCapture={reorder.cancel}
        onClick={(event) => {
          const row = rowOf(event.target)
          if (!row) return
          if (row.id === state.activeId.peek()) runCommand('focusTerminal')
          else actions.activate(row.id)
        }}
        onAuxClick={(event) => {
          const row = rowOf(event.target)
          if (row && event.button === 1) onClose(row.id)
        }}
        onDblClick={(event) => onRename(rowOf(event.target)?.id ?? null)}
        onContextMenu={(event) => {
          event.preventDefault()
          const row = rowOf(event.target)
          if (row) onMenu(row.id, menuPlace(event, row.element))
        }}
        onKeyDown={(event) => {
          const row = rowOf(event.target)
          if (row && answerKey(event, row.id)) event.preventDefault()
        }}
      >
        {ids.map((id) => (
          <SessionTab key={id} id={id} focusable={focusable} pointed={pointed} />
        ))}
      </div>
      {ids.length > 0 && (
        <RowCloseButton
          target={pointed.value ?? focusable.value}
          rowOf={(id) => rows().find((row) => row.id === id)?.element ?? null}
          onClose={onClose}
        />
      )}
      {renamed && (
        <RenameField
          key={renamed.id}
          title={state.session(renamed.id).peek()?.title ?? ''}
          top={renamed.element.offsetTop}
          height={renamed.element.offsetHeight}
          onDone={(title) => {
            if (title !== null) actions.rename(renamed.id, title)
            onRename(null)
          }}
        />
      )}
      {reorder.drag.value !== null && (
        <div class="insertion-line" style={{ top: `${reorder.drag.value.lineTop}px` }} />
      )}
    </div>
  )

  function answerKey(event: KeyboardEvent, id: SessionId): boolean {
    const at = ids.indexOf(id)
    if (event.altKey && event.shiftKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      actions.move(id, event.key === 'ArrowUp' ? at - 1 : at + 1)
      return true
    }
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false
    switch (event.key) {
      case 'ArrowUp':
        return choose(at - 1)
      case 'ArrowDown':
        return choose(at + 1)
      case 'Home':
        return choose(0)
      case 'End':
        return choose(ids.length - 1)
      case 'Enter':
        return runCommand('focusTerminal')
      case 'F2':
        onRename(id)
        return true
      case 'Delete':
        onClose(id)
        return true
      default:
        return false
    }
  }

  function choose(index: number): boolean {
    const row = rows()[Math.min(ids.length - 1, Math.max(0, index))]
    if (!row) return true
    row.element.focus()
    if (row.id !== state.activeId.peek()) actions.activate(row.id)
    return true
  }
}

/** A menu asked for by a key has no pointer to open at. */
function menuPlace(event: MouseEvent, row: HTMLElement): { readonly x: number; readonly y: number } {
  if (event.button === 2 && (event.clientX !== 0 || event.clientY !== 0)) {
    return { x: event.clientX, y: event.clientY }
  }
  const box = row.getBoundingClientRect()
  return { x: box.left + 16, y: box.bottom }
}
