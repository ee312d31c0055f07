import { signal } from '@preact/signals'
import { render, type ComponentChildren } from 'preact'
import { act } from 'preact/test-utils'
import { AppContext, type App } from '../../renderer/model/app-context.ts'
import { followModel } from '../../renderer/model/state.ts'
import type { FakeMain } from './fake-bridge.ts'

/** Components on a page of their own, before a main that is a fake. */
export type Rendered = {
  readonly app: App
  readonly root: HTMLElement
  /** Lets everything that was caused by now take effect. */
  readonly settle: (cause?: () => void) => Promise<void>
  readonly unmount: () => void
}

/** Puts `children` into the document, inside of what every component of the window needs. */
export async function renderApp(main: FakeMain, children: ComponentChildren): Promise<Rendered> {
  const { state, stop } = followModel(main.bridge, (error) => {
    throw new Error(error.message)
  })
  const app: App = { bridge: main.bridge, state, dark: signal(true), animate: () => () => undefined }
  const root = document.createElement('div')
  document.body.append(root)
  const settle = async (cause?: () => void) => {
    await act(async () => {
      cause?.()
      // A request, its answer, and what the answer changes.
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
    })
  }
  await settle()
  await settle(() => render(<AppContext.Provider value={app}>{children}</AppContext.Provider>, root))
  return {
    app,
    root,
    settle,
    unmount: () => {
      render(null, root)
      root.remove()
      stop()
    },
  }
}

/** Presses a key on the element that has the focus. */
export function press(key: string, modifiers: KeyboardEventInit = {}): void {
  const target = document.activeElement ?? document.body
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers }))
}

/** The element, or a failed test that says what is missing. */
export function need<T extends Element>(found: T | null | undefined, what: string): T {
  if (!found) throw new Error(`there is no ${what} in:\n${document.body.innerHTML}`)
  return found
}
