import type { PowerMonitor } from 'electron'

/** What sleep does to the app. */
export type PowerResponse = {
  /** Before sleep: the battery may not last until the lid opens again. */
  readonly flush: () => void
  /** After sleep: clocks have jumped and acknowledgements may be lost. */
  readonly woke: () => void
}

/** Follows the machine's sleep. */
export function followSleep(monitor: Pick<PowerMonitor, 'on'>, response: PowerResponse): void {
  monitor.on('suspend', response.flush)
  monitor.on('resume', response.woke)
}
