import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { maxImageBytes } from '../../../../app/terminal/image.ts'
import { makeSessionId } from '../../../../app/session/session.ts'
import { imageFolderFor, keepImage } from '../../../../main/images/image-folder.ts'
import { takeFiles, takeImage } from '../../../../main/images/take-files.ts'
import { makePng, writePng } from '../../../support/images.ts'

const root = mkdtempSync(join(tmpdir(), 'roost-drop-'))
const session = makeSessionId(7, 'abcd')
let count = 0
let work = ''
let folder = ''

beforeEach(() => {
  count += 1
  work = join(root, `work ${count}`)
  folder = join(root, `drops-${count}`)
  mkdirSync(work)
})
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

const kept = () => (existsSync(join(folder, session)) ? readdirSync(join(folder, session)) : [])

describe('takeFiles', () => {
  it('copies an image under a plain name that only its owner can read', async () => {
    const path = writePng(work, 'Снимок экрана (1).png')
    const taken = await takeFiles(folder, session, [path])
    expect(kept()).toHaveLength(1)
    const copy = join(folder, session, kept()[0] ?? '')
    expect(taken).toEqual({ ok: true, value: [{ kind: 'image', path: copy }] })
    expect(kept()[0]).toMatch(/^1-[0-9a-f]+\.png$/)
    expect(readFileSync(copy)).toEqual(readFileSync(path))
    expect(statSync(copy).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, session)).mode & 0o777).toBe(0o700)
  })

  it('numbers the images of a session, and keeps the same bytes once', async () => {
    const one = writePng(work, 'a.png', makePng(4))
    const two = writePng(work, 'b.png', makePng(5))
    await takeFiles(folder, session, [one, two, one])
    const again = await takeFiles(folder, session, [two])
    expect(
      kept()
        .sort()
        .map((name) => name[0]),
    ).toEqual(['1', '2'])
    expect(again).toMatchObject({
      ok: true,
      value: [{ path: expect.stringMatching(/[\\/]2-[0-9a-f]+\.png$/) }],
    })
  })

  it('knows an image by its bytes, whatever its name says', async () => {
    const unnamed = writePng(work, 'pasted')
    const taken = await takeFiles(folder, session, [unnamed])
    expect(taken).toMatchObject({ ok: true, value: [{ kind: 'image' }] })
    expect(kept()[0]).toMatch(/\.png$/)
  })

  it('gives other files, folders and links by their own paths', async () => {
    const text = join(work, 'notes.txt')
    writeFileSync(text, 'text')
    const link = join(work, 'link')
    symlinkSync(work, link)
    const taken = await takeFiles(folder, session, [text, work, link])
    expect(taken).toEqual({
      ok: true,
      value: [text, work, link].map((path) => ({ kind: 'other', path })),
    })
    expect(kept()).toEqual([])
  })

  it('does not open a pipe, which would wait for a writer', async () => {
    const pipe = join(work, 'pipe.png')
    execFileSync('mkfifo', [pipe])
    expect(await takeFiles(folder, session, [pipe])).toEqual({
      ok: true,
      value: [{ kind: 'other', path: pipe }],
    })
  })

  it.each([
    [
      'an image cut off in the middle',
      'image-broken',
      () => writePng(work, 'a.png', makePng(64).subarray(0, 60)),
    ],
    [
      'a text that calls itself an image',
      'image-kind',
      () => {
        writeFileSync(join(work, 'a.png'), 'text')
        return join(work, 'a.png')
      },
    ],
    [
      'an image that is too large',
      'image-too-large',
      () => {
        const path = writePng(work, 'a.png')
        truncateSync(path, maxImageBytes + 1)
        return path
      },
    ],
    ['a file that is gone', 'drop-gone', () => join(work, 'gone.png')],
    ['a relative path', 'drop-gone', () => 'a.png'],
    ['a name with a control character', 'path-control', () => writePng(work, 'a\u0003b.png')],
    ['a name with a line break', 'path-control', () => writePng(work, 'a\nb.png')],
    ['a name that reads backwards', 'path-bidi', () => writePng(work, 'a\u202egnp.png')],
  ])('refuses %s, and copies nothing of the drop', async (_what, code, make) => {
    const fine = writePng(work, 'fine.png')
    const taken = await takeFiles(folder, session, [fine, make()])
    expect(taken).toMatchObject({ ok: false, error: { code } })
    expect(kept()).toEqual([])
  })

  it.skipIf(process.getuid?.() === 0)('says when a file may not be read', async () => {
    const path = writePng(work, 'closed.png')
    chmodSync(path, 0)
    expect(await takeFiles(folder, session, [path])).toMatchObject({ error: { code: 'drop-unreadable' } })
  })
})

describe('takeImage', () => {
  it('keeps bytes that have no path', async () => {
    const taken = await takeImage(folder, session, new Uint8Array(makePng()))
    expect(taken).toMatchObject({ ok: true, value: { kind: 'image' } })
    expect(kept()).toHaveLength(1)
  })

  it('refuses what is no image', async () => {
    expect(await takeImage(folder, session, new Uint8Array())).toMatchObject({
      error: { code: 'image-empty' },
    })
    expect(await takeImage(folder, session, new Uint8Array([1, 2]))).toMatchObject({
      error: { code: 'image-kind' },
    })
  })
})

describe('the folder of the images', () => {
  it('is inside the data folder, unless a tool could not read that path', () => {
    expect(imageFolderFor('/home/me/.config/Roost', '/home/me', '/tmp')).toBe('/home/me/.config/Roost/drops')
    const library = '/Users/me/Library/Application Support/Roost'
    expect(imageFolderFor(library, '/Users/me', '/tmp')).toBe('/Users/me/.roost/drops')
    expect(imageFolderFor('/Users/a b/data', '/Users/a b', '/tmp')).toBe('/tmp/roost-drops')
    expect(imageFolderFor('/a b/data', '/a b', '/t t')).toBe('/a b/data/drops')
  })

  it('is not used when somebody else has put a link in its place', async () => {
    const elsewhere = join(root, `elsewhere-${count}`)
    mkdirSync(elsewhere)
    symlinkSync(elsewhere, folder)
    const result = await keepImage(folder, session, new Uint8Array(makePng()), 'png')
    expect(result).toMatchObject({ ok: false, error: { code: 'drop-not-kept' } })
    expect(readdirSync(elsewhere).flatMap((name) => readdirSync(join(elsewhere, name)))).toEqual([])
  })
})
