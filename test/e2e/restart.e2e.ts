import { describe, expect } from 'vitest'
import { readAgentLog } from '../support/agent-log.ts'
import { it } from '../support/e2e.ts'
import { pollFor } from '../support/poll.ts'

describe('quit and come back', () => {
  it('finds tabs in their order, with their titles, folders and text, dormant', async ({ home, launch }) => {
    const first = await launch()
    await first.newSession('Shell', home.folder('apple'))
    await first.run('echo text from before')
    await first.waitForText(/^text from before/m)
    await first.newSession('Claude Code', home.folder('birch'))
    await first.waitForText('? for shortcuts')
    await first.type('remember me\n')
    await first.waitForText('You said: remember me')
    await first
      .tab(/, idle/)
      .last()
      .waitFor()
    await first.answerMessageBoxes('Quit')
    expect(await first.quit()).toBe(0)

    const second = await launch()
    await second.tabOf('apple').waitFor()
    const names = await second.tabNames()
    expect(names[0]).toMatch(/apple.*dormant|dormant.*apple/)
    expect(names[1]).toMatch(/birch.*dormant|dormant.*birch/)
    // The agent left its alternate screen; what it wrote to the other one is there.
    await second.waitForText(/^claude --resume [0-9a-f-]{36}/m)
    await second.tabOf('apple').click()
    await second.waitForText(/^text from before/m)
    await second.page.keyboard.press('Enter')
    await second.waitForText('apple $')
    await second.run('pwd')
    await second.waitForText(`${home.root}/apple`)
    expect(await second.terminalText()).toContain('text from before')
  })

  it('starts an agent again with its conversation', async ({ home, launch }) => {
    const first = await launch()
    const started = () =>
      readAgentLog(home.agentLog)
        .filter((entry) => entry.kind === 'start')
        .map((entry) => entry.argv?.join(' ') ?? '')
    for (const [before, tool] of ['Claude Code', 'Codex'].entries()) {
      await first.newSession(tool)
      await pollFor(() => started().length > before, { what: `the start of ${tool}` })
      await first.waitForText('? for shortcuts')
    }
    await first.answerMessageBoxes('Quit')
    await first.quit()
    const claudeId = /--session-id (\S+)/.exec(started()[0] ?? '')?.[1]
    expect(claudeId).toMatch(/^[0-9a-f-]{36}$/)
    const keys = () => readAgentLog(home.agentLog).filter((entry) => entry.kind === 'key').length
    const keysBefore = keys()

    const second = await launch()
    await second.tab(/claude/i).click()
    await second.page.keyboard.press('Enter')
    await second.waitForText(`resumed ${claudeId}`)
    // Codex takes no id up front: its token is read off the line it prints at exit.
    await second.tab(/codex/i).click()
    await second.page.keyboard.press('Enter')
    await pollFor(() => started().length === 4, { what: 'the second start of codex' })
    const codexId = /resume .*?([0-9a-f-]{36})/.exec(started()[3] ?? '')?.[1]
    expect(codexId).not.toBe(claudeId)
    await second.waitForText(`resumed ${codexId}`)
    // Each Enter came right after a click: it started the session clicked, once, and went into no other.
    expect(started()).toHaveLength(4)
    expect(keys()).toBe(keysBefore)
  })

  it('names the tools at work before it quits, and stays when told to', async ({ launch }) => {
    const roost = await launch()
    await roost.newSession('Claude Code')
    await roost.waitForText('? for shortcuts')
    await roost.type('work 600\n')
    await roost.tab(/working/).waitFor()
    await roost.answerMessageBoxes('Keep|Cancel|Stay')
    await roost.main(({ app }) => setTimeout(() => app.quit(), 0))
    const boxes = await pollFor(async () => {
      const seen = await roost.seenMessageBoxes()
      return seen.length > 0 && seen
    })
    expect(boxes).toHaveLength(1)
    expect(boxes[0]).toMatch(/claude/i)
    await roost.tab(/working/).waitFor()
    await roost.answerMessageBoxes('Quit')
    await roost.quit()
  })

  it('has its window where it was', async ({ launch }) => {
    const first = await launch()
    const bounds = { x: 60, y: 40, width: 900, height: 620 }
    await first.main(
      ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted),
      bounds,
    )
    await pollFor(async () => (await first.page.evaluate('window.innerWidth')) !== 0)
    await first.quit()
    const second = await launch()
    const found = await second.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
    expect(found).toEqual(bounds)
  })
})
