import type { QueueRowView } from '../../app/ipc/queue-view.ts'
import type { QueueActions } from './queue-actions.ts'

/**
 * The keys on a button of a waiting prompt: up and down go to the same button of its neighbours, Alt+Shift with them
 * moves the prompt, Delete removes it. @returns whether the key was one of these
 */
export function answerQueueKey(
  event: KeyboardEvent,
  queue: readonly QueueRowView[],
  actions: Pick<QueueActions, 'move' | 'remove'>,
): boolean {
  const button = event.target instanceof Element ? event.target.closest('[data-action]') : null
  const row = button?.closest<HTMLElement>('[data-item]')
  const item = queue.find(({ id }) => id === Number(row?.dataset['item']))
  if (!button || !row || item === undefined) return false
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
  if (by !== undefined && event.altKey && event.shiftKey) {
    actions.move(item.id, queue.indexOf(item) + by)
    return true
  }
  if (event.altKey || event.shiftKey || event.ctrlKey || event.metaKey) return false
  if (by !== undefined) {
    const neighbour = by < 0 ? row.previousElementSibling : row.nextElementSibling
    const same = `[data-action="${button.getAttribute('data-action')}"]:not(:disabled)`
    const next =
      neighbour?.querySelector<HTMLElement>(same) ??
      neighbour?.querySelector<HTMLElement>('button:not(:disabled), textarea')
    next?.focus()
    return true
  }
  if (event.key !== 'Delete' || item.state.kind === 'delivering') return false
  void actions.remove(item)
  return true
}
