import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { readAgentLog } from '../support/agent-log.ts'
import type { RoostApp } from '../support/app.ts'
import { it } from '../support/e2e.ts'
import { checkoutIsReadable } from '../support/unprivileged.ts'
import { testElectron } from '../support/electron-path.ts'
import type { TestHome } from '../support/home.ts'
import { pollFor } from '../support/poll.ts'

const nobody = 65_534

/** Starts the app beside whatever runs, and gives its exit code and what it said. */
function startAnother(
  home: TestHome,
  options: { args?: readonly string[]; env?: Record<string, string>; uid?: number } = {},
): Promise<{ code: number | null; output: string }> {
  const { executable, args } = testElectron()
  const child = spawn(
    executable,
    [...args, '--disable-gpu', `--user-data-dir=${home.data}`, ...(options.args ?? [])],
    {
      cwd: '/',
      env: { ...home.env, DISPLAY: process.env['DISPLAY'] ?? '', ROOST_TEST: '1', ...options.env },
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
    },
  )
  let output = ''
  child.stdout.on('data', (bytes) => (output += String(bytes)))
  child.stderr.on('data', (bytes) => (output += String(bytes)))
  const late = setTimeout(() => child.kill('SIGKILL'), 30_000)
  return new Promise((resolve) => {
    child.once('exit', (code) => {
      clearTimeout(late)
      resolve({ code, output })
    })
  })
}

async function openWorkingAgent(roost: RoostApp): Promise<void> {
  await roost.newSession('Claude Code')
  await roost.waitForText('? for shortcuts')
  await roost.type('work 600\n')
  await roost.tab(/working/).waitFor()
}

function alive(pid: number | undefined): boolean {
  if (pid === undefined) throw new Error('the agent told no process id')
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const isVisible = (roost: RoostApp) =>
  roost.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false)

describe('a start', () => {
  it('beside a running one shows the window that is there, and ends', async ({ home, launch }) => {
    const roost = await launch()
    await roost.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    expect(await isVisible(roost)).toBe(false)
    const second = await startAnother(home)
    expect(second).toMatchObject({ code: 0, output: expect.stringContaining('running already') })
    await pollFor(() => isVisible(roost), { what: 'the window to be shown' })
  })

  it.skipIf(process.getuid?.() !== 0 || !checkoutIsReadable())(
    'without the sandbox is refused in a sentence to whoever does not need that',
    async ({ home }) => {
      execFileSync('chown', ['-R', `${nobody}:${nobody}`, home.root])
      const asUser = { args: ['--no-sandbox'], env: { ROOST_TEST: '0' }, uid: nobody }
      const { code, output } = await startAnother(home, asUser)
      expect(code).toBe(78)
      expect(output).toMatch(/^Roost does not start with --no-sandbox: .*$/m)
      expect(output).not.toMatch(/^\s+at /m)
    },
  )

  it('writes what it is to the log, and nothing of what is typed', async ({ home, launch }) => {
    const roost = await launch()
    await roost.newSession('Shell')
    await roost.run('echo "a $((1000 + 1)) secret"')
    await roost.waitForText('a 1001 secret')
    const log = readFileSync(join(home.data, 'logs', 'roost.log'), 'utf8')
    expect(log).toMatch(/info Roost \d+\.\d+\.\d+ on Electron \d+/)
    expect(log).not.toMatch(/secret|echo/)
  })
})

describe('the end', () => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    it(`by ${signal} asks nobody, stops what works and keeps everything`, async ({ home, launch }) => {
      const first = await launch()
      await openWorkingAgent(first)
      first.electron.process().kill(signal)
      expect(await first.exited()).toBe(0)
      const starts = readAgentLog(home.agentLog).filter((entry) => entry.kind === 'start')
      expect(starts).toHaveLength(1)
      expect(alive(starts[0]?.pid)).toBe(false)
      const second = await launch()
      await second.tab(/claude/i).waitFor()
      expect(await second.tabNames()).toHaveLength(1)
    })
  }

  it('by closing the window asks, once, and a second wish changes nothing', async ({ launch }) => {
    const roost = await launch()
    await openWorkingAgent(roost)
    await roost.main(({ dialog }) => {
      // A box that stays open until the test answers it.
      const asked: ((answer: { response: number; checkboxChecked: boolean }) => void)[] = []
      Object.assign(globalThis, { roostAsked: asked })
      dialog.showMessageBox = () => new Promise((resolve) => asked.push(resolve))
    })
    const asked = () => roost.main(() => Reflect.get(globalThis, 'roostAsked').length)
    const answer = (response: number) =>
      roost.main((_electron, response) => {
        Reflect.get(globalThis, 'roostAsked').pop()({ response, checkboxChecked: false })
      }, response)
    const close = () => roost.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await close()
    await pollFor(async () => (await asked()) === 1, { what: 'the question' })
    await close()
    await roost.main(({ app }) => app.quit())
    expect(await asked()).toBe(1)
    await answer(0)
    await roost.tab(/working/).waitFor()
    await close()
    await pollFor(async () => (await asked()) === 1, { what: 'the question, again' })
    await answer(1).catch(() => undefined)
    expect(await roost.exited()).toBe(0)
  })
})
