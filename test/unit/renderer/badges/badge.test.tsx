import { signal } from '@preact/signals'
import { describe, expect, test } from 'vitest'
import type { Status } from '../../../../app/session/status.ts'
import { Badge } from '../../../../renderer/badges/badge.tsx'
import { FakeMain, statuses } from '../../../support/fake-bridge.ts'
import { need, renderApp } from '../../../support/render.tsx'

const looks: readonly Status[] = [
  ...Object.values(statuses),
  { ...statuses.waiting, reason: 'question' },
  { ...statuses.waiting, reason: 'trust' },
  { ...statuses.waiting, reason: 'login' },
  { ...statuses.working, progress: 40 },
  { ...statuses.working, health: 'frozen' },
  { ...statuses.working, health: 'hung' },
]

describe('a badge', () => {
  test('has a shape of its own for each status, so that colour is not needed', async () => {
    const shapes = new Set<string>()
    for (const status of looks) {
      const { root, unmount } = await renderApp(new FakeMain(), <Badge status={signal(status)} />)
      shapes.add(need(root.querySelector('svg'), 'shape').innerHTML)
      unmount()
    }
    expect(shapes.size).toBe(looks.length)
  })

  test('says its status in words', async () => {
    const status = signal<Status>(statuses.waiting)
    const { root, settle, unmount } = await renderApp(new FakeMain(), <Badge status={status} />)
    const name = () => root.querySelector('[role=img]')?.getAttribute('aria-label')
    expect(name()).toBe('needs approval')
    await settle(() => {
      status.value = statuses.exited
    })
    expect(name()).toBe('exited with code 1')
    unmount()
  })

  test('shows how far a tool is', async () => {
    const dash = async (progress: number) => {
      const status = signal({ ...statuses.working, progress })
      const { root, unmount } = await renderApp(new FakeMain(), <Badge status={status} />)
      const drawn = root.querySelector('circle:last-of-type')?.getAttribute('stroke-dasharray') ?? ''
      unmount()
      return Number.parseFloat(drawn)
    }
    expect(await dash(50)).toBeCloseTo((await dash(100)) / 2, 1)
    expect(await dash(300)).toBe(await dash(100))
  })
})
