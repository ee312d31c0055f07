import { afterEach, describe, expect, test } from 'vitest'
import { en } from '../../../../app/i18n/en.ts'
import { fail } from '../../../../app/base/result.ts'
import type { QueueWait } from '../../../../app/session/queue.ts'
import { absolutePath, sessionId, statuses, type FakeMain } from '../../../support/fake-bridge.ts'
import { need, press, type Rendered } from '../../../support/render.tsx'
import { alerts, button, buttonNames, typeInto } from '../status/by-name.ts'
import { promptField, queued, showComposer, twoAgents } from './show-composer.tsx'

let page: Rendered | null = null
afterEach(() => {
  page?.unmount()
  page = null
})

const image = absolutePath('/home/ada/drops/1-aa.png')
const id = sessionId(1)
const three = [queued(4, 'first\nmore'), queued(5, 'second', { kind: 'held' }, [image]), queued(9, 'third')]

async function show(queue = three, queueWait: QueueWait | null = 'busy') {
  const main = twoAgents({ status: statuses.working, queueWait })
  main.setQueue(id, queue)
  page = await showComposer(main)
  return { main, settle: page.settle }
}

function setQueue(main: FakeMain, queue: typeof three): void {
  main.setQueue(id, queue)
}

const rows = () => [...document.querySelectorAll<HTMLElement>('.queue-row')]
const states = () => rows().map((row) => row.querySelector('.queue-state')?.textContent)
const editor = () => document.querySelector('.queue-editor')

describe('the list of waiting prompts', () => {
  test('is there only where prompts wait', async () => {
    await show([], null)
    expect(document.querySelector('.queue')).toBeNull()
  })

  test('shows first lines, images and states in words, and how many there are', async () => {
    await show([
      ...three,
      queued(10, 'going', { kind: 'delivering' }),
      queued(11, 'lost?', { kind: 'unsure' }),
      queued(12, '', { kind: 'failed', problem: { code: 'x', message: 'No mark.', hint: 'Try.' } }, [image]),
    ])
    expect(document.querySelector('.queue')?.getAttribute('aria-label')).toBe('Queued prompts')
    expect(document.querySelector('.queue-total')?.textContent).toBe('6 queued prompts')
    expect(rows().map((row) => row.querySelector('.queue-text')?.textContent)).toEqual([
      'first',
      'second',
      'third',
      'going',
      'lost?',
      'images only',
    ])
    expect(states()).toEqual(['next', 'held', 'queued', 'sending…', 'may have been sent', 'not sent'])
    expect(rows()[1]?.querySelector('[role=img]')?.getAttribute('aria-label')).toBe('Image 1 of 1')
    expect(rows()[5]?.querySelector('.queue-problem')?.textContent).toBe('No mark. Try.')
    expect(buttonNames().filter((name) => name.trim() === '')).toEqual([])
  })

  test('says why a prompt is held that waited for an earlier conversation, and offers its buttons', async () => {
    await show([
      queued(4, 'old', { kind: 'held', reason: 'conversation' }),
      queued(5, 'mine', { kind: 'held' }),
    ])
    expect(states()).toEqual(['held', 'held'])
    const problems = rows().map((row) => row.querySelector('.queue-problem')?.textContent)
    expect(problems).toEqual([en['queue.heldConversation.hint'], undefined])
    const isShown = rows().map((row) => row.querySelector('.queue-buttons.is-shown') !== null)
    expect(isShown).toEqual([true, false])
    expect(button('Release: old').disabled).toBe(false)
  })

  for (const wait of [
    'busy',
    'asks',
    'guess',
    'conflict',
    'draft',
    'starting',
    'stopped',
    'failed',
    'decision',
  ] as const) {
    test(`says why nothing is sent: ${wait}`, async () => {
      await show(three, wait)
      expect(document.querySelector('.queue-wait')?.textContent).toBe(en[`queue.wait.${wait}`])
    })
  }

  test('is of the session on show; of another only the number is told', async () => {
    const { main, settle } = await show([])
    await settle(() => main.setQueue(sessionId(2), [queued(1, 'of birch')]))
    expect(rows()).toEqual([])
    await settle(() => main.patch({ kind: 'active', id: sessionId(2) }))
    expect(rows().map((row) => row.querySelector('.queue-text')?.textContent)).toEqual(['of birch'])
    await settle(() => main.patch({ kind: 'active', id }))
    expect(rows()).toEqual([])
  })

  test('asks for what its buttons say', async () => {
    const { main, settle } = await show()
    await settle(() => button('Hold: first').click())
    await settle(() => button('Release: second').click())
    await settle(() => button('Move down: first').click())
    await settle(() => button('Move up: third').click())
    await settle(() => button('Send now: third').click())
    expect(main.asked('queue:change')).toEqual([
      { id, item: 4, change: { kind: 'hold' } },
      { id, item: 5, change: { kind: 'release' } },
      { id, item: 4, change: { kind: 'move', toIndex: 1 } },
      { id, item: 9, change: { kind: 'move', toIndex: 1 } },
      { id, item: 9, change: { kind: 'send' } },
    ])
    expect(button('Move up: first').disabled).toBe(true)
    expect(button('Move down: third').disabled).toBe(true)
  })

  test('is one stop of Tab, walked by up and down, moved in by Alt+Shift, and emptied by Delete', async () => {
    const { main, settle } = await show()
    const stops = () => rows().map((row) => row.querySelector('button')?.tabIndex)
    expect(stops()).toEqual([0, -1, -1])
    await settle(() => rows()[0]?.querySelector<HTMLElement>('.queue-text')?.focus())
    await settle(() => press('ArrowDown'))
    expect(document.activeElement).toBe(rows()[1]?.querySelector('.queue-text'))
    expect(stops()).toEqual([-1, 0, -1])
    await settle(() => press('ArrowDown', { altKey: true, shiftKey: true }))
    await settle(() =>
      setQueue(
        main,
        [three[0], three[2], three[1]].flatMap((one) => one ?? []),
      ),
    )
    expect(document.activeElement?.textContent).toBe('second')
    await settle(() => press('Delete'))
    expect(main.asked('queue:change')).toEqual([
      { id, item: 5, change: { kind: 'move', toIndex: 2 } },
      { id, item: 5, change: { kind: 'remove' } },
    ])
    await settle(() =>
      setQueue(
        main,
        three.filter((item) => item.id !== 5),
      ),
    )
    expect(document.activeElement?.textContent).toBe('third')
    await settle(() => setQueue(main, []))
    expect(document.activeElement).toBe(promptField())
  })

  test('tells a change that main refuses', async () => {
    const { main, settle } = await show()
    main.answers['queue:change'] = () => fail('x', 'It is on its way.', '')
    await settle(() => button('Hold: first').click())
    expect(alerts()).toEqual(['It is on its way.'])
  })

  test('stays one list with a hundred of them', async () => {
    await show(Array.from({ length: 100 }, (_, at) => queued(at + 1, `prompt ${at + 1}`)))
    expect(rows()).toHaveLength(100)
    expect(document.querySelector('.queue-total')?.textContent).toBe('100 queued prompts')
    expect(document.querySelectorAll('.queue [tabindex="0"]')).toHaveLength(7)
  })
})

