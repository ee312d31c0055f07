import type { Platform } from '../../app/ipc/read-model.ts'
import type { PageCommand } from './commands.ts'

/** What of a KeyboardEvent decides. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>

/**
 * The command that a key asks for, or null: then it belongs to the program in the terminal.
 *
 * On Linux and Windows no plain Ctrl+letter is ever taken, on macOS nothing with Ctrl but Ctrl+Tab. Letters go by
 * what the layout prints and, where that is no Latin letter, by the place of the key, so that they work with a
 * Russian layout; digits go by their place (AZERTY prints `&` on the first).
 */
export function commandForKey(event: KeyPress, platform: Platform): PageCommand | null {
  const pressed = nameOf(event)
  for (const [command, keys] of tableFor(platform)) {
    if (keys.some((key) => matches(key, pressed, event))) return command
  }
  return null
}

/** The first shortcut of a command as the platform writes it (`Ctrl+Shift+T`, `⇧⌘T`); empty where it has none. */
export function shortcutLabel(command: PageCommand, platform: Platform): string {
  const key = tableFor(platform).find(([one]) => one === command)?.[1][0]
  if (key === undefined) return ''
  const parts = key.split('+').map((part) => (part === '' ? '+' : part))
  if (platform !== 'darwin') return parts.map((part) => plainNames[part] ?? part).join('+')
  const modifiers = macOrder.filter(([name]) => parts.includes(name)).map(([, sign]) => sign)
  const name = parts.at(-1) ?? ''
  return [...modifiers, macNames[name] ?? name].join('')
}

type Table = readonly (readonly [PageCommand, readonly string[]])[]

const elsewhere: Table = [
  ['newSession', ['Ctrl+Shift+T']],
  ['closeSession', ['Ctrl+Shift+W']],
  ['reopenSession', ['Ctrl+Shift+E']],
  ['renameSession', ['Ctrl+Shift+R']],
  ['nextSession', ['Ctrl+Tab']],
  ['previousSession', ['Ctrl+Shift+Tab']],
  ['nextWaiting', ['Ctrl+Shift+J']],
  ['moveSessionUp', ['Ctrl+Shift+PageUp']],
  ['moveSessionDown', ['Ctrl+Shift+PageDown']],
  ['focusSessions', ['Ctrl+Shift+L']],
  ['focusComposer', ['Ctrl+Shift+M']],
  ['find', ['Ctrl+Shift+F']],
  ['copy', ['Ctrl+Shift+C', 'Ctrl+Insert']],
  ['paste', ['Ctrl+Shift+V', 'Shift+Insert']],
  ['selectAll', ['Ctrl+Shift+A']],
  // As in other terminals. Ctrl+Shift+- stays the program's: it is Ctrl+_, which undoes in readline and in agents.
  ['fontLarger', ['Ctrl+Plus']],
  ['fontSmaller', ['Ctrl+Minus']],
  ['fontReset', ['Ctrl+0']],
  ['settings', ['Ctrl+Shift+Comma']],
  ['whyStatus', ['Ctrl+Shift+Y']],
  ['timeline', ['Ctrl+Shift+H']],
  ...digits('Alt'),
]

const darwin: Table = [
  ['newSession', ['Cmd+T']],
  ['closeSession', ['Cmd+W']],
  ['reopenSession', ['Cmd+Shift+T']],
  ['renameSession', ['Cmd+Shift+R']],
  ['nextSession', ['Ctrl+Tab', 'Cmd+Shift+]']],
  ['previousSession', ['Ctrl+Shift+Tab', 'Cmd+Shift+[']],
  ['nextWaiting', ['Cmd+J']],
  ['moveSessionUp', ['Cmd+Alt+ArrowUp']],
  ['moveSessionDown', ['Cmd+Alt+ArrowDown']],
  ['focusSessions', ['Cmd+L']],
  // Not Cmd+M, which minimizes the window.
  ['focusComposer', ['Cmd+Shift+M']],
  // What stops things on a Mac. Elsewhere nothing has such a name, and the tool's own key does it.
  ['interruptSession', ['Cmd+.']],
  ['find', ['Cmd+F']],
  ['copy', ['Cmd+C']],
  ['paste', ['Cmd+V']],
  ['selectAll', ['Cmd+A']],
  ['fontLarger', ['Cmd+Plus']],
  ['fontSmaller', ['Cmd+Minus']],
  ['fontReset', ['Cmd+0']],
  ['settings', ['Cmd+Comma']],
  ['whyStatus', ['Cmd+Y']],
  // Not Cmd+H, which hides the app.
  ['timeline', ['Cmd+Shift+Y']],
  ...digits('Cmd'),
]

const plainNames: Readonly<Record<string, string>> = { Plus: '+', Minus: '-', Comma: ',' }
const macNames: Readonly<Record<string, string>> = {
  ...plainNames,
  Tab: '⇥',
  ArrowUp: '↑',
  ArrowDown: '↓',
}
/** The order in which macOS writes modifiers. */
const macOrder = [
  ['Ctrl', '⌃'],
  ['Alt', '⌥'],
  ['Shift', '⇧'],
  ['Cmd', '⌘'],
] as const

function tableFor(platform: Platform): Table {
  return platform === 'darwin' ? darwin : elsewhere
}

function digits(modifier: 'Alt' | 'Cmd'): Table {
  const all = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const
  return all.map((digit) => [`selectSession${digit}`, [`${modifier}+${digit}`]] as const)
}

function matches(shortcut: string, pressed: string, event: KeyPress): boolean {
  const parts = shortcut.split('+')
  if (parts.at(-1) !== pressed) return false
  // Plus is typed with Shift on most layouts and without on some.
  const shift = pressed === 'Plus' ? event.shiftKey : parts.includes('Shift')
  return (
    event.ctrlKey === parts.includes('Ctrl') &&
    event.altKey === parts.includes('Alt') &&
    event.metaKey === parts.includes('Cmd') &&
    event.shiftKey === shift
  )
}

/** The key as the tables name it. */
function nameOf(event: KeyPress): string {
  if (/^[a-z]$/iu.test(event.key)) return event.key.toUpperCase()
  const digit = /^Digit(\d)$/u.exec(event.code)?.[1]
  if (digit !== undefined) return digit
  // Alt with digits of the number pad types characters on Windows.
  if (/^\d$/u.test(event.key)) return event.code
  switch (event.key) {
    case '+':
    case '=':
      return 'Plus'
    case '-':
      return 'Minus'
    case ',':
    case '<':
      return 'Comma'
    case '{':
      return '['
    case '}':
      return ']'
    default:
      break
  }
  // Named keys have long names; a single letter of another alphabet goes by its place.
  if (event.key.length > 1) return event.key
  return /^Key([A-Z])$/u.exec(event.code)?.[1] ?? event.key
}
