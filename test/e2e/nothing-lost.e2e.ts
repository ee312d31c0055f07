import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { readAgentLog } from '../support/agent-log.ts'
import type { RoostApp } from '../support/app.ts'
import { it } from '../support/e2e.ts'
import { pollFor } from '../support/poll.ts'

const alive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Starts a shell whose loop goes on counting, and gives the process id of the shell. */
async function openCounter(roost: RoostApp): Promise<number> {
  await roost.newSession('Shell')
  await roost.waitForText('$')
  await roost.run('echo "pid $$"; i=0; while :; do i=$((i+1)); echo "count $i"; sleep 0.2; done')
  const text = await roost.waitForText(/^pid (\d+)/m)
  await roost.waitForText('count 3')
  return Number(/^pid (\d+)/m.exec(text)?.[1])
}

/** The counter pauses 0.2 s; at most a second of text may be missing after a kill. */
const countsASecond = 5

const lastCount = (text: string) => Number([...text.matchAll(/^count (\d+)/gm)].at(-1)?.[1] ?? 0)

/** The last count in the text that was kept, once that text is there. */
const keptCount = async (roost: RoostApp) => lastCount(await roost.waitForText('count 1'))

/** The conversation of the only session in the file that is kept. */
function keptToken(store: string): string | null {
  const { sessions } = JSON.parse(readFileSync(store, 'utf8'))
  return sessions[0]?.resumeToken ?? null
}

describe('nothing is lost', () => {
  it('when the page is killed: it comes back, and the tool has not noticed', async ({ launch }) => {
    const roost = await launch()
    const pid = await openCounter(roost)
    await roost.killPage()
    const text = await roost.waitForText('count 8')
    const counts = [...text.matchAll(/^count (\d+)/gm)].map((match) => Number(match[1]))
    expect(counts).toEqual(counts.map((_, at) => at + 1))
    expect(alive(pid)).toBe(true)
  })

  it('when the pty host is killed: sessions keep their text and start again', async ({ launch }) => {
    const roost = await launch()
    const pid = await openCounter(roost)
    const before = lastCount(await roost.waitForText('count 15'))
    await roost.killHost()
    await pollFor(() => !alive(pid), { what: 'what the dead host left running to be ended' })
    await roost.tab(/failed|exited|crashed|dormant/).waitFor()
    expect(await keptCount(roost)).toBeGreaterThanOrEqual(before - countsASecond)
    await roost.page
      .getByRole('button', { name: /start|restart/i })
      .first()
      .click()
    await roost.tab(/, idle/).waitFor()
    await roost.run('echo back again')
    await roost.waitForText(/^back again/m)
    expect(await roost.terminalText()).toContain(`count ${before - countsASecond}`)
  })

  it('when the app is killed: at most a second of text, and what outlived it can be ended', async ({
    home,
    launch,
  }) => {
    const first = await launch()
    await first.newSession('Claude Code')
    await first.waitForText('? for shortcuts')
    await first.type('stubborn\n')
    await first.waitForText('will not leave')
    await first.type('bg\n')
    const [, ...pids] =
      /background children (\d+) (\d+)/.exec(await first.waitForText('background children')) ?? []
    const pid = await openCounter(first)
    const before = lastCount(await first.waitForText('count 15'))
    await first.killApp()

    const second = await launch()
    await second
      .tab(/dormant/)
      .first()
      .waitFor()
    expect(await keptCount(second)).toBeGreaterThanOrEqual(before - countsASecond)
    const agents = readAgentLog(home.agentLog).map((entry) => entry.pid)
    const outlived = [pid, ...agents, ...pids.map(Number)].filter(alive)
    expect(outlived).toEqual(expect.arrayContaining(agents))
    await second.page.getByRole('button', { name: /end/i }).first().click()
    await pollFor(() => outlived.filter(alive).length === 0, { what: 'what outlived the app to be ended' })
  })

  for (const [tool, id] of [
    ['Claude Code', /--session-id ([0-9a-f-]{36})/],
    ['Codex', null],
  ] as const) {
    it(`when the app is killed in the middle of the first turn of ${tool}: its conversation goes on`, async ({
      home,
      launch,
    }) => {
      const starts = () => readAgentLog(home.agentLog).filter((entry) => entry.kind === 'start')
      const first = await launch()
      await first.newSession(tool)
      await first.waitForText('? for shortcuts')
      await first.type('work 600\n')
      await first.tab(/working/).waitFor()
      const store = join(home.data, 'sessions.json')
      await pollFor(() => keptToken(store) !== null, { what: 'the conversation to be on disk' })
      const token = keptToken(store)
      if (id !== null) expect(id.exec(starts()[0]?.argv?.join(' ') ?? '')?.[1]).toBe(token)
      await first.killApp()

      const second = await launch()
      await second.tab(/dormant/).click()
      // Its terminal went with the app, and it leaves; a conversation is not picked up beside it.
      await pollFor(() => !starts().some(({ pid }) => pid !== undefined && alive(pid)), {
        what: 'the end of what ran in the killed app',
      })
      await second.page.keyboard.press('Enter')
      await second.waitForText(`resumed ${token}`)
    })
  }

  it('when a store file is broken: the good copy serves, the bad one is kept, the user is told', async ({
    home,
    launch,
  }) => {
    const first = await launch()
    await first.newSession('Shell', home.folder('apple'))
    await first.waitForText('apple $')
    await first.newSession('Shell', home.folder('birch'))
    await first.waitForText('birch $')
    await first.answerMessageBoxes('Quit')
    await first.quit()
    const store = join(home.data, 'sessions.json')
    expect(existsSync(store)).toBe(true)
    writeFileSync(store, readFileSync(store, 'utf8').slice(0, 40))

    const second = await launch()
    await second.tabOf('apple').waitFor()
    expect(readdirSync(home.data).some((file) => file.startsWith('sessions.json.corrupt-'))).toBe(true)
    await second.page.getByRole('alert').or(second.page.getByRole('status')).first().waitFor()
  })

  it('when a session is closed: everything it started ends, background jobs too', async ({ launch }) => {
    const roost = await launch()
    await roost.newSession('Claude Code')
    await roost.waitForText('? for shortcuts')
    await roost.type('bg\n')
    const [, ...pids] =
      /background children (\d+) (\d+)/.exec(await roost.waitForText('background children')) ?? []
    await roost.type('stubborn\n')
    await roost.waitForText('will not leave')
    await roost.page.keyboard.press('Control+Shift+W')
    await pollFor(() => pids.map(Number).filter(alive).length === 0, {
      timeoutMs: 8000,
      what: 'the children to end',
    })
  })
})
