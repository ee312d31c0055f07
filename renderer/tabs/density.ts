import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

export type Density = 'roomy' | 'compact'

/** Of a two-line row, in pixels, as in sidebar.css. */
const roomyRowPx = 44

/** Two lines a row while all rows fit, one line beyond. */
export function densityFor(rowCount: number, heightPx: number): Density {
  return heightPx > 0 && rowCount * roomyRowPx > heightPx ? 'compact' : 'roomy'
}

/** The density of the list for the height that its scroller has now. */
export function useDensity(list: RefObject<HTMLElement | null>, rowCount: number): ReadonlySignal<Density> {
  const height = useSignal(0)
  const count = useSignal(rowCount)
  count.value = rowCount

  useLayoutEffect(() => {
    const scroller = list.current?.parentElement
    if (!scroller) return
    const observer = new ResizeObserver(() => {
      height.value = scroller.clientHeight
    })
    observer.observe(scroller)
    return () => observer.disconnect()
  }, [list, height])

  return useComputed(() => densityFor(count.value, height.value))
}
