import { afterEach, describe, expect, test } from 'vitest'
import type { SessionView } from '../../../../app/ipc/read-model.ts'
import { ReviveBar } from '../../../../renderer/terminal-pane/revive-bar.tsx'
import type { Terminals } from '../../../../renderer/terminal-pane/terminals.ts'
import { TerminalsContext } from '../../../../renderer/terminal-pane/terminals-context.ts'
import { FakeMain, sessionView, statuses } from '../../../support/fake-bridge.ts'
import { renderApp, type Rendered } from '../../../support/render.tsx'
import { standIn } from '../../../support/stand-in.ts'
import { button, buttonNames } from '../status/by-name.ts'

let page: Rendered | null = null
let starts: boolean[] = []
afterEach(() => {
  page?.unmount()
  page = null
  starts = []
})

async function show(part: Partial<SessionView>) {
  const terminals = standIn<Terminals>({
    start: (_: unknown, { fresh }: { readonly fresh: boolean }) => void starts.push(fresh),
    pool: { find: () => null },
  })
  page = await renderApp(
    new FakeMain(),
    <TerminalsContext.Provider value={terminals}>
      <ReviveBar session={sessionView(1, { status: statuses.dormant, toolName: 'claude', ...part })} />
    </TerminalsContext.Provider>,
  )
  return page
}

describe('the offer to start a session again', () => {
  test('starts a shell again', async () => {
    const { settle, root } = await show({ toolName: 'shell' })
    expect(buttonNames()).toEqual(['Start again'])
    expect(root.textContent).not.toContain('new conversation')
    await settle(() => button('Start again').click())
    expect(starts).toEqual([false])
  })

  test('says of an agent without its conversation that a new one begins', async () => {
    const { settle, root } = await show({})
    expect(root.textContent).toContain('Starting it begins a new conversation.')
    expect(buttonNames()).toEqual(['Start new conversation'])
    await settle(() => button('Start new conversation').click())
    expect(starts).toEqual([true])
  })

  test('offers both where the conversation can be picked up', async () => {
    const { settle } = await show({ resumes: true })
    expect(buttonNames()).toEqual(['Start new conversation', 'Resume'])
    await settle(() => button('Resume').click())
    await settle(() => button('Start new conversation').click())
    expect(starts).toEqual([false, true])
  })

  test('is a quiet line where prompts run without a terminal', async () => {
    const { root } = await show({ mode: 'headless' })
    expect(buttonNames()).toEqual([])
    expect(root.textContent).toBe('Runs without a terminal. Write the prompt below.')
  })
})
