import { signal } from '@preact/signals'

// One voice a page: what is said next takes the place of what was said last.
const spoken = signal('')

/** Says something to a screen reader, when it has finished what it is saying. */
export function announce(text: string): void {
  // The same words again are no change of the page, and would not be read.
  spoken.value = text === spoken.peek() ? `${text}\u00a0` : text
}

/** The place where `announce` speaks; invisible. */
export function Announcer() {
  return (
    <div class="visually-hidden" role="status" aria-live="polite" data-announcer="">
      {spoken}
    </div>
  )
}
