import type { Terminal } from '@xterm/xterm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { giveMouse } from '../../../../renderer/terminal/mouse.ts'
import { cell, openTerminal, recordData, write } from './page-terminal.ts'

let terminal: Terminal
let sent: string[]

beforeEach(() => {
  terminal = openTerminal()
  giveMouse(terminal)
  sent = recordData(terminal)
})

afterEach(() => {
  terminal.dispose()
  document.body.replaceChildren()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('the wheel to the side', () => {
  it('is sent as buttons 66 and 67 where the program has the mouse', async () => {
    await write(terminal, '\u001B[?1000;1006h')
    scroll({ deltaX: 40 })
    scroll({ deltaX: -40, ctrlKey: true })
    expect(sent).toEqual(['\u001B[<67;3;2M', '\u001B[<82;3;2M'])
  })

  it('is sent in the encoding of the program', async () => {
    await write(terminal, '\u001B[?1000h')
    scroll({ deltaX: 40 })
    await write(terminal, '\u001B[?1016h')
    scroll({ deltaX: 40 })
    expect(sent).toEqual([`binary \u001B[M${String.fromCodePoint(67 + 32)}#"`, '\u001B[<67;20;24M'])
  })

  it('gathers the pixels of a touchpad to a cell', async () => {
    await write(terminal, '\u001B[?1000;1006h')
    for (let step = 0; step < 7; step += 1) scroll({ deltaX: 3 })
    expect(sent).toHaveLength(2)
    scroll({ deltaX: -cell.width })
    expect(sent.at(-1)).toBe('\u001B[<66;3;2M')
  })

  it('is not sent to a program without the mouse, with Shift, or for a scroll that goes up', async () => {
    scroll({ deltaX: 40 })
    await write(terminal, '\u001B[?1000;1006h')
    scroll({ deltaX: 40, shiftKey: true })
    scroll({ deltaX: 3, deltaY: -400 })
    expect(sent).toEqual(['\u001B[<64;3;2M'])
    await write(terminal, '\u001B[?1000l\u001B[?9h')
    scroll({ deltaX: 40 })
    expect(sent).toHaveLength(1)
  })
})

describe('the middle button', () => {
  it('does not paste where the program has the mouse', async () => {
    expect(releaseMiddle().defaultPrevented).toBe(false)
    await write(terminal, '\u001B[?1000;1006h')
    expect(releaseMiddle().defaultPrevented).toBe(true)
    expect(releaseMiddle({ shiftKey: true }).defaultPrevented).toBe(false)
  })
})

describe('a selection while the program has the mouse', () => {
  it('outlives the next move of the pointer, which the program is told', async () => {
    await write(terminal, 'hello world\u001B[?1003;1006h')
    selectWithShift()
    expect(terminal.getSelection()).toBe('hel')
    terminal.element?.dispatchEvent(new MouseEvent('mousemove', at(6, 1)))
    expect(sent).toEqual(['\u001B[<35;7;2M'])
    expect(terminal.getSelection()).toBe('hel')
  })

  it('ends with a click that the program gets, and with a key', async () => {
    await write(terminal, 'hello world\u001B[?1003;1006h')
    selectWithShift()
    terminal.element?.dispatchEvent(new MouseEvent('mousedown', at(6, 1, { button: 0, buttons: 1 })))
    expect(terminal.hasSelection()).toBe(false)
    document.dispatchEvent(new MouseEvent('mouseup', at(6, 1)))
    selectWithShift()
    terminal.input('x')
    expect(terminal.hasSelection()).toBe(false)
  })
})

function at(column: number, row: number, more: MouseEventInit = {}): MouseEventInit {
  const clientX = (column + 0.5) * cell.width
  const clientY = (row + 0.5) * cell.height
  return { clientX, clientY, bubbles: true, cancelable: true, ...more }
}

function scroll(more: WheelEventInit): void {
  const init = { ...at(2, 1), deltaY: 0, deltaMode: 0, ...more }
  const event = new WheelEvent('wheel', init)
  // A wheel event of happy-dom is no mouse event.
  for (const key of ['ctrlKey', 'shiftKey', 'altKey'] as const) {
    Object.defineProperty(event, key, { value: more[key] ?? false })
  }
  Object.defineProperty(event, 'clientX', { value: init.clientX })
  Object.defineProperty(event, 'clientY', { value: init.clientY })
  terminal.element?.dispatchEvent(event)
}

function releaseMiddle(more: MouseEventInit = {}): MouseEvent {
  const button = { button: 1, ...more }
  terminal.element?.dispatchEvent(new MouseEvent('mousedown', at(2, 1, { ...button, buttons: 4 })))
  const release = new MouseEvent('mouseup', at(2, 1, button))
  terminal.screenElement?.dispatchEvent(release)
  return release
}

function selectWithShift(): void {
  const shift = { shiftKey: true, button: 0 }
  terminal.element?.dispatchEvent(new MouseEvent('mousedown', at(0, 0, { ...shift, buttons: 1, detail: 1 })))
  document.dispatchEvent(new MouseEvent('mousemove', at(3, 0, { ...shift, buttons: 1 })))
  document.dispatchEvent(new MouseEvent('mouseup', at(3, 0, shift)))
}
