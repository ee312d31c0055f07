import { signal } from '@preact/signals'
import { afterEach, describe, expect, test } from 'vitest'
import { FindBar } from '../../../../renderer/terminal-pane/find-bar.tsx'
import type { Terminals } from '../../../../renderer/terminal-pane/terminals.ts'
import { TerminalsContext } from '../../../../renderer/terminal-pane/terminals-context.ts'
import { FakeMain } from '../../../support/fake-bridge.ts'
import { press, renderApp, type Rendered } from '../../../support/render.tsx'
import { standIn } from '../../../support/stand-in.ts'

let page: Rendered | null = null
let closed = 0
let steps: string[] = []
afterEach(() => {
  page?.unmount()
  page = null
  closed = 0
  steps = []
})

async function show(): Promise<void> {
  const terminals = standIn<Terminals>({
    find: {
      isOpen: signal(true),
      openings: signal(1),
      query: signal({ text: 'x', caseSensitive: false, regex: false }),
      result: signal({ kind: 'nothing asked' } as const),
      close: () => (closed += 1),
      next: () => steps.push('next'),
      previous: () => steps.push('previous'),
    },
  })
  page = await renderApp(
    new FakeMain(),
    <TerminalsContext.Provider value={terminals}>
      <FindBar />
    </TerminalsContext.Provider>,
  )
}

describe('the find bar', () => {
  test('is closed by Escape, and gone through by Enter', async () => {
    await show()
    press('Enter')
    press('Enter', { shiftKey: true })
    press('Escape')
    expect({ closed, steps }).toEqual({ closed: 1, steps: ['previous', 'next'] })
  })

  test('leaves the keys of an input method to it', async () => {
    await show()
    press('Escape', { isComposing: true })
    press('Enter', { isComposing: true })
    expect({ closed, steps }).toEqual({ closed: 0, steps: [] })
  })
})
