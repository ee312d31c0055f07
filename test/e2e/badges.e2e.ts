import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { it } from '../support/e2e.ts'
import { pollFor } from '../support/poll.ts'

describe('the badge', () => {
  it('follows an agent that reports: ready, working, waiting, ready again', async ({ roost }) => {
    await roost.newSession('Claude Code')
    await roost.tab(/, idle/).waitFor()
    expect((await roost.tabNames())[0]).not.toContain('seems')
    await roost.type('work 3\n')
    await roost.tab(/working/).waitFor()
    await roost.tab(/, idle/).waitFor()
    await roost.type('approve\n')
    await roost.tab(/needs approval/).waitFor()
    const windowTitle = () => roost.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())
    await pollFor(async () => (await windowTitle())?.includes('1 waiting'), {
      what: 'the window title to count',
    })
    await roost.type('y')
    await roost.tab(/, idle/).waitFor()
  })

  it('says that the tool has failed, by its own report', async ({ roost }) => {
    await roost.newSession('Codex')
    await roost.waitForText('? for shortcuts')
    await roost.type('fail\n')
    await roost.tab(/service error/).waitFor()
  })

  it('names the exit code', async ({ roost }) => {
    await roost.newSession('Shell')
    await roost.waitForText('$')
    await roost.run('exit 3')
    await roost.tab(/exited with code 3/).waitFor()
  })

  it('calls a shell ready at its prompt and working while a command runs', async ({ roost }) => {
    await roost.newSession('Shell')
    await roost.waitForText('$')
    await roost.tab(/, idle/).waitFor()
    await roost.run('sleep 5')
    await roost.tab(/working/).waitFor()
    await roost.tab(/, idle/).waitFor()
  })

  it('marks what finished while another tab was looked at, until it is looked at', async ({ roost }) => {
    await roost.newSession('Claude Code')
    await roost.waitForText('? for shortcuts')
    await roost.type('work 4\n')
    await roost.tab(/working/).waitFor()
    await roost.newSession('Shell')
    await roost.tab(/unseen/).waitFor()
    await roost.tab(/unseen/).click()
    await pollFor(async () => !(await roost.tabNames()).join().includes('unseen'), {
      what: 'the mark to go',
    })
  })

  it('reads the screen of an agent that sends no signal', async ({ roost }) => {
    roost.home.setAgents({ FAKE_AGENT_SIGNALS: 'none' })
    await roost.newSession('Claude Code')
    await roost.waitForText('? for shortcuts')
    await roost.tab(/, idle/).waitFor()
    await roost.type('work 3\n')
    await roost.tab(/, working/).waitFor()
    await roost.tab(/, idle/).waitFor()
  })

  it('only seems to know when no rule knows the screen', async ({ roost }) => {
    roost.home.setAgents({ FAKE_AGENT_SIGNALS: 'none', FAKE_AGENT_LOOK: 'plain' })
    await roost.newSession('Claude Code')
    await roost.waitForText('? for shortcuts')
    await roost.tab(/seems idle/).waitFor()
    await roost.type('work 30\n')
    await roost.tab(/seems busy/).waitFor()
  })

  it('hears the hooks of an agent where nothing else tells', async ({ roost }) => {
    roost.home.setAgents({ FAKE_AGENT_SIGNALS: 'hooks', FAKE_AGENT_LOOK: 'plain' })
    await roost.newSession('Claude Code')
    await roost.waitForText('? for shortcuts')
    await roost.type('work 3\n')
    await roost.tab(/, working/).waitFor()
    await roost.tab(/, idle/).waitFor()
    await roost.type('approve\n')
    await roost.tab(/needs approval/).waitFor()
    await roost.page.keyboard.press('Control+Shift+Y')
    const decided = roost.dialog('Why this status?').getByRole('region', { name: 'Decided by' })
    expect(await decided.innerText()).toContain('PermissionRequest')
    await roost.page.keyboard.press('Escape')
    await roost.type('y')
    await roost.tab(/, idle/).waitFor()
    expect(existsSync(join(roost.home.home, '.claude'))).toBe(false)
  })

  it('counts the agents that work in the background', async ({ roost }) => {
    await roost.newSession('Claude Code')
    await roost.tab(/, idle/).waitFor()
    await roost.type('agents 2\n')
    await roost.tab(/working, 2 tasks in the background/).waitFor()
    await roost.tab(/, idle/).waitFor()
  })

  it('takes progress for work', async ({ roost }) => {
    roost.home.setAgents({ FAKE_AGENT_SIGNALS: 'progress' })
    await roost.newSession('Claude Code')
    await roost.waitForText('? for shortcuts')
    await roost.type('work 30\n')
    await pollFor(
      async () =>
        /working/.test((await roost.tabNames()).join()) && !/seems/.test((await roost.tabNames()).join()),
    )
  })
})
