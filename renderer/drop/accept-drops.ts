import { signal, type ReadonlySignal } from '@preact/signals'
import { SessionIdSchema, type SessionId } from '../../app/session/session.ts'
import * as v from 'valibot'
import { dropIntentOf, textOfDrop, type DropIntent } from './drop-intent.ts'

/** What hovers over which session; `target` is the element that would take it. */
export type DropHover = {
  readonly session: SessionId
  readonly intent: DropIntent
  readonly target: HTMLElement
  /** Over its terminal; else over something smaller that stands for it, such as its tab. */
  readonly overTerminal: boolean
}

export type Drops = { readonly hover: ReadonlySignal<DropHover | null>; readonly dispose: () => void }

/** The attribute of an element that takes drops, with the session's id: a terminal, a tab. */
export const dropSessionAttribute = 'data-drop-session'
/** The attribute of an element that answers drops itself: the composer. */
export const ownDropsAttribute = 'data-own-drops'

/**
 * Takes what is dragged into the window from outside. Over an element with `data-drop-session` it is given to that
 * session; anywhere else nothing happens: a file must never replace the page.
 */
export function acceptDrops(deps: {
  readonly giveFiles: (session: SessionId, files: readonly File[]) => void
  readonly giveText: (session: SessionId, text: string) => void
  /** Text goes through the terminal, so it can only be dropped on a session that is on show. */
  readonly isShown: (session: SessionId) => boolean
  readonly isBlocked: () => boolean
}): Drops {
  const listening = new AbortController()
  const hover = signal<DropHover | null>(null)
  // Tabs are dragged about by the same events; those are theirs.
  let ownDrag = false

  function show(next: DropHover | null): void {
    const before = hover.peek()
    if (before?.target === next?.target && before?.intent.kind === next?.intent.kind) return
    before?.target.removeAttribute('data-drop-over')
    next?.target.setAttribute('data-drop-over', '')
    hover.value = next
  }

  function hoverOf(event: DragEvent): DropHover | null {
    const place = event.target instanceof Element ? event.target.closest(`[${dropSessionAttribute}]`) : null
    if (!(place instanceof HTMLElement) || event.dataTransfer === null || deps.isBlocked()) return null
    const session = v.safeParse(SessionIdSchema, place.getAttribute(dropSessionAttribute))
    const { types, items } = event.dataTransfer
    const intent = dropIntentOf({ types, items: [...items] })
    if (!session.success || intent === null) return null
    if (intent.kind === 'text' && !deps.isShown(session.output)) return null
    const overTerminal = place.getAttribute('role') === 'region'
    return { session: session.output, intent, target: place, overTerminal }
  }

  function onOver(event: DragEvent): void {
    if (ownDrag) return
    if (isOwn(event)) return show(null)
    event.preventDefault()
    const next = hoverOf(event)
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = next === null ? 'none' : 'copy'
    show(next)
  }

  function onDrop(event: DragEvent): void {
    if (ownDrag) return
    if (isOwn(event)) return show(null)
    event.preventDefault()
    const dropped = hoverOf(event)
    show(null)
    if (dropped === null || event.dataTransfer === null) return
    event.stopPropagation()
    const data = event.dataTransfer
    if (dropped.intent.kind === 'text') {
      deps.giveText(
        dropped.session,
        textOfDrop((type) => data.getData(type)),
      )
    } else {
      deps.giveFiles(dropped.session, [...data.files])
    }
  }

  const options = { capture: true, signal: listening.signal }
  window.addEventListener('dragstart', () => (ownDrag = true), options)
  // A tab that goes away while it is dragged never says that it ended.
  for (const end of ['dragend', 'pointerdown']) window.addEventListener(end, () => (ownDrag = false), options)
  window.addEventListener('dragenter', onOver, options)
  window.addEventListener('dragover', onOver, options)
  window.addEventListener('drop', onDrop, options)
  window.addEventListener(
    'dragleave',
    (event) => {
      // Only when it leaves the window; between elements the next dragover says where it is.
      if (event.relatedTarget === null) show(null)
    },
    options,
  )

  return {
    hover,
    dispose: () => {
      listening.abort()
      show(null)
    },
  }
}

function isOwn({ target }: DragEvent): boolean {
  return target instanceof Element && target.closest(`[${ownDropsAttribute}]`) !== null
}
