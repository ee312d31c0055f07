import type { Transition } from '../../app/activity/why.ts'
import { useApp } from '../app-context.ts'
import { clockTime } from './clock-time.ts'
import { pastText, pastWords, sourceWords } from './status-labels.ts'

/** Changes of status as a list: when, what it became, its words, and what told it. */
export function TransitionRows({ transitions }: { readonly transitions: readonly Transition[] }) {
  const { t, locale } = useApp().state
  if (transitions.length === 0) return <p>{t('timeline.empty')}</p>
  return (
    <ol class="transition-rows">
      {transitions.map((one) => (
        <li key={one.at}>
          <time>{clockTime(one.at, locale.value)}</time>
          <span class="transition-words">
            {pastWords(one, t)}
            {pastText(one) !== '' && <span class="transition-text">{pastText(one)}</span>}
          </span>
          <span class="transition-source">{sourceWords(one.source, t)}</span>
        </li>
      ))}
    </ol>
  )
}
