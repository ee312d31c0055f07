import type { Transition } from '../../app/activity/why.ts'
import { useApp } from '../model/app-context.ts'
import { pastText, pastWords } from '../badges/status-labels.ts'

/** A status of the past: what it was, and below that its question or failure. */
export function TransitionWords({ past }: { readonly past: Transition }) {
  const text = pastText(past)
  return (
    <span class="transition-words">
      {pastWords(past, useApp().state.t)}
      {text !== '' && <bdi class="transition-text">{text}</bdi>}
    </span>
  )
}