describe('a prompt that is removed', () => {
  test('comes back to its place by Undo', async () => {
    const { main, settle } = await show()
    main.answers['queue:change'] = ({ change }) => {
      if (change.kind === 'remove') setQueue(main, three.slice(1))
      return { ok: true, value: null }
    }
    main.answers['prompt:send'] = () => {
      setQueue(main, [...three.slice(1), queued(10, 'first\nmore')])
      return { ok: true, value: [] }
    }
    await settle(() => button('Remove: first').click())
    await settle()
    expect(document.querySelector('.card-message')?.textContent).toBe('Removed: first')
    await settle(() => button('Undo').click())
    await settle()
    expect(main.asked('prompt:send')).toEqual([
      { ids: [id], prompt: { text: 'first\nmore', images: [] }, toIndex: 0 },
    ])
  })

  test('comes back into the composer where it was held: it must not go by itself', async () => {
    const { main, settle } = await show()
    await settle(() => typeInto(promptField(), 'begun'))
    await settle(() => button('Remove: second').click())
    await settle(() => button('Undo').click())
    expect(main.asked('prompt:send')).toEqual([])
    expect(promptField().value).toBe('begun\n\nsecond')
    expect(document.querySelectorAll('.image-strip .thumbnail')).toHaveLength(1)
  })

  test('comes back into the composer where the queue does not take it', async () => {
    const { main, settle } = await show()
    main.answers['prompt:send'] = () => fail('x', 'The queue is full.', '')
    await settle(() => button('Remove: first').click())
    await settle(() => button('Undo').click())
    await settle()
    expect(promptField().value).toBe('first\nmore')
    expect(alerts()).toEqual(['The queue is full.'])
  })
})

