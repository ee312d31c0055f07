import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { ReadonlySignal } from '@preact/signals'
import type { Bridge } from '../../app/ipc/bridge.ts'
import type { AppState } from './state.ts'

/** What every component of the window may use; made once, in `renderer.tsx`. */
export type App = {
  readonly bridge: Bridge
  readonly state: AppState
  /** Whether the window is dark now: by the setting, or by the system. */
  readonly dark: ReadonlySignal<boolean>
  /** Has a badge move by the steps of the window's one clock while it can be seen. @returns its end */
  readonly animate: (shape: SVGElement) => () => void
}

/** Gives `App` to the components below. */
export const AppContext = createContext<App | null>(null)

/** The window's parts for a component. @throws outside of `AppContext` */
export function useApp(): App {
  const app = useContext(AppContext)
  if (!app) throw new Error('A component was rendered outside of AppContext')
  return app
}
