import type { QueueItem } from '../../app/session/queue.ts'
import { isDeepStrictEqual } from 'node:util'
import type { QueueEars, QueueLife } from './queue-life.ts'

/**
 * What a user may expect of their prompts, kept beside a `QueueLife` and without its code. Each prompt is named by the
 * first word of its text, which no edit changes. What is not as expected is collected in `broken`.
 */
export class QueueModel implements QueueEars {
  readonly broken: string[] = []
  /** Whose life is looked at. */
  life: QueueLife | null = null
  #order: readonly string[] = []
  /** What each says, as the user was told. */
  readonly #texts = new Map<string, string>()
  readonly #sent = new Map<string, number>()
  /** How often each may have been sent at most: once where nothing is noted. */
  readonly #allowed = new Map<string, number>()
  readonly #removed = new Set<string>()
  /** Those a user wants sent now, whatever the session does. */
  readonly #urgent = new Map<string, number>()
  #states = new Map<string, QueueItem['state']['kind']>()

  /** The user was told that it waits now. */
  added(name: string): void {
    const isOnDisk = this.life?.itemsOnDisk.some((item) => nameOf(item) === name)
    if (isOnDisk !== true && this.sentTimes(name) === 0 && !this.#removed.has(name))
      this.broken.push(`${name} is not on the disk`)
  }

  edited(text: string): void {
    this.#texts.set(firstWord(text), text)
  }

  moves(name: string, toIndex: number, items: readonly QueueItem[]): void {
    this.check(items)
    const others = this.#order.filter((other) => other !== name)
    this.#order = [...others.slice(0, toIndex), name, ...others.slice(toIndex)]
  }

  removed(name: string): void {
    this.#removed.add(name)
  }

  /** The user says that it may go, also where it may have gone before. */
  allow(name: string): void {
    this.#allowed.set(name, this.sentTimes(name) + 1)
  }

  /** @returns a function for when that was done, or refused */
  hurry(name: string): () => void {
    const change = (by: number) => this.#urgent.set(name, (this.#urgent.get(name) ?? 0) + by)
    change(1)
    return () => change(-1)
  }

  sentTimes(name: string): number {
    return this.#sent.get(name) ?? 0
  }

  /** Nothing is lost, and the order is kept. */
  check(items: readonly QueueItem[]): void {
    const there = items.map(nameOf)
    for (const name of this.#order)
      if (!there.includes(name) && this.sentTimes(name) === 0 && !this.#removed.has(name))
        this.broken.push(`${name} is lost`)
    const expected = this.#order.filter((name) => there.includes(name))
    if (!isDeepStrictEqual(there, expected))
      this.broken.push(`the order is ${there.join()}, not ${expected.join()}`)
    for (const name of there) if (this.#removed.has(name)) this.broken.push(`${name} is back`)
    this.#order = there
  }

  /** The app was killed: what comes back is what was there, and at most one more is unsure. */
  cameBack(before: readonly QueueItem[], life: QueueLife): void {
    this.life = life
    this.#urgent.clear()
    const lastStates = this.#states
    this.#states = new Map()
    const back = life.items
    const backNames = back.map(nameOf)
    // The last one that was sent may come back: its going is written a little later.
    const extra = back.filter((item) => !before.some(({ id }) => id === item.id))
    if (extra.length > 1 || extra.some(({ state }) => state.kind !== 'unsure'))
      this.broken.push(`${extra.map(nameOf).join()} came back`)
    const isUnsureAnew = (item: QueueItem) =>
      item.state.kind === 'unsure' && lastStates.get(nameOf(item)) !== 'unsure'
    if (back.filter(isUnsureAnew).length > 1) this.broken.push('more than one is unsure')
    for (const { id, state } of before)
      if (state.kind === 'delivering' && back.find((item) => item.id === id)?.state.kind !== 'unsure')
        this.broken.push('what was on its way is not unsure')
    const extraNames = extra.map(nameOf)
    const kept = backNames.filter((name) => !extraNames.includes(name))
    if (!isDeepStrictEqual(kept, before.map(nameOf)))
      this.broken.push(`${kept.join()} came back of ${before.map(nameOf).join()}`)
    this.#order = []
    this.changed()
  }

  changed(): void {
    const { life } = this
    if (life === null) return
    const { items } = life
    // A new one comes last.
    const isNew = (name: string) => !this.#states.has(name)
    this.#order = [...this.#order, ...items.map(nameOf).filter(isNew)]
    for (const [at, item] of items.entries()) {
      const name = nameOf(item)
      const { kind } = item.state
      const last = this.#states.get(name)
      this.#states.set(name, kind)
      if (kind === last) continue
      if (kind === 'unsure' || kind === 'failed') this.#allowed.set(name, this.sentTimes(name))
      if (kind === 'delivering' && !this.#isUrgent(name)) this.#mayGo(name, items.slice(0, at), life)
    }
  }

  typed(text: string): void {
    const name = firstWord(text)
    const onDisk = (this.life?.itemsOnDisk ?? []).filter(({ state }) => state.kind === 'delivering')
    if (!isDeepStrictEqual(onDisk.map(nameOf), [name]))
      this.broken.push(`${name} is typed, and the disk says ${onDisk.map(nameOf).join() || 'nothing'}`)
  }

  taken(text: string): void {
    const name = firstWord(text)
    const times = this.sentTimes(name) + 1
    this.#sent.set(name, times)
    if (times > (this.#allowed.get(name) ?? 1)) this.broken.push(`${name} is sent ${times} times`)
    if (this.#removed.has(name)) this.broken.push(`${name} is sent, though it was removed`)
    const expected = this.#texts.get(name) ?? name
    if (text !== expected) this.broken.push(`it sent "${text}", not "${expected}"`)
    if (this.life?.tool.isAtWork === true && !this.#isUrgent(name))
      this.broken.push(`${name} is sent while the tool works`)
  }

  bug(error: unknown): void {
    this.broken.push(String(error))
  }

  /** A prompt goes by itself: only past those that the user set aside. */
  #mayGo(name: string, before: readonly QueueItem[], { tool }: QueueLife): void {
    const passed = before.filter(({ state }) => state.kind !== 'held')
    if (passed.length > 0) this.broken.push(`${name} passes ${passed.map(nameOf).join()}`)
    if (tool.isAtWork) this.broken.push(`${name} goes while the tool works`)
  }

  #isUrgent(name: string): boolean {
    return (this.#urgent.get(name) ?? 0) > 0
  }
}

/** The name of a waiting prompt. */
export function nameOf({ text }: Pick<QueueItem, 'text'>): string {
  return firstWord(text)
}

function firstWord(text: string): string {
  return text.split(' ')[0] ?? ''
}
