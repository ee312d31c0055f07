import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { RoostApp } from '../support/app.ts'
import { violations } from '../support/axe.ts'
import { it } from '../support/e2e.ts'
import { pollFor } from '../support/poll.ts'

/** Opens the dialog with the tools, as a user does. */
async function openTools(roost: RoostApp): Promise<Locator> {
  await roost.page.getByRole('button', { name: 'Settings' }).click()
  await roost.page.getByRole('button', { name: 'Tools…' }).click()
  const dialog = roost.dialog('Tools')
  await dialog.waitFor()
  return dialog
}

const row = (dialog: Locator, name: RegExp) =>
  dialog.getByRole('navigation', { name: 'Tools' }).getByRole('button', { name })

/** Starts a new shell, and what it has in the variable. */
async function variableOfNewShell(roost: RoostApp, shown: string): Promise<void> {
  await roost.newSession('Shell')
  await roost.waitForText('$ ')
  await roost.run('echo "MINE=[$MINE]"')
  await roost.waitForText(`MINE=[${shown}]`)
}

describe('the tools in the window', () => {
  it('can be changed: what is wrong is named, what is saved is in force for new sessions, until it is reset', async ({
    roost,
  }) => {
    const settings = () => readFileSync(join(roost.home.data, 'settings.json'), 'utf8')
    let dialog = await openTools(roost)
    await row(dialog, /^Shell built in, found/).click()
    expect(await violations(roost)).toEqual([])

    const own = dialog.getByRole('textbox', { name: 'Your changes' })
    const save = dialog.getByRole('button', { name: 'Save', exact: true })
    await own.fill('{ "environment": { "1st": "not a name" } }')
    await save.click()
    const alert = dialog.getByRole('alert')
    await alert.filter({ hasText: 'environment' }).waitFor()
    expect(await own.getAttribute('aria-invalid')).toBe('true')
    expect(await violations(roost)).toEqual([])
    await row(dialog, /^Shell built in, found/).waitFor()

    await own.fill('{ "environment": { "MINE": "from the window" } }')
    await save.click()
    await dialog.getByRole('status').filter({ hasText: 'Saved.' }).waitFor()
    await alert.waitFor({ state: 'detached' })
    await row(dialog, /^Shell changed by you, found/).waitFor()
    await dialog.getByRole('definition').filter({ hasText: 'MINE' }).waitFor()
    await pollFor(() => settings().includes('from the window'), { what: 'the change to be on disk' })
    await dialog.getByRole('button', { name: 'Close' }).click()
    await variableOfNewShell(roost, 'from the window')

    dialog = await openTools(roost)
    await dialog.getByRole('button', { name: 'Reset to built-in' }).click()
    const question = roost.dialog('Reset Shell?')
    await question.getByRole('button', { name: 'Reset to built-in' }).click()
    await row(dialog, /^Shell built in, found/).waitFor()
    await pollFor(() => !settings().includes('from the window'), { what: 'the reset to be on disk' })
    await dialog.getByRole('button', { name: 'Close' }).click()
    await variableOfNewShell(roost, '')
  })

  it('can be added: a command of one’s own is offered at once, and runs', async ({ roost }) => {
    const dialog = await openTools(roost)
    await row(dialog, /^Add a tool/).click()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Counter')
    await dialog
      .getByRole('textbox', { name: 'Command, as in a shell' })
      .fill(`bash -c 'echo counting "to 3"; cat'`)
    expect(await violations(roost)).toEqual([])
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await row(dialog, /^Counter added by you, found/).waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await roost.newSession('Counter')
    await roost.waitForText('counting to 3')
  })
})
