import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSilentSessions } from '../../../../support/silent-sessions.ts'

const hourMs = 3_600_000

let app: Awaited<ReturnType<typeof openSilentSessions>>
beforeEach(async () => {
  app = await openSilentSessions(1)
})
afterEach(() => app.dispose())

test.each([hourMs, -hourMs])(
  'a date that is %i ms away, since the clock was set on the way, is taken for one of a moment ago',
  (byMs) => {
    const { id, manager, hear } = app
    const observations = [{ kind: 'osc7501', body: 'state=working' }] as const
    hear({ type: 'observed', session: id, at: Date.now() + byMs, observations })
    const { kind, since } = manager.get(id)?.status ?? { kind: null, since: 0 }
    expect(kind).toBe('working')
    expect(Math.abs(Date.now() - since)).toBeLessThan(5000)
    hear({ type: 'exit', session: id, exitCode: 0, signal: null, tail: '', at: Date.now() + byMs })
    expect(Math.abs(Date.now() - (manager.get(id)?.record.exit?.at ?? 0))).toBeLessThan(5000)
  },
)
