import { signal, type ReadonlySignal } from '@preact/signals'

let timer: ReturnType<typeof setInterval> | undefined

/** The time in ms since the epoch, each second; it ticks only while somebody reads it. */
export const secondClock: ReadonlySignal<number> = signal(Date.now(), {
  watched() {
    this.value = Date.now()
    timer = setInterval(() => {
      this.value = Date.now()
    }, 1000)
  },
  unwatched() {
    clearInterval(timer)
  },
})

/** A duration as a badge shows it: `42s`, `3:07`, `1h 04m`, `2d 3h`. A negative one (a clock set back) is `0s`. */
export function formatElapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${seconds}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}:${pad(seconds % 60)}`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours}h ${pad(minutes % 60)}m`
  return `${Math.floor(hours / 24)}d ${hours % 24}h`
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
