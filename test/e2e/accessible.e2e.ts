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
