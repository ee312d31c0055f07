import { describe, expect, test } from 'vitest'
import { createMotionClock, type MotionClockDeps } from '../../../../renderer/badges/motion-clock.ts'

describe('the clock of the badges', () => {
  test('moves all badges by the same step', () => {
    const page = fakePage()
    const clock = createMotionClock(page.deps)
    const shapes = [page.shape(), page.shape()]
    for (const shape of shapes) {
      clock.animate(shape)
      page.scroll(shape, true)
    }
    for (let at = 1; at <= 17; at++) {
      page.step()
      expect(shapes.map(stepOf)).toEqual([String(at % 16), String(at % 16)])
    }
  })

  test('stands where nothing moves', () => {
    const page = fakePage()
    const clock = createMotionClock(page.deps)
    expect(page.timers()).toBe(0)
    const shape = page.shape()
    const end = clock.animate(shape)
    page.scroll(shape, true)
    expect(page.timers()).toBe(1)
    end()
    expect(page.timers()).toBe(0)
  })

  test('leaves out what is scrolled out of view', () => {
    const page = fakePage()
    const clock = createMotionClock(page.deps)
    const [above, below] = [page.shape(), page.shape()]
    for (const shape of [above, below]) clock.animate(shape)
    page.scroll(above, true)
    page.scroll(below, false)
    page.step()
    expect([above, below].map(stepOf)).toEqual(['1', ''])
    page.scroll(above, false)
    expect(page.timers()).toBe(0)
  })

  test('stands while the window cannot be seen', () => {
    const page = fakePage()
    const clock = createMotionClock(page.deps)
    const shape = page.shape()
    clock.animate(shape)
    page.scroll(shape, true)
    clock.setVisible(false)
    expect(page.timers()).toBe(0)
    clock.setVisible(true)
    expect(page.timers()).toBe(1)
  })

  test('stands for a user who wants less motion', () => {
    const page = fakePage()
    const clock = createMotionClock(page.deps)
    const shape = page.shape()
    clock.animate(shape)
    page.scroll(shape, true)
    page.wantStillness(true)
    expect(page.timers()).toBe(0)
    page.wantStillness(false)
    expect(page.timers()).toBe(1)
  })
})

const stepOf = (shape: SVGElement): string => shape.style.getPropertyValue('--step')

/** A window whose time, scrolling and setting for motion are the test's. */
function fakePage() {
  const timers = new Map<number, () => void>()
  const media = { matches: false, listeners: new Set<() => void>() }
  let last = 0
  let scroll: (target: Element, isIntersecting: boolean) => void = () => undefined
  const deps: MotionClockDeps = {
    setInterval(step) {
      last += 1
      timers.set(last, step)
      return last
    },
    clearInterval: (timer) => void timers.delete(timer),
    matchMedia: () => ({
      get matches() {
        return media.matches
      },
      addEventListener: (_type: string, listener: unknown) => {
        if (typeof listener === 'function') media.listeners.add(() => void listener())
      },
    }),
    IntersectionObserver: class {
      constructor(tell: (entries: readonly { target: Element; isIntersecting: boolean }[]) => void) {
        scroll = (target, isIntersecting) => tell([{ target, isIntersecting }])
      }
      observe() {}
      unobserve() {}
    },
  }
  return {
    deps,
    shape: () => document.createElementNS('http://www.w3.org/2000/svg', 'svg'),
    scroll: (target: Element, isInView: boolean) => scroll(target, isInView),
    step: () => {
      for (const step of timers.values()) step()
    },
    timers: () => timers.size,
    wantStillness(matches: boolean) {
      media.matches = matches
      for (const listener of media.listeners) listener()
    },
  }
}