describe('a prompt that is edited', () => {
  const field = () => need(document.querySelector<HTMLTextAreaElement>('.queue-editor textarea'), 'editor')

  test('is held for so long, and goes back in line with its new words', async () => {
    const { main, settle } = await show()
    await settle(() => button('Edit prompt 1: first').click())
    expect(document.activeElement).toBe(field())
    expect(field().value).toBe('first\nmore')
    await settle(() => typeInto(field(), 'better'))
    await settle(() => press('Enter'))
    await settle()
    expect(main.asked('queue:change')).toEqual([
      { id, item: 4, change: { kind: 'hold' } },
      { id, item: 4, change: { kind: 'edit', prompt: { text: 'better', images: [] } } },
      { id, item: 4, change: { kind: 'release' } },
    ])
    expect(editor()).toBeNull()
  })

  test('is there in full, however little of it its row has', async () => {
    const long = `${'word '.repeat(1000)}end`
    const { settle } = await show([queued(4, long)])
    expect(document.querySelector('.queue-text')?.getAttribute('title')).toHaveLength(241)
    await settle(() => document.querySelector<HTMLElement>('[data-action=pen]')?.click())
    await settle()
    expect(field().value).toBe(long)
  })

  test('is told to be gone where it went while its text was asked for', async () => {
    const { main, settle } = await show()
    main.answers['queue:read'] = () => fail('x', 'It is gone.', '')
    await settle(() => button('Edit prompt 1: first').click())
    await settle()
    expect(editor()).toBeNull()
    expect(alerts()).toEqual(['It is gone.'])
  })

  test('is the one that was asked for last, where two are asked for at once', async () => {
    const { main, settle } = await show()
    await settle(() => {
      button('Edit prompt 1: first').click()
      button('Edit prompt 3: third').click()
    })
    await settle()
    expect(field().value).toBe('third')
    expect(main.asked('queue:change')).toEqual([
      { id, item: 4, change: { kind: 'hold' } },
      { id, item: 9, change: { kind: 'hold' } },
      { id, item: 4, change: { kind: 'release' } },
    ])
  })

  test('stays held where it was held, and as it was after Cancel', async () => {
    const { main, settle } = await show()
    await settle(() => button('Edit: second').click())
    await settle(() => button('Remove image 1').click())
    await settle(() => press('Escape'))
    await settle(() => button('Edit: second').click())
    await settle(() => button('Cancel').click())
    expect(main.asked('queue:change')).toEqual([])
    expect(editor()).toBeNull()
  })

  test('keeps its editor where main refuses, and across a tab switch', async () => {
    const { main, settle } = await show()
    await settle(() => button('Edit: second').click())
    main.answers['queue:change'] = () => fail('x', 'No.', '')
    await settle(() => typeInto(field(), 'precious'))
    await settle(() => button('Save').click())
    expect(field().value).toBe('precious')
    await settle(() => main.patch({ kind: 'active', id: sessionId(2) }))
    expect(editor()).toBeNull()
    await settle(() => main.patch({ kind: 'active', id }))
    expect(field().value).toBe('precious')
  })

  test('is kept when another one is opened', async () => {
    const { main, settle } = await show()
    await settle(() => button('Edit: second').click())
    await settle(() => typeInto(field(), 'changed'))
    await settle(() => button('Edit: third').click())
    await settle()
    expect(main.asked('queue:change').slice(0, 1)).toEqual([
      { id, item: 5, change: { kind: 'edit', prompt: { text: 'changed', images: [image] } } },
    ])
    expect(field().value).toBe('third')
  })

  test('can still be sent where it went meanwhile', async () => {
    const { main, settle } = await show()
    await settle(() => button('Edit: third').click())
    await settle(() => typeInto(field(), 'third, but better'))
    await settle(() => setQueue(main, []))
    expect(document.querySelector('.queue-note')?.textContent).toContain('is no longer in the queue')
    expect(field().value).toBe('third, but better')
    await settle(() => button('Send as a new prompt').click())
    await settle()
    expect(main.asked('prompt:send')).toEqual([
      { ids: [id], prompt: { text: 'third, but better', images: [] } },
    ])
    expect(editor()).toBeNull()
  })
})
