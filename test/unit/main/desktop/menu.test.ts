import { describe, expect, it } from 'vitest'
import type { MenuItemConstructorOptions } from 'electron'
import { commands, type Command } from '../../../../app/ipc/contract.ts'
import { menuTemplate } from '../../../../main/desktop/menu.ts'
import { translateIn } from '../../../../main/session/translate-port.ts'

const t = translateIn(() => 'en')

function itemsOf(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => (Array.isArray(item.submenu) ? [item, ...itemsOf(item.submenu)] : [item]))
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
    expect(ran).toHaveLength(12)
    for (const command of ran) expect(commands).toContain(command)
  })

  it('has no item that closes the window behind the back of the sessions', () => {
    const roles = itemsOf(menuTemplate('darwin', t, () => undefined) ?? []).map((item) => item.role)
    expect(roles).not.toContain('close')
    expect(roles).not.toContain('windowMenu')
    expect(roles).not.toContain('reload')
  })
})
