import { afterEach, describe, expect, it } from 'vitest'
import type { SessionId } from '../../../../app/session/session.ts'
import {
  acceptDrops,
  dropSessionAttribute,
  ownDropsAttribute,
} from '../../../../renderer/drop/accept-drops.ts'
import { sessionId } from '../../../support/fake-bridge.ts'

let given: SessionId[] = []
let end: () => void = () => undefined
afterEach(() => {
  end()
  given = []
  document.body.replaceChildren()
})

describe('acceptDrops', () => {
  it('gives files to the session whose terminal or tab they fall on', () => {
    const event = drop(place(dropSessionAttribute, sessionId(1)))
    expect(given).toEqual([sessionId(1)])
    expect(event.defaultPrevented).toBe(true)
  })

  it('leaves to the composer what falls on it', () => {
    const event = drop(place(ownDropsAttribute, ''))
    expect(given).toEqual([])
    expect(event.defaultPrevented).toBe(false)
  })

  it('lets a file that falls elsewhere do nothing, not even replace the page', () => {
    const event = drop(document.body)
    expect(given).toEqual([])
    expect(event.defaultPrevented).toBe(true)
  })
})

function place(attribute: string, value: string): Element {
  const element = document.createElement('div')
  element.setAttribute(attribute, value)
  const inside = document.createElement('span')
  element.append(inside)
  document.body.append(element)
  return inside
}

function drop(target: Element): Event {
  end = acceptDrops({
    giveFiles: (session) => given.push(session),
    giveText: () => undefined,
    isShown: () => true,
    isBlocked: () => false,
  }).dispose
  const event = new Event('drop', { bubbles: true, cancelable: true })
  const file = { kind: 'file', type: 'image/png' }
  Object.assign(event, { dataTransfer: { types: ['Files'], items: [file], files: [new File([], 'a.png')] } })
  target.dispatchEvent(event)
  return event
}
