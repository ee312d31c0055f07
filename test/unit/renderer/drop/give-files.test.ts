import { beforeEach, describe, expect, it } from 'vitest'
import { maxImageBytes } from '../../../../app/terminal/image.ts'
import { fail, succeed, type AppError } from '../../../../app/base/result.ts'
import { giveFiles } from '../../../../renderer/drop/give-files.ts'

let given: (readonly string[] | { readonly name: string; readonly bytes: Uint8Array })[]
let shown: AppError[]
let failing: boolean

beforeEach(() => {
  given = []
  shown = []
  failing = false
})

describe('giveFiles', () => {
  it('gives files with a path by their paths, all at once and in order', async () => {
    await give([new File(['a'], 'a.png'), new File(['b'], 'b.txt')], (file) => `/home/me/${file.name}`)
    expect(given).toEqual([['/home/me/a.png', '/home/me/b.txt']])
  })

  it('gives a file without a path by its bytes, in an array of exactly their size', async () => {
    await give([new File(['png'], 'from the web.png')], () => '')
    expect(given).toEqual([{ name: 'from the web.png', bytes: new TextEncoder().encode('png') }])
  })

  it('says in words that an image is too large, and sends nothing of it', async () => {
    const large = new File([new Uint8Array(maxImageBytes + 1)], 'large.png')
    await give([large], () => '')
    expect(given).toEqual([])
    expect(shown.map((error) => error.code)).toEqual(['image-too-large'])
  })

  it('says of a file without a path and bytes why that may be, and sends nothing of it', async () => {
    const lost = new File(['x'], 'gone.png')
    lost.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'))
    await give([new File([], 'caf\uFFFD.png'), new File([], 'cafe.png'), lost], () => '')
    expect(given).toEqual([])
    expect(shown.map((error) => error.code)).toEqual(['path-encoding', 'drop-empty', 'drop-empty'])
  })

  it('shows what main refuses', async () => {
    failing = true
    await give([new File(['x'], 'x')], () => '/x')
    expect(shown.map((error) => error.message)).toEqual(['It is gone.'])
  })

  it('gives many paths in as many requests as it takes', async () => {
    const files = Array.from({ length: 120 }, (_, at) => new File([''], `${at}`))
    await give(files, (file) => `/${file.name}`)
    expect(given).toHaveLength(3)
  })

  it('gives nothing for an empty drop', async () => {
    await give([], () => '')
    expect(given).toEqual([])
  })
})

function give(files: readonly File[], pathOf: (file: File) => string): Promise<void> {
  const result = failing ? fail('file-gone', 'It is gone.', 'Drop another.') : succeed(null)
  return giveFiles(files, {
    pathOf,
    givePaths: (paths) => {
      given.push(paths)
      return Promise.resolve(result)
    },
    giveBytes: (name, bytes) => {
      given.push({ name, bytes })
      return Promise.resolve(result)
    },
    showError: (error) => shown.push(error),
  })
}
