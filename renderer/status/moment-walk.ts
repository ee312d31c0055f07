import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }

/**
 * Walks the buttons inside of `list` by arrow keys, Home and End, and tells which one has the focus now.
 * @param onMove the place of the button, from 0
 */
export function walkButtons(event: KeyboardEvent, list: HTMLElement, onMove: (place: number) => void): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  const buttons = [...list.querySelectorAll<HTMLElement>('button')]
  const current = buttons.findIndex((button) => button === document.activeElement)
  const place = placeAfter(event.key, current, buttons.length)
  if (place === null) return
  event.preventDefault()
  buttons[place]?.focus()
  onMove(place)
}

/** Scrolls `list`, and nothing around it, to the button that Tab leads to, each time that it is another moment's. */
export function useReachedInSight(list: RefObject<HTMLElement | null>, reached: number | null): void {
  useLayoutEffect(() => {
    const box = list.current?.getBoundingClientRect()
    const button = list.current?.querySelector('button[tabindex="0"]')?.getBoundingClientRect()
    if (!box || !button) return
    list.current?.scrollBy({
      left: beyond(button.left, button.right, box.left, box.right),
      top: beyond(button.top, button.bottom, box.top, box.bottom),
    })
  }, [list, reached])
}

/** How far a stretch lies outside of a frame, in pixels: negative before it, positive behind it. */
function beyond(start: number, end: number, frameStart: number, frameEnd: number): number {
  return Math.min(0, start - frameStart) + Math.max(0, end - frameEnd)
}

/** @returns null for a key that does not walk */
function placeAfter(key: string, current: number, count: number): number | null {
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  const step = steps[key]
  return step === undefined ? null : Math.min(count - 1, Math.max(0, current + step))
}
