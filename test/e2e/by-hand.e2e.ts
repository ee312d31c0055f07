import { describe } from 'vitest'
import type { RoostApp } from '../support/app.ts'
import { it } from '../support/e2e.ts'

/** A shell at its prompt. */
async function openShell(roost: RoostApp): Promise<void> {
  await roost.newSession('Shell')
  await roost.waitForText('$ ')
}

const glyph = (roost: RoostApp, tool: string) => roost.page.locator(`.session-tab .tool-${tool}`)

describe('an agent that is started by hand in a shell', () => {
  it('has the terminal: its name, its icon, its statuses; and the shell again at once when it ends', async ({
    roost,
  }) => {
    roost.home.setAgents({ FAKE_AGENT_SIGNALS: 'none' })
    await openShell(roost)
    await roost.type('claude --model opus\n')
    await roost.tab(/^Claude Code in Shell, idle/).waitFor()
    await glyph(roost, 'claude').waitFor()
    await roost.type('work 2\n')
    await roost.tab(/^Claude Code in Shell, working/).waitFor()
    await roost.tab(/^Claude Code in Shell, idle/).waitFor()
    await roost.type('approve\n')
    await roost.tab(/^Claude Code in Shell, .*needs approval/).waitFor()
    await roost.type('y')
    await roost.tab(/^Claude Code in Shell, idle/).waitFor()
    await roost.type('exit\n')
    await roost.tab(/^Shell, idle/).waitFor()
    await glyph(roost, 'shell').waitFor()
  })
})
