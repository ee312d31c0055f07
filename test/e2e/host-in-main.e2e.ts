import { expect } from 'vitest'
import { it } from '../support/e2e.ts'

it('runs its pty host inside the main process when told to', async ({ launch }) => {
  const roost = await launch({ env: { ROOST_PTY_HOST: 'main' } })
  await roost.newSession('Claude Code')
  await roost.waitForText('? for shortcuts')
  await roost.type('hello\n')
  await roost.waitForText('You said: hello')
  expect((await roost.processes()).filter(({ name }) => /pty/i.test(name))).toEqual([])
})
