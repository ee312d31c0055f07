import type { Terminal } from '@xterm/xterm'
import { coreOf, openedCoreOf } from './page-core.ts'

/** A program that tracks the mouse gets all of its buttons; with Shift they are the window's. */
export function belongsToProgram(terminal: Pick<Terminal, 'modes'>, event: MouseEvent): boolean {
  return terminal.modes.mouseTrackingMode !== 'none' && !event.shiftKey
}

/**
 * Gives the program the mouse as other terminals do, once the terminal is in the page: the wheel to both sides, and
 * the middle button without the paste of the X11 selection behind it. A pointer that only moves takes no selection
 * away: xterm.js treats its reports as typed text, so with mode 1003 none outlived the next move.
 */
export function giveMouse(terminal: Terminal): void {
  const { element } = terminal
  if (element === undefined) throw new Error('The terminal is not in the page')
  const scrollSideways = sidewaysWheel(terminal)
  element.addEventListener(
    'wheel',
    (event) => {
      if (!isSideways(event) || !belongsToProgram(terminal, event)) return
      event.preventDefault()
      event.stopPropagation()
      scrollSideways(event)
    },
    { capture: true, passive: false },
  )
  element.addEventListener('mouseup', (event) => {
    // Chromium pastes on the release of the button unless that is prevented.
    if (event.button === middleButton && belongsToProgram(terminal, event)) event.preventDefault()
  })

  const { coreService } = coreOf(terminal)
  const trigger = coreService.triggerDataEvent.bind(coreService)
  coreService.triggerDataEvent = (data, isUserInput) =>
    trigger(data, isUserInput === true && !isHoverReport(data))
}

const sgrReport = '\u001B[<'
const middleButton = 1
/** As xterm.js counts them. */
const wheelButton = 4
const wheelLeft = 2
const wheelRight = 3

function isSideways(event: WheelEvent): boolean {
  return Math.abs(event.deltaX) > Math.abs(event.deltaY)
}

/** One report for an event, as xterm.js does upwards and downwards; a touchpad's pixels are gathered to a cell. */
function sidewaysWheel(terminal: Terminal): (event: WheelEvent) => void {
  let pixels = 0
  return (event) => {
    const width = terminal.dimensions?.css.cell.width ?? 0
    const screen = terminal.screenElement
    const { _mouseService: mouse, _mouseCoordsService: coords } = openedCoreOf(terminal)
    const place = screen && coords.getMouseReportCoords(event, screen)
    if (place === undefined || width === 0) return
    if (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL) {
      pixels = Math.sign(pixels) === -Math.sign(event.deltaX) ? event.deltaX : pixels + event.deltaX
      if (Math.abs(pixels) < width) return
      pixels = 0
    }
    mouse._triggerMouseEvent({
      ...place,
      button: wheelButton,
      action: event.deltaX < 0 ? wheelLeft : wheelRight,
      ctrl: event.ctrlKey,
      alt: event.altKey,
      shift: event.shiftKey,
    })
  }
}

/** A report of mode 1003 with no button down: bit 5 is motion, buttons 3 none. Others than SGR are sent as binary. */
function isHoverReport(data: string): boolean {
  if (!data.startsWith(sgrReport)) return false
  const button = /^(\d+);\d+;\d+M$/u.exec(data.slice(sgrReport.length))?.[1]
  return button !== undefined && (Number(button) & 0b110_0011) === 0b010_0011
}
