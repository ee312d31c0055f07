import type { Bridge } from '../../app/ipc/bridge.ts'

declare global {
  interface Window {
    /** Made by the preload; the page's only way out. */
    readonly roost: Bridge
  }
}

/** Requests to main and events from it. */
export const bridge: Bridge = window.roost
