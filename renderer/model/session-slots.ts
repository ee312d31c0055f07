import { signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { SessionView } from '../../app/ipc/read-model.ts'
import type { SessionId } from '../../app/session/session.ts'

/**
 * The sessions of the read model, a signal each. A change of one writes its signal and the counts, so that it costs the
 * same beside any number of others.
 */
export class SessionSlots {
  readonly #slots = new Map<SessionId, Signal<SessionView | null>>()
  readonly #ids = signal<readonly SessionId[]>([])
  readonly #waiting = signal(0)
  readonly #working = signal(0)
  readonly #listeners = new Set<(session: SessionView) => void>()

  /** In tab order. The same array until a session comes, goes or moves. */
  get ids(): ReadonlySignal<readonly SessionId[]> {
    return this.#ids
  }

  get waitingCount(): ReadonlySignal<number> {
    return this.#waiting
  }

  get workingCount(): ReadonlySignal<number> {
    return this.#working
  }

  /** One session, null where it is not there. Slots of closed sessions stay: one that is reopened has the same readers. */
  slot(id: SessionId): ReadonlySignal<SessionView | null> {
    return this.#slotOf(id)
  }

  /** Calls `listener` with a session that begins to wait. @returns a function that ends it */
  onWaiting(listener: (session: SessionView) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** All of them, in tab order. */
  show(sessions: readonly SessionView[]): void {
    const there = new Set(sessions.map(({ id }) => id))
    for (const id of this.#ids.peek()) if (!there.has(id)) this.#write(id, null)
    for (const session of sessions) this.#write(session.id, session)
    this.#setIds(sessions.map(({ id }) => id))
  }

  /** One of them, as it is from here on; one that is not known comes last. */
  change(session: SessionView): void {
    const isNew = this.#slotOf(session.id).peek() === null
    this.#write(session.id, session)
    if (isNew) this.#ids.value = [...this.#ids.peek(), session.id]
  }

  remove(id: SessionId): void {
    this.#write(id, null)
    this.#setIds(this.#ids.peek().filter((other) => other !== id))
  }

  /** Puts them in this order; those that it does not name come last. */
  order(ids: readonly SessionId[]): void {
    const named = new Set(ids)
    const known = new Set(this.#ids.peek())
    const rest = this.#ids.peek().filter((id) => !named.has(id))
    this.#setIds([...ids.filter((id) => known.has(id)), ...rest])
  }

  #setIds(ids: readonly SessionId[]): void {
    const before = this.#ids.peek()
    if (ids.length !== before.length || ids.some((id, at) => id !== before[at])) this.#ids.value = ids
  }

  #slotOf(id: SessionId): Signal<SessionView | null> {
    const slot = this.#slots.get(id) ?? signal(null)
    this.#slots.set(id, slot)
    return slot
  }

  #write(id: SessionId, session: SessionView | null): void {
    const slot = this.#slotOf(id)
    const was = slot.peek()?.status.kind
    const is = session?.status.kind
    slot.value = session
    if (was === is) return
    this.#waiting.value += Number(is === 'waiting') - Number(was === 'waiting')
    this.#working.value += Number(is === 'working') - Number(was === 'working')
    if (session !== null && is === 'waiting') for (const listener of this.#listeners) listener(session)
  }
}
