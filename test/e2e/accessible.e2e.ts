import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect } from 'vitest'
import type { RoostApp } from '../support/app.ts'
import { it } from '../support/e2e.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong with the window as it is, in short. The colours inside the terminal are the program's. */
async function violations(roost: RoostApp): Promise<unknown> {
  await roost.page.evaluate(axe)
  return roost.page
    .evaluate(`axe.run({ exclude: ['.xterm-screen'] }, { resultTypes: ['violations'] }).then((found) =>
    found.violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html.slice(0, 120)).join(' | ')))`)
}

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
