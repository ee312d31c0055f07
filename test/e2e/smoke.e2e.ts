import { expect } from 'vitest'
import { it } from '../support/e2e.ts'

it('opens a window, starts a shell in a folder, and shows what it prints', async ({ roost }) => {
  expect(await roost.page.title()).toContain('Roost')
  await roost.newSession('Shell', roost.home.work)
  await roost.run('echo "hello $((40 + 2))"; pwd')
  await roost.waitForText('hello 42')
  await roost.waitForText(roost.home.work)
  expect(await roost.tabNames()).toHaveLength(1)
})

it('runs the stand-in agent in a tab and tells what it does', async ({ roost }) => {
  await roost.newSession('Claude Code')
  await roost.waitForText('? for shortcuts')
  await roost.type('approve\n')
  await roost.waitForText('Do you want to proceed?')
  await roost.tab(/needs approval/).waitFor()
})
