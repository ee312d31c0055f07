import { signal, type ReadonlySignal } from '@preact/signals'
import type { SessionId } from '../../app/session/session.ts'
import type { TerminalLook, TerminalView } from '../terminal/terminal-view.ts'

/**
 * The terminals of the page. They live outside of components: making one costs tens of milliseconds and a WebGL
 * context, showing another session in one that is there costs its snapshot.
 */
export type TerminalPool = {
  /** The terminal that commands act on: the one mounted last. */
  readonly shown: ReadonlySignal<TerminalView | null>
  /** A terminal in `host`; give it back with `give`. */
  acquire(host: HTMLElement): TerminalView
  give(view: TerminalView): void
  /** The terminal on show for this session. */
  readonly find: (session: SessionId) => TerminalView | null
  change(look: TerminalLook): void
  readonly dispose: () => void
}

/** Kept for the next pane; more would only cost memory. */
const maxSpare = 1

export function createTerminalPool(make: () => TerminalView): TerminalPool {
  const shown = signal<TerminalView | null>(null)
  let mounted: readonly TerminalView[] = []
  let spare: readonly TerminalView[] = []

  return {
    shown,
    acquire(host) {
      const [kept, ...rest] = spare
      spare = rest
      const view = kept ?? make()
      view.mount(host)
      mounted = [...mounted, view]
      shown.value = view
      return view
    },
    give(view) {
      mounted = mounted.filter((other) => other !== view)
      shown.value = mounted.at(-1) ?? null
      view.unmount()
      if (spare.length < maxSpare) spare = [...spare, view]
      else view.dispose()
    },
    find: (session) => mounted.find((view) => view.session.peek() === session) ?? null,
    change(look) {
      for (const view of [...mounted, ...spare]) view.change(look)
    },
    dispose() {
      for (const view of [...mounted, ...spare]) view.dispose()
      mounted = []
      spare = []
      shown.value = null
    },
  }
}
