import { signal, type ReadonlySignal } from '@preact/signals'

/** A drag of a row: which one, and where the line between two rows shows that it would go. */
type RowDrag<Id> = { readonly id: Id; readonly lineTop: number }

/** Reordering by pointer: press on a row, move, let go. Pointer events, so that drops of files stay apart. */
export type Reorder<Id> = {
  readonly drag: ReadonlySignal<RowDrag<Id> | null>
  readonly onPointerDown: (event: PointerEvent) => void
  readonly onPointerMove: (event: PointerEvent) => void
  readonly onPointerUp: () => void
  /** Also for a lost pointer and for Escape: nothing moves. */
  readonly cancel: () => void
}

type ReorderDeps<Id> = {
  readonly list: () => HTMLElement | null
  readonly rows: () => readonly { readonly id: Id; readonly element: HTMLElement }[]
  readonly onMove: (id: Id, toIndex: number) => void
}

/** A hand that clicks is not quite still. */
const dragThresholdPx = 4
/** So near to an edge of the list, the list scrolls. */
const scrollEdgePx = 24
const scrollStepPx = 12

export function createReorder<Id>({ list, rows, onMove }: ReorderDeps<Id>): Reorder<Id> {
  const drag = signal<RowDrag<Id> | null>(null)
  let pressed: { readonly id: Id; readonly y: number } | null = null
  let gap: number | null = null

  const end = () => {
    pressed = null
    gap = null
    drag.value = null
  }

  return {
    drag,
    onPointerDown(event) {
      if (event.button !== 0 || !(event.target instanceof Node)) return
      const target = event.target
      const row = rows().find(({ element }) => element.contains(target))
      pressed = row ? { id: row.id, y: event.clientY } : null
    },
    onPointerMove(event) {
      if (pressed === null) return
      if (drag.peek() === null && Math.abs(event.clientY - pressed.y) < dragThresholdPx) return
      if (drag.peek() === null) list()?.setPointerCapture(event.pointerId)
      scrollAtEdge(list()?.parentElement ?? null, event.clientY)
      const current = rows()
      gap = gapAt(
        current.map(({ element }) => element.getBoundingClientRect()),
        event.clientY,
      )
      const after = current[gap]?.element.offsetTop
      const last = current.at(-1)?.element
      drag.value = { id: pressed.id, lineTop: after ?? (last ? last.offsetTop + last.offsetHeight : 0) }
    },
    onPointerUp() {
      const from = rows().findIndex(({ id }) => id === pressed?.id)
      if (drag.peek() !== null && pressed !== null && gap !== null && from >= 0) {
        onMove(pressed.id, indexAfterMove(from, gap))
      }
      end()
    },
    cancel: end,
  }
}

/** The gap between rows that is nearest to `y`: 0 is above the first row. */
export function gapAt(rows: readonly { readonly top: number; readonly height: number }[], y: number): number {
  const below = rows.findIndex((row) => y < row.top + row.height / 2)
  return below === -1 ? rows.length : below
}

/** Where a row ends up that leaves its place and goes into a gap: the gaps below its old place close by one. */
export function indexAfterMove(from: number, gap: number): number {
  return gap > from ? gap - 1 : gap
}

function scrollAtEdge(scroller: HTMLElement | null, y: number): void {
  if (scroller === null) return
  const { top, bottom } = scroller.getBoundingClientRect()
  if (y < top + scrollEdgePx) scroller.scrollTop -= scrollStepPx
  if (y > bottom - scrollEdgePx) scroller.scrollTop += scrollStepPx
}
