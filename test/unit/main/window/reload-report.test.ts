import { expect, test } from 'vitest'
import type { SessionId } from '../../../../app/session/session.ts'
import { translateIn } from '../../../../app/i18n/translate.ts'
import { createNoticeBoard } from '../../../../main/notices/notice-board.ts'
import { createReloadReport } from '../../../../main/window/reload-report.ts'
import { sessionId, sessionView } from '../../../support/fake-bridge.ts'
import { SkippingClock } from '../../../support/skipping-clock.ts'

function rig() {
  const notices = createNoticeBoard()
  const clock = new SkippingClock()
  const shown: { id: SessionId | null } = { id: sessionId(1) }
  const manager = {
    get activeSessionId() {
      return shown.id
    },
    view: (id: SessionId) => sessionView(1, { id, title: `title of ${id}` }),
    showNone: () => {
      shown.id = null
    },
  }
  const report = createReloadReport({ manager, notices, t: translateIn(() => 'en'), clock })
  return { notices, clock, shown, report }
}

test('a page that hung comes back with the session that was on show, and the user is told', () => {
  const { notices, shown, report } = rig()
  report('hung')
  expect(shown.id).toBe(sessionId(1))
  expect(notices.list()).toMatchObject([{ id: 'page', level: 'warning' }])
})

test('the second time in a row with the same session it comes back without it, and the session is named', () => {
  const { notices, shown, report } = rig()
  report('hung')
  report('hung')
  expect(shown.id).toBeNull()
  expect(notices.list()).toMatchObject([{ id: 'page', level: 'error', sessionId: sessionId(1) }])
  expect(notices.list()[0]?.message).toContain(`title of ${sessionId(1)}`)
  // Chosen again, it has its two times again.
  shown.id = sessionId(1)
  report('hung')
  expect(shown.id).toBe(sessionId(1))
})

test.each([
  ['another session is on show', (app: ReturnType<typeof rig>) => void (app.shown.id = sessionId(2))],
  ['the first time is long ago', (app: ReturnType<typeof rig>) => app.clock.skip(6 * 60_000)],
])('where %s, the session stays on show', (_, between) => {
  const app = rig()
  app.report('hung')
  between(app)
  const { id } = app.shown
  app.report('hung')
  expect(app.shown.id).toBe(id)
})

test('a page that died is not spoken of, unless it does so again with the same session', () => {
  const { notices, shown, report } = rig()
  report('died')
  expect(notices.list()).toEqual([])
  report('died')
  expect(shown.id).toBeNull()
  expect(notices.list()).toHaveLength(1)
})

test('a page without a session is told of without one', () => {
  const { notices, shown, report } = rig()
  shown.id = null
  report('hung')
  report('hung')
  expect(notices.list()).toMatchObject([{ id: 'page', level: 'warning', sessionId: null }])
})
