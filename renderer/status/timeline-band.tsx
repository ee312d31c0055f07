import { useRef } from 'preact/hooks'
import { useApp } from '../model/app-context.ts'
import { formatElapsed } from '../badges/second-clock.ts'
import { clockTime } from '../badges/clock-time.ts'
import { useReachedInSight, walkButtons } from './moment-walk.ts'
import type { Segment } from './segments.ts'
import { pastWords } from '../badges/status-labels.ts'

type TimelineBandProps = {
  readonly segments: readonly Segment[]
  /** The `at` of the moment on show. */
  readonly chosen: number | null
  readonly onChoose: (at: number) => void
}

/** The stretches side by side, as long as they lasted but never too narrow to press; each kind has a pattern of its own. */
export function TimelineBand({ segments, chosen, onChoose }: TimelineBandProps) {
  const { t, locale } = useApp().state
  const band = useRef<HTMLDivElement>(null)
  const reached = segments.some(({ at }) => at === chosen) ? chosen : segments.at(-1)?.at
  useReachedInSight(band, reached ?? null)
  return (
    <div
      ref={band}
      class="timeline-band"
      role="toolbar"
      aria-label={t('timeline.band')}
      onKeyDown={(event) =>
        walkButtons(event, event.currentTarget, (place) => {
          const segment = segments[place]
          if (segment) onChoose(segment.at)
        })
      }
    >
      {segments.map((segment) => {
        const name = t('timeline.moment', {
          status: pastWords(segment, t),
          time: clockTime(segment.at, locale.value),
          duration: formatElapsed(segment.ms),
        })
        return (
          <button
            key={segment.at}
            type="button"
            class={`segment segment-pattern segment-${segment.kind}`}
            style={{ flexGrow: segment.ms }}
            tabIndex={segment.at === reached ? 0 : -1}
            aria-pressed={segment.at === chosen}
            aria-label={name}
            title={name}
            onClick={() => onChoose(segment.at)}
          />
        )
      })}
    </div>
  )
}
