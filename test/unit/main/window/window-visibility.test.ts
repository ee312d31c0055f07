import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { followVisibility } from '../../../../main/window/window-visibility.ts'

test('the page hears when its window is minimised, hidden and shown, and after each load', () => {
  const told: boolean[] = []
  const look = { visible: true, minimized: false }
  const window = Object.assign(new EventEmitter(), {
    isVisible: () => look.visible,
    isMinimized: () => look.minimized,
    webContents: new EventEmitter(),
  })
  followVisibility(window, (isVisible) => told.push(isVisible))
  look.minimized = true
  window.emit('minimize')
  // A page that is loaded again meanwhile starts out as hidden as its window.
  window.webContents.emit('did-finish-load')
  look.minimized = false
  window.emit('restore')
  look.visible = false
  window.emit('hide')
  look.visible = true
  window.emit('show')
  expect(told).toEqual([false, false, true, false, true])
})
