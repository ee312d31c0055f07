import { signal, type Signal } from '@preact/signals'
import type { SessionId } from '../../app/session/session.ts'

/** A signal for each session, `first` until it is set; it lives as long as its owner, also while another tab is on show. */
export type PerSession<T> = (id: SessionId) => Signal<T>

export function perSession<T>(first: T): PerSession<T> {
  const made = new Map<SessionId, Signal<T>>()
  return (id) => {
    const known = made.get(id) ?? signal(first)
    made.set(id, known)
    return known
  }
}
