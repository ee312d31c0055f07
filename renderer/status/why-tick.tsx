import { useId } from 'preact/hooks'
import type { TickView } from '../../app/activity/why.ts'
import { useApp } from '../model/app-context.ts'
import { formatElapsed } from '../badges/second-clock.ts'
import { clockTime } from '../badges/clock-time.ts'

/** The clock and the counters that the tool draws, and when they last moved; what it does not draw is left out. */
export function WhyTick({ tick }: { readonly tick: TickView }) {
  const { t, locale } = useApp().state
  const id = useId()
  const time = (at: number | null) => (at === null ? null : clockTime(at, locale.value))
  const rows = [
    ['why.tick.elapsed', tick.elapsedMs === null ? null : formatElapsed(tick.elapsedMs)],
    ['why.tick.tokens', tick.tokens === null ? null : tick.tokens.toLocaleString(locale.value)],
    ['why.tick.percent', tick.percent === null ? null : `${Math.round(tick.percent)}%`],
    ['why.tick.clockMoved', time(tick.clockMovedAt)],
    ['why.tick.countersMoved', time(tick.countersMovedAt)],
  ] as const
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{t('why.tick')}</h3>
      <dl>
        {rows.map(
          ([key, value]) =>
            value !== null && (
              <div key={key} class="why-tick-row">
                <dt>{t(key)}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  )
}
