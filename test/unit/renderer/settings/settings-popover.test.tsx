import { describe, expect, test } from 'vitest'
import { runCommand } from '../../../../renderer/keys/commands.ts'
import { SettingsButton } from '../../../../renderer/settings/settings-button.tsx'
import { FakeMain } from '../../../support/fake-bridge.ts'
import { need, press, renderApp } from '../../../support/render.tsx'

describe('the settings', () => {
  test('open by their command, close by Escape, and give the focus back', async () => {
    const { settle, unmount } = await renderApp(new FakeMain(), <SettingsButton />)
    const button = need(document.querySelector<HTMLElement>('.settings-button'), 'button')
    button.focus()
    await settle(() => runCommand('settings'))
    expect(document.querySelector('[role=dialog]')?.contains(document.activeElement)).toBe(true)
    await settle(() => press('Escape'))
    expect(document.querySelector('[role=dialog]')).toBeNull()
    expect(document.activeElement).toBe(button)
    unmount()
  })

  test('take effect at once', async () => {
    const main = new FakeMain()
    const { settle, unmount } = await renderApp(main, <SettingsButton />)
    await settle(() => runCommand('settings'))
    const choose = (label: string) =>
      settle(() => {
        const option = [...document.querySelectorAll('label')].find((one) => one.textContent === label)
        need(option?.querySelector('input'), label).click()
      })
    await choose('Light')
    await choose('Русский')
    await choose('All sessions')
    await choose('Ask before pasting multiple lines into a shell')
    await settle(() => need(document.querySelector<HTMLElement>('[aria-label=Larger]'), 'Larger').click())
    expect(main.asked('settings:change')).toEqual([
      { theme: 'light' },
      { locale: 'ru' },
      { cliReach: 'all' },
      { confirmMultilinePaste: false },
      { fontSize: 15 },
    ])
    unmount()
  })

  test('say what draws the terminal, whatever was chosen', async () => {
    const main = new FakeMain()
    const { settle, unmount } = await renderApp(main, <SettingsButton drawnBy="dom" />)
    await settle(() => runCommand('settings'))
    expect(document.querySelector('[role=status]')?.textContent).toContain('without WebGL')
    const webgl = [...document.querySelectorAll('label')].find((one) => one.textContent === 'WebGL')
    await settle(() => need(webgl?.querySelector('input'), 'WebGL').click())
    expect(main.asked('settings:change')).toEqual([{ renderer: 'webgl' }])
    unmount()
  })

  test('are not closed by the Escape of an input method', async () => {
    const { settle, unmount } = await renderApp(new FakeMain(), <SettingsButton />)
    await settle(() => runCommand('settings'))
    await settle(() => press('Escape', { isComposing: true }))
    expect(document.querySelector('[role=dialog]')).not.toBeNull()
    unmount()
  })
})
