/** What moves the badges, all by the same step. */
export type MotionClock = {
  /** Has a badge move from now on: the `--step` of its shape counts from 0 to 15, again and again. @returns its end */
  readonly animate: (shape: SVGElement) => () => void
  /** Nothing moves while nobody can see it: a window that is minimised, hidden or (on macOS) covered. */
  readonly setVisible: (isVisible: boolean) => void
}

/** What the clock takes of its window. */
export type MotionClockDeps = {
  readonly setInterval: (step: () => void, ms: number) => number
  readonly clearInterval: (timer: number) => void
  readonly matchMedia: (query: string) => Pick<MediaQueryList, 'matches' | 'addEventListener'>
  readonly IntersectionObserver: new (
    tell: (entries: readonly Pick<IntersectionObserverEntry, 'target' | 'isIntersecting'>[]) => void,
  ) => Pick<IntersectionObserver, 'observe' | 'unobserve'>
}

/**
 * Where there is no GPU, a frame costs the page 4 ms for one badge and 7 ms for fifty, so all of them take their step in
 * the same frame, four times a second (a CSS animation asks for sixty, also with `steps()`). Badges that are scrolled out
 * of view take none, and where nothing moves the clock stands.
 */
export function createMotionClock(page: MotionClockDeps): MotionClock {
  const inView = new Set<SVGElement>()
  const stillness = page.matchMedia('(prefers-reduced-motion: reduce)')
  let isVisible = true
  let step = 0
  let timer: number | null = null

  const takeStep = () => {
    step = (step + 1) % stepsPerCycle
    for (const shape of inView) shape.style.setProperty('--step', String(step))
  }
  const startOrStop = () => {
    const runs = isVisible && !stillness.matches && inView.size > 0
    if (runs && timer === null) timer = page.setInterval(takeStep, stepMs)
    if (runs || timer === null) return
    page.clearInterval(timer)
    timer = null
  }
  stillness.addEventListener('change', startOrStop)
  const watcher = new page.IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!(target instanceof SVGElement)) continue
      if (isIntersecting) inView.add(target)
      else inView.delete(target)
    }
    startOrStop()
  })

  return {
    animate(shape) {
      watcher.observe(shape)
      return () => {
        watcher.unobserve(shape)
        inView.delete(shape)
        startOrStop()
      }
    },
    setVisible(visible) {
      isVisible = visible
      startOrStop()
    },
  }
}

/** A cycle of four seconds: in it a ring that works turns twice, one that starts once, and a question calls once. */
const stepsPerCycle = 16
const stepMs = 250
