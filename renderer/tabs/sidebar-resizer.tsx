import { useRef } from 'preact/hooks'
import { sidebarWidths } from '../../app/store/schema.ts'
import { useApp } from '../model/app-context.ts'
import { tellFailure } from '../notices/tell-failure.ts'

/** By one arrow key, in pixels. */
const stepPx = 16

/** The edge between sessions and terminal: drag it, or move it by the arrow keys. */
export function SidebarResizer({ onWidth }: { readonly onWidth: (px: number | null) => void }) {
  const { bridge, state } = useApp()
  const dragged = useRef<number | null>(null)
  const current = state.settings.value.sidebarWidth

  const keep = (px: number) => {
    void tellFailure(state, bridge.request('settings:change', { sidebarWidth: limit(px) })).then(() =>
      onWidth(null),
    )
  }
  return (
    <div
      class="sidebar-resizer"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={state.t('sidebar.resize')}
      aria-valuemin={sidebarWidths.min}
      aria-valuemax={sidebarWidths.max}
      aria-valuenow={current}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        dragged.current = current
      }}
      onPointerMove={(event) => {
        if (dragged.current === null) return
        dragged.current = limit(event.clientX)
        onWidth(dragged.current)
      }}
      onLostPointerCapture={() => {
        if (dragged.current !== null) keep(dragged.current)
        dragged.current = null
      }}
      onKeyDown={(event) => {
        const by = { ArrowLeft: -stepPx, ArrowRight: stepPx }[event.key]
        if (by === undefined) return
        event.preventDefault()
        keep(current + by)
      }}
    />
  )
}

function limit(px: number): number {
  return Math.round(Math.min(sidebarWidths.max, Math.max(sidebarWidths.min, px)))
}
