import { describe, expect, it } from 'vitest'
import { readClipboard, writeClipboard, type SystemClipboard } from '../../../../main/desktop/clipboard.ts'
import { standIn } from '../../../support/stand-in.ts'

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47])

/** The two shapes Electron's clipboard has had, with the same content. */
function shapes(content: { text: string; png: Uint8Array | null }): [string, SystemClipboard][] {
  const sync = {
    readText: () => content.text,
    availableFormats: () => ['text/html'],
    writeText: (text: string) => {
      content.text = text
    },
    readImage: () => ({
      isEmpty: () => content.png === null,
      toPNG: () => Buffer.from(content.png ?? []),
    }),
  }
  const items = [
    { types: ['text/html'], getType: () => Promise.reject(new Error('not asked for')) },
    ...(content.png === null
      ? []
      : [
          {
            types: ['image/png'],
            getType: () => Promise.resolve(new Blob([Buffer.from(content.png ?? [])])),
          },
        ]),
  ]
  const async = {
    readText: () => Promise.resolve(content.text),
    writeText: (text: string) => {
      content.text = text
      return Promise.resolve()
    },
    read: () => Promise.resolve(items),
  }
  return [
    ['synchronous', sync],
    ['asynchronous', standIn<SystemClipboard>(async)],
  ]
}

describe('the clipboard', () => {
  it.each(shapes({ text: 'some text', png: null }))('gives text (%s)', async (_name, clipboard) => {
    expect(await readClipboard(clipboard)).toEqual({ kind: 'text', text: 'some text' })
  })

  it.each(shapes({ text: '', png }))('gives an image as PNG bytes (%s)', async (_name, clipboard) => {
    expect(await readClipboard(clipboard)).toEqual({ kind: 'image', bytes: png })
  })

  it.each(shapes({ text: 'cells', png }))(
    'prefers text to a picture of it (%s)',
    async (_name, clipboard) => {
      expect(await readClipboard(clipboard)).toEqual({ kind: 'text', text: 'cells' })
    },
  )

  it.each(shapes({ text: '', png: null }))(
    'says that it holds formatted text alone (%s)',
    async (_name, clipboard) => {
      expect(await readClipboard(clipboard)).toEqual({ kind: 'unusable', why: 'html' })
    },
  )

  it.each(shapes({ text: '', png: null }))('takes text (%s)', async (_name, clipboard) => {
    await writeClipboard(clipboard, 'copied')
    expect(await readClipboard(clipboard)).toEqual({ kind: 'text', text: 'copied' })
  })

  it('is empty when it cannot be read', async () => {
    const clipboard = standIn<SystemClipboard>({ readText: () => Promise.reject(new Error('no owner')) })
    expect(await readClipboard(clipboard)).toEqual({ kind: 'unusable', why: 'empty' })
  })
})
