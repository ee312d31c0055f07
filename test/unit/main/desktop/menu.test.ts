import { describe, expect, it } from 'vitest'
import type { MenuItemConstructorOptions } from 'electron'
import { commands, type Command } from '../../../../app/ipc/events.ts'
import { menuTemplate } from '../../../../main/desktop/menu.ts'
import { translateIn } from '../../../../app/i18n/translate.ts'
import { shortcutLabel } from '../../../../renderer/keys/shortcuts.ts'

const t = translateIn(() => 'en')

function itemsOf(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => (Array.isArray(item.submenu) ? [item, ...itemsOf(item.submenu)] : [item]))
}

/** An accelerator as macOS writes it. */
function signs(accelerator: string): string {
  const order = { Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Cmd: '⌘' }
  const parts = accelerator.split('+')
  const modifiers = Object.entries(order).flatMap(([name, sign]) => (parts.includes(name) ? [sign] : []))
  const key = parts.at(-1) ?? ''
  return [...modifiers, { Tab: '⇥', Plus: '+' }[key] ?? key].join('')
}

describe('menuTemplate', () => {
  it.each(['linux', 'win32', 'freebsd'] as const)(
    'makes no menu on %s: keys belong to the program',
    (platform) => {
      expect(menuTemplate(platform, t, () => undefined)).toBeNull()
    },
  )

  it('takes no Ctrl+letter on macOS either', () => {
    const items = itemsOf(menuTemplate('darwin', t, () => undefined) ?? [])
    const accelerators = items.map((item) => item.accelerator ?? '')
    expect(accelerators).toContain('Cmd+T')
    for (const accelerator of accelerators)
      expect(accelerator).not.toMatch(/(Ctrl|Control)\+(.*\+)?[A-Za-z]$/)
  })

  it('gives the page the command of an item', () => {
    const ran: Command[] = []
    const items = itemsOf(menuTemplate('darwin', t, (command) => ran.push(command)) ?? [])
    for (const { click } of items) Reflect.apply(click ?? (() => undefined), undefined, [])
    expect(ran).toHaveLength(14)
    for (const command of ran) expect(commands).toContain(command)
  })

  it('writes to the tool, and stops it', () => {
    const ran: Command[] = []
    const items = itemsOf(menuTemplate('darwin', t, (command) => ran.push(command)) ?? [])
    for (const label of ['Write a Prompt', 'Interrupt']) {
      const click = items.find((item) => item.label === label)?.click
      Reflect.apply(click ?? (() => undefined), undefined, [])
    }
    expect(ran).toEqual(['focusComposer', 'interruptSession'])
  })

  it('shows the keys that the page takes', () => {
    const ran: Command[] = []
    const template = menuTemplate('darwin', t, (command) => ran.push(command)) ?? []
    const items = itemsOf(template).filter((item) => item.click !== undefined)
    for (const { click } of items) Reflect.apply(click ?? (() => undefined), undefined, [])
    expect(items.map(({ accelerator }) => signs(String(accelerator)))).toEqual(
      ran.map((command) => shortcutLabel(command, 'darwin')),
    )
  })

  it('has no item that closes the window behind the back of the sessions', () => {
    const roles = itemsOf(menuTemplate('darwin', t, () => undefined) ?? []).map((item) => item.role)
    expect(roles).not.toContain('close')
    expect(roles).not.toContain('windowMenu')
    expect(roles).not.toContain('reload')
  })
})
