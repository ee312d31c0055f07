import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { it } from '../support/e2e.ts'
import { pollFor } from '../support/poll.ts'

/** What is on disk of the sessions' prompts. */
function keptPrompts(data: string): string {
  const folder = join(data, 'prompts')
  try {
    return readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('')
  } catch {
    return ''
  }
}

describe('a prompt', () => {
  it('is written below the terminal, sent, queued while the tool works, and sent when it is ready', async ({
    home,
    launch,
  }) => {
    const roost = await launch()
    await roost.newSession('Claude Code', home.folder('apple'))
    await roost.tab(/, idle/).waitFor()
    const { page } = roost
    const field = page.getByRole('textbox', { name: /^Prompt for/ })
    await field.click()
    await page.keyboard.type('first prompt')
    await page.keyboard.press('Enter')
    await roost.waitForText('You said: first prompt')
    expect(await field.inputValue()).toBe('')

    await page.keyboard.type('work 4')
    await page.keyboard.press('Enter')
    await roost.waitForText('Thinking')
    await page.keyboard.type('from the queue')
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'Queued prompts' }).getByText('from the queue').first().waitFor()
    await page.getByText('The next prompt is sent when the tool is ready.').waitFor()
    await roost.waitForText('You said: from the queue')
    await page.getByRole('region', { name: 'Queued prompts' }).waitFor({ state: 'detached' })
  })

  it('keeps what is not sent across a restart', async ({ home, launch }) => {
    const roost = await launch()
    await roost.newSession('Claude Code', home.folder('apple'))
    await roost.tab(/, idle/).waitFor()
    await roost.page.getByRole('textbox', { name: /^Prompt for/ }).fill('half a thought')
    await pollFor(() => keptPrompts(home.data).includes('half a thought'))
    await roost.quit()
    const again = await launch()
    await pollFor(
      async () =>
        (await again.page.getByRole('textbox', { name: /^Prompt for/ }).inputValue()) === 'half a thought',
    )
  })
})
