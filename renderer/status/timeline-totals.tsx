import { useApp } from '../model/app-context.ts'
import { formatElapsed } from '../badges/second-clock.ts'
import { totalsOf, type Segment } from './segments.ts'
import { kindWords } from '../badges/status-labels.ts'

/** How long it worked, waited and rested, and all else it was; with the pattern of each, so that the band can be read. */
export function TimelineTotals({ segments }: { readonly segments: readonly Segment[] }) {
  const { t } = useApp().state
  const totals = totalsOf(segments)
  const always = [
    ['working', t('timeline.worked')],
    ['waiting', t('timeline.waited')],
    ['idle', t('timeline.rested')],
  ] as const
  const others = (['starting', 'failed', 'exited', 'dormant'] as const)
    .filter((kind) => totals.has(kind))
    .map((kind) => [kind, kindWords(kind, t)] as const)
  return (
    <dl class="timeline-totals" aria-label={t('timeline.totals')}>
      {[...always, ...others].map(([kind, words]) => (
        <div key={kind}>
          <dt>
            <span class={`segment-pattern segment-${kind}`} aria-hidden="true" />
            {words}
          </dt>
          <dd>{formatElapsed(totals.get(kind) ?? 0)}</dd>
        </div>
      ))}
    </dl>
  )
}
