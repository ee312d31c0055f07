import { afterEach, expect, test } from 'vitest'
import { ResumeOffer } from '../../../../renderer/terminal-pane/resume-offer.tsx'
import { ReviveBar } from '../../../../renderer/terminal-pane/revive-bar.tsx'
import type { Terminals } from '../../../../renderer/terminal-pane/terminals.ts'
import { TerminalsContext } from '../../../../renderer/terminal-pane/terminals-context.ts'
import { FakeMain, sessionView, statuses } from '../../../support/fake-bridge.ts'
import { renderApp, type Rendered } from '../../../support/render.tsx'
import { standIn } from '../../../support/stand-in.ts'
import { button, buttonNames } from '../status/by-name.ts'

const resumeOffer = { agent: 'Claude Code', command: 'claude --model opus --resume 1234\u202e' }

let page: Rendered | null = null
let deeds: string[] = []
afterEach(() => {
  page?.unmount()
  page = null
  deeds = []
})

async function show(Part: typeof ResumeOffer, part: Parameters<typeof sessionView>[1]) {
  const terminals = standIn<Terminals>({
    start: () => void deeds.push('start'),
    resumeByHand: () => void deeds.push('resume'),
    dismissResume: () => void deeds.push('dismiss'),
    pool: { find: () => null },
  })
  page = await renderApp(
    new FakeMain(),
    <TerminalsContext.Provider value={terminals}>
      <Part session={sessionView(1, part)} />
    </TerminalsContext.Provider>,
  )
  return page
}

test('the offer over a shell says what will be typed, and is taken or dismissed', async () => {
  const { settle, root } = await show(ResumeOffer, { resumeOffer })
  const group = root.querySelector('[role=group]')
  expect(group?.getAttribute('aria-label')).toBe('Conversation that can be resumed')
  expect(group?.querySelector('code')?.textContent).toBe('claude --model opus --resume 1234')
  expect(buttonNames()).toEqual(['Resume Claude Code', 'Dismiss'])
  await settle(() => button('Resume Claude Code').click())
  await settle(() => button('Dismiss').click())
  await settle(() =>
    button('Resume Claude Code').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }),
    ),
  )
  expect(deeds).toEqual(['resume', 'dismiss', 'dismiss'])
})

test('nothing is there where nothing is offered', async () => {
  const { root } = await show(ResumeOffer, { resumeOffer: null })
  expect(root.textContent).toBe('')
})

test('a shell that does not run offers both: itself, and the agent that was started in it', async () => {
  const { settle, root } = await show(ReviveBar, { resumeOffer, status: statuses.dormant })
  expect(root.textContent).toContain('claude --model opus --resume 1234')
  expect(buttonNames()).toEqual(['Resume Claude Code', 'Start again'])
  await settle(() => button('Start again').click())
  await settle(() => button('Resume Claude Code').click())
  expect(deeds).toEqual(['start', 'resume'])
})
