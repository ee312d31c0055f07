import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { it } from '../support/e2e.ts'
import { pollFor } from '../support/poll.ts'
import type { RoostApp } from '../support/app.ts'

/** An agent that sends no signal, at its approval: all that tells is the screen. */
async function openAtApproval(roost: RoostApp): Promise<void> {
  roost.home.setAgents({ FAKE_AGENT_SIGNALS: 'none' })
  await roost.newSession('Claude Code')
  await roost.tab(/, idle/).waitFor()
  await roost.type('work 2\n')
  await roost.tab(/, working/).waitFor()
  await roost.tab(/, idle/).waitFor()
  await roost.type('approve\n')
  await roost.tab(/needs approval/).waitFor()
}

describe('a status', () => {
  it('says why it is what it is, and what was seen and lost', async ({ roost }) => {
    await openAtApproval(roost)
    await roost.page.keyboard.press('Control+Shift+Y')
    const why = roost.dialog('Why this status?')
    await why.waitFor()
    const decided = why.getByRole('region', { name: 'Decided by' })
    expect(await decided.innerText()).toContain('asks-approval')
    await pollFor(async () =>
      /working/.test(await why.getByRole('region', { name: 'Recent changes' }).innerText()),
    )
  })

  it('has a timeline whose moments show the text of then', async ({ roost }) => {
    await openAtApproval(roost)
    await roost.type('y')
    await roost.tab(/, idle/).waitFor()
    await roost.page.keyboard.press('Control+Shift+H')
    const timeline = roost.dialog(/Timeline/)
    await timeline.waitFor()
    await timeline
      .getByRole('region', { name: 'Changes, newest first' })
      .getByRole('button', { name: /needs approval/ })
      .first()
      .click()
    const moment = timeline.getByRole('region', { name: /^Screen at/ })
    await pollFor(async () => /Do you want|proceed|approve/i.test(await moment.innerText()), {
      what: 'the dialog of then',
    })
  })

  it('that is wrong is saved as a case, and a change of rules that mends it is offered and in force', async ({
    roost,
  }) => {
    roost.home.setAgents({ FAKE_AGENT_SIGNALS: 'none' })
    await roost.newSession('Claude Code')
    await roost.tab(/, idle/).waitFor()
    await roost.page.getByRole('button', { name: /^Why\?/ }).click()
    await roost.dialog('Why this status?').getByRole('button', { name: 'That’s wrong…' }).click()
    const wrong = roost.dialog('Which status is correct?')
    await wrong.getByRole('radio', { name: 'needs approval' }).check({ force: true })
    const screen = wrong.getByRole('textbox', { name: 'Screen' })
    const text = await screen.inputValue()
    const at = text.indexOf('? for shortcuts')
    expect(at).toBeGreaterThan(0)
    await screen.evaluate((field: HTMLTextAreaElement, place: number) => {
      field.focus()
      field.setSelectionRange(place, place)
    }, at)
    await wrong.getByRole('button', { name: 'Use this line' }).click()
    await wrong.getByRole('button', { name: 'Save', exact: true }).click()
    const saved = roost.dialog('Saved on this computer')
    await saved.waitFor()

    const folder = join(roost.home.data, 'cases')
    const [file = ''] = readdirSync(folder)
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
    const kept: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    expect(kept).toMatchObject({ toolName: 'claude', right: { kind: 'waiting', reason: 'approval' } })

    await saved.getByRole('button', { name: /^Apply: Add/ }).click()
    await roost.tab(/needs approval/).waitFor()
  })

  it('is read by a user’s own rules; a bad or catastrophic one is refused by its name', async ({ roost }) => {
    roost.home.setAgents({ FAKE_AGENT_SIGNALS: 'none' })
    await roost.newSession('Claude Code')
    await roost.tab(/, idle/).waitFor()
    await roost.page.keyboard.press('Control+Shift+Y')
    await roost.dialog('Why this status?').getByRole('button', { name: 'Rules…' }).click()
    const rules = roost.dialog('Status rules')
    const own = rules.getByRole('textbox', { name: 'Your rules' })
    const rule = (regex: string) =>
      JSON.stringify([{ id: 'mine', priority: 500, when: { regex }, claim: { kind: 'working' } }])
    await own.fill(rule('('))
    await rules.getByRole('button', { name: 'Save', exact: true }).click()
    await rules
      .getByRole('alert')
      .getByText(/“mine” cannot be used/)
      .waitFor()
    await own.fill(rule('(a+)+$'))
    await rules.getByRole('button', { name: 'Save', exact: true }).click()
    await rules
      .getByRole('alert')
      .getByText(/could take forever/)
      .waitFor()
    expect(await own.inputValue()).toBe(rule('(a+)+$'))
    await own.fill(rule('for shortcuts'))
    await rules.getByRole('button', { name: 'Save', exact: true }).click()
    await roost.tab(/, working/).waitFor()
  })
})
