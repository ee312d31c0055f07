import type { Transition } from '../../app/activity/why.ts'
import { useApp } from '../model/app-context.ts'
import { clockTime } from '../badges/clock-time.ts'
import { sourceWords } from '../badges/status-labels.ts'
import { TransitionWords } from './transition-words.tsx'

/** Changes of status as a list: when, what it became, its words, and what told it. */
export function TransitionRows({ transitions }: { readonly transitions: readonly Transition[] }) {
  const { t, locale } = useApp().state
  if (transitions.length === 0) return <p>{t('timeline.empty')}</p>
  return (
    <ol class="transition-rows">
      {transitions.map((one) => (
        <li key={one.at}>
          <time>{clockTime(one.at, locale.value)}</time>
          <TransitionWords past={one} />
          <span class="transition-source">{sourceWords(one.source, t)}</span>
        </li>
      ))}
    </ol>
  )
}
