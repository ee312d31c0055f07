import { describe, expect } from 'vitest'
import { violations } from '../support/axe.ts'
import { it } from '../support/e2e.ts'

describe('the window has names and roles for everything', () => {
  it('at a first start, in the dialog, and with sessions', async ({ launch }) => {
    const roost = await launch()
    await roost.page.getByRole('button', { name: 'New session' }).first().waitFor()
    expect(await violations(roost)).toEqual([])
    const dialog = await roost.openNewSessionDialog()
    expect(await violations(roost)).toEqual([])
    await roost.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await roost.newSession('Claude Code')
    await roost.waitForText('? for shortcuts')
    expect(await violations(roost)).toEqual([])
  })
})

describe('the settings', () => {
  it('keep all that can be pressed inside of their box, in every language', async ({ roost }) => {
    for (const locale of ['en', 'ru']) {
      await roost.page.evaluate(`window.roost.request('settings:change', ${JSON.stringify({ locale })})`)
      await roost.page.getByRole('button', { name: locale === 'en' ? 'Settings' : 'Настройки' }).click()
      const box = roost.dialog(locale === 'en' ? 'Settings' : 'Настройки')
      await box.waitFor()
      const outside = await box.evaluate((element) => {
        const { left, right, bottom } = element.getBoundingClientRect()
        return [...element.querySelectorAll('button, label')].flatMap((one) => {
          const place = one.getBoundingClientRect()
          const isInside = place.left >= left && place.right <= right && place.bottom <= bottom
          return isInside ? [] : [one.textContent]
        })
      })
      expect(outside).toEqual([])
      await roost.page.keyboard.press('Escape')
      await box.waitFor({ state: 'hidden' })
    }
  })
})
