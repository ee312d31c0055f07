import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { captureKeys } from '../../../../renderer/keys/capture-keys.ts'
import type { PageCommand } from '../../../../renderer/keys/commands.ts'

let commands: PageCommand[]
let reached: string[]
let answered: boolean
let blocked: boolean
let stop: () => void
let field: HTMLElement

beforeEach(() => {
  commands = []
  reached = []
  answered = true
  blocked = false
  stop = captureKeys({
    platform: () => 'linux',
    isBlocked: () => blocked,
    run: (command) => {
      commands.push(command)
      return answered
    },
  })
  field = document.createElement('div')
  field.className = 'xterm'
  field.innerHTML = '<textarea></textarea>'
  document.body.append(field)
  for (const type of ['keydown', 'keyup']) {
    field.addEventListener(type, (event) => reached.push(event.type))
  }
})

afterEach(() => {
  stop()
  field.remove()
})

describe('captureKeys', () => {
  it('takes a shortcut, its release too, before the terminal sees it', () => {
    expect(press('T', { ctrlKey: true, shiftKey: true })).toBe(false)
    expect(commands).toEqual(['newSession'])
    expect(reached).toEqual([])
  })

  it('leaves every other key alone', () => {
    expect(press('c', { ctrlKey: true })).toBe(true)
    expect(reached).toEqual(['keydown', 'keyup'])
    expect(commands).toEqual([])
  })

  it('leaves a shortcut that nobody answers to the program', () => {
    answered = false
    press('W', { ctrlKey: true, shiftKey: true })
    expect(reached).toEqual(['keydown', 'keyup'])
  })

  it('takes nothing while a dialog is open', () => {
    blocked = true
    press('T', { ctrlKey: true, shiftKey: true })
    expect(commands).toEqual([])
  })

  it('leaves copy, paste and select all to a field of the window, and takes the rest there', () => {
    field.className = 'find-bar'
    press('V', { ctrlKey: true, shiftKey: true })
    expect(commands).toEqual([])
    press('F', { ctrlKey: true, shiftKey: true })
    expect(commands).toEqual(['find'])
  })

  it('takes nothing while an input method composes', () => {
    press('T', { ctrlKey: true, shiftKey: true, isComposing: true })
    expect(commands).toEqual([])
  })
})

/** @returns whether the default of the keydown was left */
function press(key: string, init: KeyboardEventInit): boolean {
  const options = { key, code: `Key${key.toUpperCase()}`, bubbles: true, cancelable: true, ...init }
  const target = field.querySelector('textarea')
  const left = target?.dispatchEvent(new KeyboardEvent('keydown', options)) ?? false
  target?.dispatchEvent(new KeyboardEvent('keyup', options))
  return left
}
