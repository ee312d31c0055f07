import './queue.css'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { QueueRowView } from '../../app/ipc/queue-view.ts'
import type { SessionView } from '../../app/ipc/read-model.ts'
import { firstInLine } from '../../app/session/queue.ts'
import { useApp } from '../model/app-context.ts'
import { createReorder } from '../drop/reorder.ts'
import type { ComposerState } from './composer-state.ts'
import { queueActions } from './queue-actions.ts'
import { QueueEditor } from './queue-editor.tsx'
import { answerQueueKey } from './queue-keys.ts'
import { QueueRow } from './queue-row.tsx'

type QueueListProps = {
  readonly session: SessionView
  readonly composer: ComposerState
  /** The focus was on a row and there is none any more. */
  readonly onLeave: () => void
}

/** The prompts that wait, first to go first, and why the first does not go. Nothing where none waits or is edited. */
export function QueueList({ session, composer, onLeave }: QueueListProps) {
  const app = useApp()
  const { t } = app.state
  const { id, queueWait } = session
  const shown = app.state.queue.value
  // Until main has told what waits for the session that is shown now, nothing is said of it.
  const isKnown = shown?.id === id
  const queue = isKnown ? shown.rows : noRows
  const list = useRef<HTMLOListElement>(null)
  const [focused, setFocused] = useState<number | null>(null)
  const actions = useMemo(() => queueActions(app, composer, id), [app, composer, id])
  const edits = composer.edits(id)
  const edit = edits.value
  const reorder = useMemo(
    () =>
      createReorder<number>({
        list: () => list.current,
        rows: () => rowsOf(list.current),
        onMove: actions.move,
      }),
    [actions],
  )
  useKeptFocus(list.current, queue, onLeave)

  if (!isKnown || (queue.length === 0 && edit === null)) return null
  const isGone =
    edit !== null && !queue.some((item) => item.id === edit.item && item.state.kind !== 'delivering')
  const next = firstInLine(queue)
  const focusable = queue.some((item) => item.id === focused) ? focused : queue[0]?.id
  const editor = edit !== null && (
    <QueueEditor
      key={edit.item}
      session={session}
      edit={edit}
      peek={() => edits.peek()}
      actions={actions}
      gone={isGone}
    />
  )
  return (
    <section class="queue" aria-label={t('queue.label')}>
      <p class="queue-head">
        <span class="queue-total">{t('queue.count', { count: queue.length })}</span>
        {queueWait !== null && (
          <span class="queue-wait" role="status">
            {t(`queue.wait.${queueWait}`)}
          </span>
        )}
      </p>
      <div class="queue-scroller">
        {isGone && editor}
        <ol
          ref={list}
          class="queue-list"
          onPointerDown={reorder.onPointerDown}
          onPointerMove={reorder.onPointerMove}
          onPointerUp={reorder.onPointerUp}
          onPointerCancel={reorder.cancel}
          onLostPointerCapture={reorder.cancel}
          onFocusIn={(event) => setFocused(itemOf(event.target))}
          onKeyDown={(event) => {
            if (answerQueueKey(event, queue, actions)) event.preventDefault()
          }}
        >
          {queue.map((item, index) => (
            <li key={item.id} class={`queue-row is-${item.state.kind}`} data-item={item.id}>
              {edit?.item === item.id && !isGone ? (
                editor
              ) : (
                <QueueRow
                  id={id}
                  item={item}
                  index={index}
                  total={queue.length}
                  isNext={item === next}
                  focusable={item.id === focusable}
                  actions={actions}
                />
              )}
            </li>
          ))}
        </ol>
        {reorder.drag.value !== null && (
          <div class="insertion-line" style={{ top: `${reorder.drag.value.lineTop}px` }} />
        )}
      </div>
    </section>
  )
}

const noRows: readonly QueueRowView[] = []

/** A row that moves in the page loses the focus, one that goes leaves it to its neighbour. */
function useKeptFocus(list: HTMLElement | null, queue: readonly QueueRowView[], onLeave: () => void): void {
  const active = document.activeElement
  const row = active?.closest<HTMLElement>('[data-item]') ?? null
  const isInside = row !== null && list !== null && list.contains(row)
  const item = isInside ? itemOf(row) : null
  const action = active?.getAttribute('data-action') ?? 'edit'
  const place = isInside ? rowsOf(list).findIndex(({ id }) => id === item) : -1

  useLayoutEffect(() => {
    if (place === -1 || (active?.isConnected === true && document.activeElement === active)) return
    // A list that is gone still holds its rows.
    const rows = list?.isConnected === true ? rowsOf(list) : []
    const kept = rows.find(({ id }) => id === item) ?? rows[Math.min(place, rows.length - 1)]
    const button = kept?.element.querySelector<HTMLElement>(`[data-action="${action}"]:not(:disabled)`)
    if (button) button.focus()
    else if (kept === undefined) onLeave()
    else if (!kept.element.contains(document.activeElement))
      kept.element.querySelector<HTMLElement>('button:not(:disabled)')?.focus()
  }, [queue])
}

function rowsOf(list: HTMLElement | null): readonly { readonly id: number; readonly element: HTMLElement }[] {
  return [...(list?.querySelectorAll<HTMLElement>('[data-item]') ?? [])].map((element) => ({
    id: Number(element.dataset['item']),
    element,
  }))
}

function itemOf(target: EventTarget | null): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-item]') : null
  return row === null ? null : Number(row.dataset['item'])
}
