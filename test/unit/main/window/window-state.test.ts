import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minimumSize, placeWindow } from '../../../../main/window/window-state.ts'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const monitor = { x: 1440, y: 0, width: 2560, height: 1400 }

describe('placeWindow', () => {
  it('leaves the first place to the system', () => {
    expect(placeWindow(null, [laptop])).toEqual({
      x: null,
      y: null,
      width: 1200,
      height: 780,
      maximized: false,
    })
  })

  it('fits the first size into a small screen', () => {
    expect(placeWindow(null, [{ x: 0, y: 0, width: 1024, height: 600 }])).toMatchObject({
      width: 1024,
      height: 600,
    })
  })

  it('comes back to where it was', () => {
    const bounds = { x: 1600, y: 100, width: 1500, height: 900 }
    expect(placeWindow({ bounds, maximized: true }, [laptop, monitor])).toEqual({
      ...bounds,
      maximized: true,
    })
  })

  it('keeps its size and lets the system choose when its screen is gone', () => {
    const bounds = { x: 1600, y: 100, width: 1300, height: 800 }
    expect(placeWindow({ bounds, maximized: false }, [laptop])).toEqual({
      x: null,
      y: null,
      width: 1300,
      height: 800,
      maximized: false,
    })
  })

  it('moves a window that hangs over an edge back in', () => {
    const bounds = { x: 1000, y: -400, width: 800, height: 700 }
    expect(placeWindow({ bounds, maximized: false }, [laptop])).toMatchObject({ x: 640, y: 25 })
  })

  it('always gives a size that can be used, on a screen if it gives a place', () => {
    const number = fc.integer({ min: -5000, max: 5000 })
    const size = fc.integer({ min: 1, max: 9000 })
    const rectangle = fc.record({ x: number, y: number, width: size, height: size })
    const screen = fc.record({
      x: number,
      y: number,
      width: fc.integer({ min: 640, max: 5000 }),
      height: fc.integer({ min: 400, max: 3000 }),
    })
    fc.assert(
      fc.property(rectangle, fc.array(screen, { minLength: 1, maxLength: 3 }), (bounds, screens) => {
        const { x, y, width, height } = placeWindow({ bounds, maximized: false }, screens)
        expect(width).toBeGreaterThanOrEqual(minimumSize.width)
        expect(height).toBeGreaterThanOrEqual(minimumSize.height)
        if (x === null || y === null) return
        const holds = screens.some(
          (one) =>
            x >= one.x && y >= one.y && x + width <= one.x + one.width && y + height <= one.y + one.height,
        )
        expect(holds).toBe(true)
      }),
    )
  })
})
