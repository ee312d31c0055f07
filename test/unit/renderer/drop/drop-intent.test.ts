import { describe, expect, it } from 'vitest'
import { dropIntentOf, textOfDrop } from '../../../../renderer/drop/drop-intent.ts'

const file = (type: string) => ({ kind: 'file', type })

describe('dropIntentOf', () => {
  it('tells images from other files', () => {
    const types = ['Files']
    expect(dropIntentOf({ types, items: [file('image/png'), file('image/jpeg')] })).toEqual({
      kind: 'images',
      count: 2,
    })
    expect(dropIntentOf({ types, items: [file('image/png'), file('')] })).toEqual({
      kind: 'files',
      count: 2,
    })
  })

  it('takes files whose kinds are not known before the drop for files', () => {
    expect(dropIntentOf({ types: ['Files'], items: [] })).toEqual({ kind: 'files', count: 1 })
  })

  it('takes files before the text that comes with them', () => {
    const items = [{ kind: 'string', type: 'text/html' }, file('image/png')]
    expect(dropIntentOf({ types: ['text/html', 'Files'], items })).toMatchObject({ kind: 'images', count: 1 })
  })

  it('takes text and addresses, and nothing else', () => {
    expect(dropIntentOf({ types: ['text/plain'], items: [] })).toEqual({ kind: 'text' })
    expect(dropIntentOf({ types: ['text/uri-list'], items: [] })).toEqual({ kind: 'text' })
    expect(dropIntentOf({ types: ['application/x-tab'], items: [] })).toBeNull()
  })
})

describe('textOfDrop', () => {
  it('is the text, else the addresses without comments', () => {
    expect(textOfDrop((type) => (type === 'text/plain' ? 'hello' : 'https://x.example'))).toBe('hello')
    const list = '# from a page\r\nhttps://a.example/\r\nhttps://b.example/\r\n'
    expect(textOfDrop((type) => (type === 'text/uri-list' ? list : ''))).toBe(
      'https://a.example/ https://b.example/',
    )
    expect(textOfDrop(() => '')).toBe('')
  })
})
