import { describe, expect, it } from 'vitest'
import type { WebContents } from 'electron'
import { isFromOurPage, type RequestSender } from '../../../../main/ipc/sender.ts'
import { standIn } from '../../../support/stand-in.ts'

const ours = standIn<WebContents>({ id: 1 })

function request(frame: object | null, sender: WebContents = ours): RequestSender {
  return standIn<RequestSender>({ sender, senderFrame: frame })
}

describe('isFromOurPage', () => {
  it('knows the top frame of our window on our page', () => {
    expect(isFromOurPage(request({ parent: null, url: 'app://roost/' }), ours)).toBe(true)
  })

  it('refuses other contents, also when they show our page', () => {
    const other = standIn<WebContents>({ id: 1 })
    expect(isFromOurPage(request({ parent: null, url: 'app://roost/' }, other), ours)).toBe(false)
    expect(isFromOurPage(request({ parent: null, url: 'app://roost/' }), null)).toBe(false)
  })

  it('refuses a frame inside the page, and a frame that is gone', () => {
    expect(isFromOurPage(request({ parent: {}, url: 'app://roost/' }), ours)).toBe(false)
    expect(isFromOurPage(request(null), ours)).toBe(false)
    const disposed = {
      get parent(): never {
        throw new Error('Render frame was disposed')
      },
    }
    expect(isFromOurPage(request(disposed), ours)).toBe(false)
  })

  it.each(['', 'about:blank', 'https://roost/', 'app://roost.example.org/', 'data:text/html,x'])(
    'refuses the address %j',
    (url) => {
      expect(isFromOurPage(request({ parent: null, url }), ours)).toBe(false)
    },
  )
})
