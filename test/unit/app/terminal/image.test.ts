import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asciiImageName, checkImage, isImageName, sniffImage } from '../../../../app/terminal/image.ts'

/** Images of 24 x 16 pixels made by libvips. */
const folder = new URL('../../../fixtures/images/', import.meta.url)
const names = readdirSync(folder)
const read = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)))

describe.each(names)('%s', (name) => {
  const bytes = read(name)

  test('is an image of its kind and size', () => {
    const extension = name.split('.').at(-1)
    expect(sniffImage(bytes)).toBe(extension)
    expect(checkImage(bytes)).toEqual({ ok: true, value: { extension, width: 24, height: 16 } })
  })

  test('is broken wherever it is cut off', () => {
    for (let length = 1; length < bytes.length; length += 1) {
      const result = checkImage(bytes.subarray(0, length))
      expect(result, `${length} bytes`).toMatchObject({ ok: false })
    }
  })

  test('is judged without a crash whatever happened to some of its bytes', () => {
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255))
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const damaged = Uint8Array.from(bytes)
        for (const [offset, byte] of changes) damaged[offset] = byte
        const result = checkImage(damaged)
        if (result.ok) expect(result.value.width * result.value.height).toBeLessThanOrEqual(100_000_000)
        else expect(result.error.code).toMatch(/^image-(?:broken|kind|pixels)$/u)
      }),
    )
  })
})

describe('an image', () => {
  test('is tested in each of the four formats', () => {
    expect(new Set(names.map((name) => name.split('.').at(-1)))).toEqual(
      new Set(['png', 'jpg', 'gif', 'webp']),
    )
  })

  test.each([
    ['image-empty', new Uint8Array(0)],
    ['image-kind', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['image-kind', new TextEncoder().encode('BM a bitmap of Windows')],
    ['image-broken', Uint8Array.from([0xff, 0xd8, 0xff, 0xd9])],
    ['image-broken', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ['image-broken', new TextEncoder().encode('GIF89a')],
    ['image-broken', new TextEncoder().encode('RIFF\u0004\u0000\u0000\u0000WEBP')],
  ])('is refused: %s', (code, bytes) => {
    expect(checkImage(bytes)).toMatchObject({ ok: false, error: { code } })
  })

  test('may have 20 MB and not a byte more', () => {
    const limits = { maxBytes: read('plain.png').length, maxPixels: 384 }
    expect(checkImage(read('plain.png'), limits).ok).toBe(true)
    expect(checkImage(read('plain.png'), { ...limits, maxBytes: limits.maxBytes - 1 })).toMatchObject({
      error: { code: 'image-too-large' },
    })
    expect(checkImage(new Uint8Array(20 * 1024 * 1024 + 1))).toMatchObject({
      error: { code: 'image-too-large' },
    })
    expect(checkImage(new Uint8Array(20 * 1024 * 1024))).toMatchObject({ error: { code: 'image-kind' } })
  })

  test('of too many pixels is refused, however few bytes it has', () => {
    expect(checkImage(read('plain.png'), { maxBytes: 1000, maxPixels: 383 })).toMatchObject({
      error: { code: 'image-pixels' },
    })
    const bomb = Uint8Array.from(read('plain.gif'))
    bomb.set([0xff, 0xff, 0xff, 0xff], 6)
    expect(checkImage(bomb)).toMatchObject({ error: { code: 'image-pixels' } })
  })

  test('without a width is broken', () => {
    const flat = Uint8Array.from(read('plain.gif'))
    flat.set([0, 0], 6)
    expect(checkImage(flat)).toMatchObject({ error: { code: 'image-broken' } })
  })

  test('with a damaged part is broken, as far as its format has checksums', () => {
    const damaged = Uint8Array.from(read('plain.png'))
    const middle = damaged.length >> 1
    damaged[middle] = (damaged[middle] ?? 0) ^ 1
    expect(checkImage(damaged)).toMatchObject({ error: { code: 'image-broken' } })
  })

  test('may have something after its end where its format allows it', () => {
    for (const name of ['plain.png', 'baseline.jpg', 'plain.gif']) {
      expect(checkImage(Uint8Array.from([...read(name), 1, 2, 3])).ok, name).toBe(true)
    }
    expect(checkImage(Uint8Array.from([...read('lossy.webp'), 1, 2, 3])).ok).toBe(false)
  })
})

describe('the name of a copy', () => {
  test('is plain ASCII', () => {
    expect(asciiImageName(3, '0123456789abcdef0123', 'png')).toBe('3-0123456789abcdef.png')
  })

  test.each([
    [-1, '0123456789abcdef'],
    [1.5, '0123456789abcdef'],
    [1, '../../etc'],
    [1, ''],
  ])('is not made of %j and %j', (number, hash) => {
    expect(() => asciiImageName(number, hash, 'png')).toThrow()
  })
})

describe('a file name', () => {
  test.each([
    ['снимок.PNG', true],
    ['a.jpeg', true],
    ['a.b.jpg', true],
    ['a.webp', true],
    ['a.gif', true],
    ['a.svg', false],
    ['a.png.sh', false],
    ['png', false],
    ['', false],
  ])('%j says image: %j', (name, says) => {
    expect(isImageName(name)).toBe(says)
  })
})
