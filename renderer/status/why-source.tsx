import { withoutBidi } from '../../app/base/bidi.ts'
import type { SourceView } from '../../app/activity/why.ts'
import { useApp } from '../model/app-context.ts'
import { clockTime } from '../badges/clock-time.ts'
import { kindWords, lossWords, sourceWords } from '../badges/status-labels.ts'

/** One piece of evidence: where it comes from, what it says since when, the text it rests on, and why it lost. */
export function WhySource({ source }: { readonly source: SourceView }) {
  const { t, locale } = useApp().state
  const says =
    source.claim === null ? t('why.saysNothing') : t('why.says', { status: kindWords(source.claim, t) })
  return (
    <div class={source.lost === null ? 'why-source is-decisive' : 'why-source'}>
      <p class="why-source-head">
        <strong>{sourceWords(source.source, t)}</strong>
        <span>{says}</span>
        <time>{t('status.since', { time: clockTime(source.at, locale.value) })}</time>
      </p>
      <dl>
        {source.rule !== '' && (
          <>
            <dt>{t('why.rule')}</dt>
            <dd>
              <code>{source.rule}</code>
            </dd>
          </>
        )}
        {source.text !== '' && (
          <>
            <dt>{t('why.text')}</dt>
            <dd>
              <code>
                <bdi>{withoutBidi(source.text)}</bdi>
              </code>
            </dd>
          </>
        )}
        {source.lost !== null && (
          <>
            <dt>{t('why.lost')}</dt>
            <dd>{lossWords(source.lost, t)}</dd>
          </>
        )}
      </dl>
    </div>
  )
}
