import { describe, expect } from 'vitest'
import type { RoostApp } from '../support/app.ts'
import { it } from '../support/e2e.ts'

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
    expect(await ask('session:close', { id: 's1-nobody', confirmed: true })).not.toBe('ok')
    expect(await ask('link:open', { url: 'file:///etc/passwd' })).toBe('link-scheme')
  })
})
