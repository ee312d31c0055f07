import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { describe, expect } from 'vitest'
import type { RoostApp } from '../support/app.ts'
import { it } from '../support/e2e.ts'
import { pollFor } from '../support/poll.ts'

const inPage = (roost: RoostApp, expression: string) => roost.page.evaluate(expression)

describe('the page', () => {
  it('has no Node, no network, no other page and no other window', async ({ roost }) => {
    expect(await inPage(roost, `[typeof require, typeof process, typeof Buffer].join()`)).toBe(
      'undefined,undefined,undefined',
    )
    expect(await inPage(roost, `fetch('https://example.com').then(() => 'reached', () => 'refused')`)).toBe(
      'refused',
    )
    expect(await inPage(roost, `fetch('file:///etc/passwd').then(() => 'reached', () => 'refused')`)).toBe(
      'refused',
    )
    expect(await inPage(roost, `String(window.open('https://example.com'))`)).toBe('null')
    const before = await inPage(roost, 'location.href')
    await inPage(roost, `void (location.href = 'https://example.com')`)
    await inPage(roost, `new Promise((resolve) => setTimeout(resolve, 300))`)
    expect(await inPage(roost, 'location.href')).toBe(before)
    expect(String(before)).toMatch(/^app:\/\/roost\//)
    expect(roost.electron.windows()).toHaveLength(1)
  })

  it('may ask only for what the contract names, with arguments that fit', async ({ roost }) => {
    const ask = (channel: string, argument: unknown) =>
      inPage(
        roost,
        `window.roost.request(${JSON.stringify(channel)}, ${JSON.stringify(argument)}).then(
          (result) => result.ok ? 'ok' : result.error.code, () => 'refused')`,
      )
    expect(await ask('shell:run', { command: 'id' })).toBe('refused')
    expect(await ask('session:create', { toolName: 'shell' })).toBe('bad-request')
    expect(await ask('session:close', { id: 's1-nobody', confirmed: true, leave: false })).not.toBe('ok')
    expect(await ask('link:open', { url: 'file:///etc/passwd' })).toBe('link-scheme')
  })
})

describe.runIf(process.platform === 'linux')('the terminals', () => {
  // macOS has no /proc; there the system itself closes what node-pty does not name.
  it('are held by their host alone, so that no process can type into another session', async ({ roost }) => {
    const processes = await roost.processes()
    const host = processes.find(({ name }) => /pty/i.test(name))?.pid ?? 0
    const main = processes.find(({ type }) => type === 'Browser')?.pid ?? 0
    for (let count = 1; count <= 12; count += 1) await roost.newSession('Shell')
    await pollFor(() => childrenOf(host).length === 12, { what: 'the shells' })
    for (const pid of [2, 6, 9].map((at) => childrenOf(host)[at] ?? 0)) process.kill(pid, 'SIGKILL')
    await pollFor(() => mastersOf(host) === 9, { what: 'three terminals to close' })
    await roost.newSession('Shell')
    await pollFor(() => childrenOf(host).length === 10, { what: 'the last shell' })
    // Between fork and exec a child is a copy of the host, with all that it holds.
    await pollFor(() => childrenOf(host).every((pid) => mastersOf(pid) === 0), {
      what: 'shells without a terminal of others',
    })
    // What main starts (headless runs, hooks, Git) has nothing to inherit.
    expect({ ofHost: mastersOf(host), ofMain: mastersOf(main) }).toEqual({ ofHost: 10, ofMain: 0 })
  })
})

function childrenOf(pid: number): readonly number[] {
  const tasks = readdirSync(`/proc/${pid}/task`)
  return tasks.flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  )
}

/** How many terminals a process can type into. */
function mastersOf(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).filter((fd) => linkOf(`/proc/${pid}/fd/${fd}`).endsWith('/ptmx'))
    .length
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
