import { spawnSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readXClipboard } from '../../../../main/desktop/x-clipboard.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import type { WhyUnusable } from '../../../../main/desktop/clipboard-content.ts'
import { ownerPatienceMs } from '../../../../main/x11/read-selection.ts'
import { makePng } from '../../../support/images.ts'
import { SkippingClock } from '../../../support/skipping-clock.ts'
import { pollFor } from '../../../support/poll.ts'
import {
  ownClipboard,
  startXServer,
  type ClipboardOwner,
  type Manner,
  type Offer,
  type XServer,
} from '../../../support/x-owner.ts'

const hasXvfb = spawnSync('Xvfb', ['-version']).error === undefined

describe.skipIf(!hasXvfb)('the clipboard of an X server (there is an Xvfb)', () => {
  let server: XServer
  let owner: ClipboardOwner | null = null

  beforeAll(async () => {
    server = await startXServer()
  })
  afterEach(() => owner?.end())
  afterAll(() => server.stop())

  const read = () => readXClipboard(server.display, systemClock)
  async function own(offer: Offer, manner?: Manner): Promise<ClipboardOwner> {
    owner = await ownClipboard(server.display, offer, manner)
    return owner
  }
  const none = (why: WhyUnusable) => ({ kind: 'unusable', why })

  it('gives text in the encoding of its type', async () => {
    await own({ UTF8_STRING: 'Текст 漢字', 'text/html': '<b>Текст</b>', 'image/png': makePng() })
    expect(await read()).toEqual({ kind: 'text', text: 'Текст 漢字' })
  })

  it('gives the text of an old program, which is Latin-1 and may end as in C', async () => {
    await own({ STRING: Uint8Array.from([0x63, 0x61, 0x66, 0xe9, 0]) })
    expect(await read()).toEqual({ kind: 'text', text: 'café' })
  })

  it('gives an image that comes in pieces, with two requests in all', async () => {
    const png = makePng(64)
    const { requests } = await own({ 'image/png': png }, { kind: 'pieces', bytes: 100 })
    expect(await read()).toEqual({ kind: 'image', bytes: new Uint8Array(png) })
    expect(requests()).toBe(2)
  })

  it.each<readonly [name: string, offer: Offer, why: WhyUnusable]>([
    ['formatted text alone', { 'text/html': '<b>x</b>' }, 'html'],
    [
      'a list of files alone',
      { 'x-special/gnome-copied-files': 'copy', 'text/uri-list': 'file:///x' },
      'files',
    ],
    ['an image without bytes', { 'image/png': '' }, 'empty-image'],
    ['an image of another kind', { 'image/x-xcf': 'x' }, 'other'],
    ['empty text', { UTF8_STRING: '', TIMESTAMP: 'x' }, 'empty'],
    ['something else', { 'application/x-blender': 'x' }, 'other'],
  ])('says what it holds where that is %s', async (_, offer, why) => {
    await own(offer)
    expect(await read()).toEqual(none(why))
  })

  it.each<readonly [name: string, manner: Manner, asked: number]>([
    ['does not answer', { kind: 'mute' }, 1],
    ['stops in the middle', { kind: 'pieces', bytes: 10, upTo: 3 }, 2],
  ])('does not wait for an owner that %s', async (_, manner, asked) => {
    const clock = new SkippingClock()
    const { requests } = await own({ UTF8_STRING: 'x'.repeat(100) }, manner)
    const reading = readXClipboard(server.display, clock)
    let isDone = false
    void reading.finally(() => (isDone = true))
    await pollFor(() => requests() === asked, { what: 'the request to the owner' })
    await pollFor(() => {
      clock.skip(ownerPatienceMs)
      return isDone
    })
    expect(await reading).toEqual(none('slow'))
  })

  it('does not wait for an owner that goes on for ever', async () => {
    const clock = new SkippingClock()
    let pieces = 0
    await own(
      { UTF8_STRING: 'x'.repeat(100_000) },
      // Each piece comes in time, by this clock.
      { kind: 'pieces', bytes: 10, onPiece: () => clock.skip(((pieces += 1), 1000)) },
    )
    expect(await readXClipboard(server.display, clock)).toEqual(none('slow'))
    expect(pieces).toBeLessThan(20)
  })

  it('is empty where nobody owns it any more', async () => {
    const { end } = await own({ UTF8_STRING: 'x' })
    end()
    await pollFor(async () => (await read()).kind === 'unusable', { what: 'the owner to be gone' })
    expect(await read()).toEqual(none('empty'))
  })

  it('cannot be asked where there is no server', async () => {
    const gone = { address: { path: '/nowhere/X0' }, cookie: null }
    await expect(readXClipboard(gone, systemClock)).rejects.toThrow('ENOENT')
  })
})
