import type { ReadonlySignal } from '@preact/signals'
import type { Status } from '../../app/session/status.ts'
import { formatElapsed, secondClock } from './clock.ts'

/** The few characters beside a badge: how long it works or waits, or how it ended. */
export function StatusMeta({ status }: { readonly status: ReadonlySignal<Status | null> }) {
  const text = metaText(status.value, () => secondClock.value)
  return text === '' ? null : <span class="session-meta">{text}</span>
}

/** @param now read only where time is shown, so that a resting row is not rendered each second */
function metaText(status: Status | null, now: () => number): string {
  switch (status?.kind) {
    case 'working':
      return status.progress === null
        ? formatElapsed(now() - status.since)
        : `${Math.round(status.progress)}%`
    case 'waiting':
      return formatElapsed(now() - status.since)
    case 'exited':
      return status.signal === null ? String(status.exitCode) : `sig ${status.signal}`
    case undefined:
    case 'dormant':
    case 'starting':
    case 'idle':
    case 'failed':
      return ''
  }
}
