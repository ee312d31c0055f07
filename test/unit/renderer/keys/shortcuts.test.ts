import { describe, expect, it } from 'vitest'
import type { KeyPress } from '../../../../renderer/keys/shortcuts.ts'
import { commandForKey, shortcutLabel } from '../../../../renderer/keys/shortcuts.ts'

describe('commandForKey', () => {
  it('leaves all 26 plain Ctrl+letters to the program on every platform', () => {
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
      const event = press(letter, `Key${letter.toUpperCase()}`, ['ctrl'])
      for (const platform of ['linux', 'win32', 'darwin'] as const) {
        expect(commandForKey(event, platform), letter).toBeNull()
      }
    }
  })

  it('leaves keys without modifiers, and with Shift alone, to the program', () => {
    for (const key of ['a', 'Enter', 'Tab', 'Escape', '1', '-', '=', 'PageUp', 'Insert', 'F1']) {
      expect(commandForKey(press(key, codeOf(key), []), 'linux'), key).toBeNull()
    }
    for (const key of ['A', 'Enter', 'Tab', 'PageUp', 'F10']) {
      expect(commandForKey(press(key, codeOf(key), ['shift']), 'linux'), key).toBeNull()
    }
  })

  it('takes Ctrl+Shift+letter on Linux and Windows, and Cmd on macOS', () => {
    expect(commandForKey(press('T', 'KeyT', ['ctrl', 'shift']), 'linux')).toBe('newSession')
    expect(commandForKey(press('V', 'KeyV', ['ctrl', 'shift']), 'win32')).toBe('paste')
    expect(commandForKey(press('t', 'KeyT', ['meta']), 'darwin')).toBe('newSession')
    expect(commandForKey(press('T', 'KeyT', ['meta', 'shift']), 'darwin')).toBe('reopenSession')
    expect(commandForKey(press('T', 'KeyT', ['ctrl', 'shift']), 'darwin')).toBeNull()
  })

  it('asks for the reason of a status and for the timeline', () => {
    expect(commandForKey(press('Y', 'KeyY', ['ctrl', 'shift']), 'linux')).toBe('whyStatus')
    expect(commandForKey(press('H', 'KeyH', ['ctrl', 'shift']), 'win32')).toBe('timeline')
    expect(commandForKey(press('y', 'KeyY', ['meta']), 'darwin')).toBe('whyStatus')
    expect(commandForKey(press('Y', 'KeyY', ['meta', 'shift']), 'darwin')).toBe('timeline')
    expect(commandForKey(press('h', 'KeyH', ['meta']), 'darwin')).toBeNull()
  })

  it('goes to the composer and back', () => {
    expect(commandForKey(press('M', 'KeyM', ['ctrl', 'shift']), 'linux')).toBe('focusComposer')
    expect(commandForKey(press('M', 'KeyM', ['meta', 'shift']), 'darwin')).toBe('focusComposer')
    expect(commandForKey(press('m', 'KeyM', ['meta']), 'darwin')).toBeNull()
  })

  it('stops the tool with Cmd+. on macOS', () => {
    expect(commandForKey(press('.', 'Period', ['meta']), 'darwin')).toBe('interruptSession')
    expect(commandForKey(press('.', 'Period', ['ctrl']), 'linux')).toBeNull()
  })

  it('goes by the place of the key where the layout prints another alphabet', () => {
    expect(commandForKey(press('С', 'KeyC', ['ctrl', 'shift']), 'linux')).toBe('copy')
    expect(commandForKey(press('е', 'KeyT', ['meta']), 'darwin')).toBe('newSession')
  })

  it('goes by the printed letter on another Latin layout', () => {
    // Dvorak: the key at the place of K prints T.
    expect(commandForKey(press('T', 'KeyK', ['ctrl', 'shift']), 'linux')).toBe('newSession')
  })

  it('counts sessions by the place of the digit', () => {
    expect(commandForKey(press('1', 'Digit1', ['alt']), 'linux')).toBe('selectSession1')
    expect(commandForKey(press('&', 'Digit1', ['alt']), 'win32')).toBe('selectSession1')
    expect(commandForKey(press('9', 'Digit9', ['meta']), 'darwin')).toBe('selectSession9')
    expect(commandForKey(press('1', 'Numpad1', ['alt']), 'win32')).toBeNull()
    expect(commandForKey(press('1', 'Digit1', ['alt']), 'darwin')).toBeNull()
  })

  it('does not take AltGr, which arrives as Ctrl+Alt', () => {
    expect(commandForKey(press('1', 'Digit1', ['ctrl', 'alt']), 'win32')).toBeNull()
    expect(commandForKey(press('T', 'KeyT', ['ctrl', 'alt', 'shift']), 'win32')).toBeNull()
  })

  it('walks the sessions with Ctrl+Tab everywhere', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      expect(commandForKey(press('Tab', 'Tab', ['ctrl']), platform)).toBe('nextSession')
      expect(commandForKey(press('Tab', 'Tab', ['ctrl', 'shift']), platform)).toBe('previousSession')
    }
  })

  it('pastes with Shift+Insert and copies with Ctrl+Insert', () => {
    expect(commandForKey(press('Insert', 'Insert', ['shift']), 'linux')).toBe('paste')
    expect(commandForKey(press('Insert', 'Insert', ['ctrl']), 'linux')).toBe('copy')
  })

  it('sizes the font with or without Shift for plus, and leaves Ctrl+_ to the program', () => {
    expect(commandForKey(press('+', 'Equal', ['ctrl', 'shift']), 'linux')).toBe('fontLarger')
    expect(commandForKey(press('=', 'Equal', ['ctrl']), 'linux')).toBe('fontLarger')
    expect(commandForKey(press('+', 'NumpadAdd', ['ctrl']), 'linux')).toBe('fontLarger')
    expect(commandForKey(press('-', 'Minus', ['ctrl']), 'linux')).toBe('fontSmaller')
    expect(commandForKey(press('_', 'Minus', ['ctrl', 'shift']), 'linux')).toBeNull()
    expect(commandForKey(press('0', 'Digit0', ['ctrl']), 'linux')).toBe('fontReset')
  })
})

describe('shortcutLabel', () => {
  it('writes a shortcut as the platform does', () => {
    expect(shortcutLabel('newSession', 'linux')).toBe('Ctrl+Shift+T')
    expect(shortcutLabel('reopenSession', 'darwin')).toBe('⇧⌘T')
    expect(shortcutLabel('selectSession3', 'win32')).toBe('Alt+3')
    expect(shortcutLabel('fontLarger', 'linux')).toBe('Ctrl++')
    expect(shortcutLabel('settings', 'darwin')).toBe('⌘,')
    expect(shortcutLabel('nextSession', 'darwin')).toBe('⌃⇥')
  })

  it('is empty for a command without a key', () => {
    expect(shortcutLabel('focusTerminal', 'linux')).toBe('')
  })
})

type Modifier = 'ctrl' | 'shift' | 'alt' | 'meta'

function press(key: string, code: string, modifiers: readonly Modifier[]): KeyPress {
  return {
    key,
    code,
    ctrlKey: modifiers.includes('ctrl'),
    shiftKey: modifiers.includes('shift'),
    altKey: modifiers.includes('alt'),
    metaKey: modifiers.includes('meta'),
  }
}

function codeOf(key: string): string {
  if (/^[a-z]$/iu.test(key)) return `Key${key.toUpperCase()}`
  return /^\d$/u.test(key) ? `Digit${key}` : key
}
