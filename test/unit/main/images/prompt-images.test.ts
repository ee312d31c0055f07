import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepPromptImages, readPromptImages } from '../../../../main/images/prompt-images.ts'
import { absolutePath, sessionId } from '../../../support/fake-bridge.ts'
import { makePng, writePng } from '../../../support/images.ts'

let root: string
let folder: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'roost-images-'))
  folder = join(root, 'drops')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('the images of a prompt for many sessions are read once', async () => {
  const path = writePng(root, 'shot.png')
  const copies = await readPromptImages(folder, { text: 'see', images: [absolutePath(path)] })
  // Whoever read it again would find another thing, or nothing.
  const bytes = readFileSync(path)
  rmSync(path)
  if (!copies.ok) throw new Error(copies.error.message)
  const ids = Array.from({ length: 50 }, (_, at) => sessionId(at + 1))
  const kept = await Promise.all(ids.map((id) => copies.value.keepFor(id)))
  for (const [at, one] of kept.entries()) {
    const image = one.ok ? (one.value.images[0] ?? '') : ''
    expect(image.startsWith(join(folder, ids[at] ?? ''))).toBe(true)
    expect(readFileSync(image)).toEqual(bytes)
  }
})

test('what is no image is refused before anything is copied', async () => {
  const image = writePng(root, 'a.png', makePng(4))
  const other = join(root, 'a.txt')
  writeFileSync(other, 'words')
  const prompt = { text: '', images: [absolutePath(image), absolutePath(other)] }
  expect(await keepPromptImages(folder, sessionId(1), prompt)).toMatchObject({
    error: { code: 'image-kind' },
  })
  expect(readdirSync(root).sort()).toEqual(['a.png', 'a.txt'])
})
