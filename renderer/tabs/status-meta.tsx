import type { ReadonlySignal } from '@preact/signals'
import type { Status } from '../../app/session/status.ts'
import { useApp } from '../model/app-context.ts'
import { formatElapsed, secondClock } from '../badges/second-clock.ts'

type StatusProps = { readonly status: ReadonlySignal<Status | null> }

/** The few characters beside a badge: what runs beside it, how long it works or waits, or how it ended. */
export function StatusMeta({ status }: StatusProps) {
  const text = metaText(status.value, () => secondClock.value)
  if (text === '') return null
  return (
    <span class="session-meta">
      <BackgroundCount status={status} />
      {text}
    </span>
  )
}

/** "+2": tasks and sub-agents at work beside the main conversation; nothing where there are none. */
export function BackgroundCount({ status }: StatusProps) {
  const { t } = useApp().state
  const count = backgroundOf(status.value)
  if (count === 0) return null
  const name = t('status.background', { count })
  return (
    <span class="background-count" role="img" aria-label={name} title={name}>
      +{count}
    </span>
  )
}

/** How many tasks work beside the main conversation. */
export function backgroundOf(status: Status | null): number {
  return status?.kind === 'working' ? status.background : 0
}

/** Beside the status in the header: for how long it has been so, for a stuck one since nothing moves; when a limit ends. */
export function StatusTime({ status }: StatusProps) {
  const { t } = useApp().state
  const now = status.value
  if (now === null) return null
  if (now.kind === 'failed') {
    return now.resets === null ? null : (
      <span class="status-time">{t('status.resets', { time: now.resets })}</span>
    )
  }
  if (now.kind !== 'working' && now.kind !== 'waiting') return null
  const from = now.kind === 'working' ? (now.standsSince ?? now.since) : now.since
  return <span class="status-time">{formatElapsed(secondClock.value - from)}</span>
}

/** @param now read only where time is shown, so that a resting row is not rendered each second */
function metaText(status: Status | null, now: () => number): string {
  switch (status?.kind) {
    case 'working': {
      const elapsed = formatElapsed(now() - status.since)
      return status.progress === null ? elapsed : `${Math.round(status.progress)}% · ${elapsed}`
    }
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
