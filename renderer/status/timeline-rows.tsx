import { useId, useRef } from 'preact/hooks'
import { useApp } from '../model/app-context.ts'
import { formatElapsed } from '../badges/second-clock.ts'
import { clockTime } from '../badges/clock-time.ts'
import { useReachedInSight, walkButtons } from './moment-walk.ts'
import type { Segment } from './segments.ts'
import { TransitionWords } from './transition-words.tsx'

type TimelineRowsProps = {
  readonly segments: readonly Segment[]
  /** The `at` of the moment on show. */
  readonly chosen: number | null
  readonly onChoose: (at: number) => void
}

/** The changes in words, newest first: what one looks for is most often the last. */
export function TimelineRows({ segments, chosen, onChoose }: TimelineRowsProps) {
  const { t, locale } = useApp().state
  const id = useId()
  const list = useRef<HTMLOListElement>(null)
  const rows = [...segments].reverse()
  const reached = rows.some(({ at }) => at === chosen) ? chosen : rows[0]?.at
  useReachedInSight(list, reached ?? null)
  return (
    <section class="timeline-list" aria-labelledby={id}>
      <h3 id={id}>{t('timeline.changes')}</h3>
      <ol
        ref={list}
        onKeyDown={(event) =>
          walkButtons(event, event.currentTarget, (place) => {
            const row = rows[place]
            if (row) onChoose(row.at)
          })
        }
      >
        {rows.map((row) => (
          <li key={row.at}>
            <button
              type="button"
              class="timeline-row"
              tabIndex={row.at === reached ? 0 : -1}
              aria-pressed={row.at === chosen}
              onClick={() => onChoose(row.at)}
            >
              <time>{clockTime(row.at, locale.value)}</time> <TransitionWords past={row} />{' '}
              <span class="timeline-length">{formatElapsed(row.ms)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
