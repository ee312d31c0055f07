import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { readAgentLog } from '../support/agent-log.ts'
import type { RoostApp } from '../support/app.ts'
import { it } from '../support/e2e.ts'
import type { TestHome } from '../support/home.ts'
import { pollFor } from '../support/poll.ts'

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

const fish = '/usr/bin/fish'
const shells = ['/bin/bash', ...(existsSync(fish) ? [fish] : [])]
if (shells.length === 1) console.log(`Not tested with fish: there is no ${fish}.`)

function useFish({ home, bin }: TestHome): void {
  const folder = join(home, '.config/fish')
  mkdirSync(folder, { recursive: true })
  const prompt = "function fish_prompt; echo -n 'here $ '; end\nfunction fish_greeting; end\n"
  writeFileSync(join(folder, 'config.fish'), `set -gx PATH '${bin}' $PATH\n${prompt}`)
}

const offer = (roost: RoostApp) => roost.page.getByRole('group', { name: 'Conversation that can be resumed' })
const resume = (roost: RoostApp) => roost.page.getByRole('button', { name: 'Resume Claude Code' })
const starts = (home: TestHome) =>
  readAgentLog(home.agentLog)
    .filter(({ kind }) => kind === 'start')
    .map(({ argv }) => argv?.slice(2).join(' ') ?? '')

/** Starts the agent by hand, and waits for it. */
async function begin(roost: RoostApp, command: string): Promise<void> {
  await roost.type(`${command}\n`)
  await roost.tab(/^Claude Code in Shell, idle/).waitFor()
}

describe.each(shells)('the conversation of an agent that is started by hand in %s', (shell) => {
  it('is offered when it ends, and after a restart, each time with the command that is typed', async ({
    home,
    launch,
  }) => {
    if (shell === fish) useFish(home)
    home.setAgents({ FAKE_AGENT_SIGNALS: 'none' })
    const first = await launch({ env: { SHELL: shell } })
    await openShell(first)
    await begin(first, 'claude --model opus')
    expect(await resume(first).count()).toBe(0)
    await first.type('exit\n')
    await resume(first).waitFor()
    const told = /^claude --resume ([0-9a-f-]{36})/m.exec(await first.terminalText())?.[1]
    const command = `claude --model opus --resume ${told}`
    expect(await offer(first).textContent()).toContain(command)
    await first.answerMessageBoxes('Quit')
    await first.quit()

    const second = await launch({ env: { SHELL: shell } })
    await resume(second).waitFor()
    expect(await second.terminal().textContent()).toContain(command)
    await second.terminal().click()
    await second.page.keyboard.press('Enter')
    await second.tab(/, idle/).waitFor()
    expect(await offer(second).textContent()).toContain(command)
    expect(starts(home)).toHaveLength(1)
    await resume(second).click()
    await second.waitForText(`resumed ${told}`)
    expect(`claude ${starts(home)[1]}`).toBe(command)
    await offer(second).waitFor({ state: 'detached' })
  })

  it('is kept where its tab is closed while it is in front, and resumed by one click in the tab that is opened again', async ({
    home,
    launch,
  }) => {
    if (shell === fish) useFish(home)
    home.setAgents({ FAKE_AGENT_SIGNALS: 'none' })
    const roost = await launch({ env: { SHELL: shell } })
    await openShell(roost)
    await begin(roost, 'claude')
    await roost.page.keyboard.press('Control+Shift+W')
    await pollFor(async () => (await roost.tabNames()).length === 0, { what: 'the tab to be closed' })
    await roost.page.keyboard.press('Control+Shift+E')
    await resume(roost).click()
    await pollFor(() => starts(home).length === 2, { what: 'the second start' })
    const id = /^--resume ([0-9a-f-]{36})$/.exec(starts(home)[1] ?? '')?.[1]
    await roost.waitForText(`resumed ${id}`)
    // What it said as it was asked to leave stands in the text that was kept.
    await roost.type('exit\n')
    await roost.waitForText(new RegExp(`^claude --resume ${id}[^]*^claude --resume ${id}`, 'm'))
  })
})

describe('the offer to resume it', () => {
  it('is dismissed by Escape, goes with a command of the user’s own, and is in the tab’s menu', async ({
    roost,
  }) => {
    roost.home.setAgents({ FAKE_AGENT_SIGNALS: 'none' })
    await openShell(roost)
    await begin(roost, 'claude')
    await roost.type('exit\n')
    await resume(roost).focus()
    await roost.page.keyboard.press('Escape')
    await offer(roost).waitFor({ state: 'detached' })
    // The keys are the terminal's again.
    await roost.page.keyboard.type('echo back\n')
    await roost.waitForText(/^back/m)
    await begin(roost, 'claude')
    await roost.type('exit\n')
    await resume(roost).waitFor()
    await roost.tab(/^Shell/).click({ button: 'right' })
    await roost.page.getByRole('menuitem', { name: 'Resume Claude Code' }).waitFor()
    await roost.page.keyboard.press('Escape')
    await roost.run('cd /')
    await offer(roost).waitFor({ state: 'detached' })
  })
})
