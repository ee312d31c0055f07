import type { Terminal } from '@xterm/xterm'

/**
 * What the page uses of the inside of @xterm/xterm, where its public API has no way. The package is pinned exactly,
 * and `coreOf` checks the shape.
 */
export type PageCore = {
  readonly _oscLinkService: unknown
  readonly coreService: {
    /** `isUserInput` scrolls to the end and takes the selection away. */
    triggerDataEvent: (data: string, isUserInput?: boolean) => void
    readonly kittyKeyboard: { readonly flags: number }
  }
  readonly _keyboardService: {
    evaluateKeyDown: (event: KeyboardEvent) => EncodedKey
    evaluateKeyUp: (event: KeyboardEvent) => EncodedKey | undefined
  }
}

/** The parts of the core that are there once the terminal is in the page. */
export type OpenedCore = {
  readonly _mouseService: { _triggerMouseEvent(event: MouseReport): boolean }
  readonly _mouseCoordsService: {
    getMouseReportCoords(
      event: MouseEvent,
      screen: HTMLElement,
    ): Pick<MouseReport, 'col' | 'row' | 'x' | 'y'> | undefined
  }
}

/** A key as it is sent to the program; without `key` nothing is. */
export type EncodedKey = { key?: string | undefined }

/** A mouse event in cells and in pixels, both counted from 0. */
export type MouseReport = {
  col: number
  row: number
  x: number
  y: number
  button: number
  action: number
  ctrl: boolean
  alt: boolean
  shift: boolean
}

/** The inside of a terminal. @throws Error if this build of xterm.js is made otherwise */
export function coreOf(terminal: Terminal): PageCore {
  const core: unknown = Reflect.get(terminal, '_core')
  assertCore(core)
  return core
}

/** The inside of a terminal that is in the page. @throws Error if this build of xterm.js is made otherwise */
export function openedCoreOf(terminal: Terminal): OpenedCore {
  const core: unknown = Reflect.get(terminal, '_core')
  assertOpenedCore(core)
  return core
}

function assertCore(core: unknown): asserts core is PageCore {
  expect(core, 'coreService.triggerDataEvent', 'function')
  expect(core, 'coreService.kittyKeyboard.flags', 'number')
  expect(core, '_keyboardService.evaluateKeyDown', 'function')
  expect(core, '_keyboardService.evaluateKeyUp', 'function')
}

function assertOpenedCore(core: unknown): asserts core is OpenedCore {
  expect(core, '_mouseService._triggerMouseEvent', 'function')
  expect(core, '_mouseCoordsService.getMouseReportCoords', 'function')
}

function expect(root: unknown, path: string, type: 'function' | 'number'): void {
  let value = root
  for (const key of path.split('.')) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  }
  if (typeof value !== type) throw new Error(`This build of @xterm/xterm has no ${type} at ${path}`)
}
