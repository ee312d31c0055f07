import type { Settings } from '../../app/store/schema.ts'

/** A place on the screens, in device-independent pixels. */
export type Rectangle = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where the window opens. `x` and `y` are null where the system chooses the place. */
export type WindowPlace = {
  readonly x: number | null
  readonly y: number | null
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}

/** Below this neither the list of sessions nor a terminal can be used. */
export const minimumSize = { width: 640, height: 400 } as const

const firstSize = { width: 1200, height: 780 } as const
/** This much of the window has to lie on a screen, or it cannot be taken hold of. */
const graspablePx = 100

/**
 * Where the window opens: where it was, on a screen that still exists, no larger than it. A place that no screen
 * shows any more (an unplugged monitor) keeps its size and is left to the system.
 *
 * @param saved the kept place, null on a first start
 * @param workAreas the parts of the screens that windows may use, the primary screen first
 */
export function placeWindow(saved: Settings['window'], workAreas: readonly Rectangle[]): WindowPlace {
  if (saved === null) return { x: null, y: null, ...fit(firstSize, workAreas[0]), maximized: false }
  const { bounds, maximized } = saved
  const area = [...workAreas].sort((a, b) => overlap(b, bounds) - overlap(a, bounds))[0]
  const size = fit(bounds, area)
  if (area === undefined || !isGraspable(bounds, area)) return { x: null, y: null, ...size, maximized }
  return {
    x: Math.round(clamp(bounds.x, area.x, area.x + area.width - size.width)),
    y: Math.round(clamp(bounds.y, area.y, area.y + area.height - size.height)),
    ...size,
    maximized,
  }
}

function fit(size: { readonly width: number; readonly height: number }, area: Rectangle | undefined) {
  return {
    width: Math.round(clamp(size.width, minimumSize.width, area?.width ?? firstSize.width)),
    height: Math.round(clamp(size.height, minimumSize.height, area?.height ?? firstSize.height)),
  }
}

/** The value between the bounds; where they cross, as on a screen smaller than the window, the lower one. */
function clamp(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(value, highest))
}

function isGraspable(bounds: Rectangle, area: Rectangle): boolean {
  const { width, height } = shared(bounds, area)
  return width >= Math.min(graspablePx, bounds.width) && height >= Math.min(graspablePx, bounds.height)
}

function overlap(a: Rectangle, b: Rectangle): number {
  const { width, height } = shared(a, b)
  return Math.max(0, width) * Math.max(0, height)
}

function shared(a: Rectangle, b: Rectangle) {
  return {
    width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
    height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
  }
}
