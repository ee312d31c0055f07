import { open, stat } from 'node:fs/promises'
import { basename, isAbsolute } from 'node:path'
import { failWith } from '../../app/i18n/failure.ts'
import { maxImageBytes } from '../../app/terminal/image.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import type { SessionId } from '../../app/session/session.ts'
import { checkImage, isImageName, sniffImage, type ImageExtension } from '../../app/terminal/image.ts'
import { quotePath } from '../../app/terminal/quote.ts'
import type { DroppedPath } from '../../app/tool/insertion.ts'
import { imageHash, keepImage } from './image-folder.ts'

/** A dropped thing that has passed its checks: an image by its bytes, anything else by its path. */
export type ReadFile =
  | {
      readonly kind: 'image'
      readonly bytes: Uint8Array
      readonly extension: ImageExtension
      readonly hash: string
    }
  | { readonly kind: 'other'; readonly path: string }

/**
 * Checks what was dropped, all of it before anything is kept, and copies the images.
 *
 * @param folder where images are kept, absolute
 * @returns the paths to give to the tool; or the first refusal: `drop-gone`, `drop-unreadable`, those of
 *   `checkImage` and of `quotePath`, `drop-not-kept`
 */
export async function takeFiles(
  folder: string,
  session: SessionId,
  paths: readonly string[],
): Promise<Result<readonly DroppedPath[]>> {
  const read = await readFiles(paths)
  return read.ok ? keepFiles(folder, session, read.value) : read
}

/** Reads and checks what was dropped. Failures as `takeFiles`, but for `drop-not-kept`. */
export async function readFiles(paths: readonly string[]): Promise<Result<readonly ReadFile[]>> {
  const read: ReadFile[] = []
  for (const path of paths) {
    const one = await checkFile(path)
    if (!one.ok) return one
    read.push(one.value)
  }
  return succeed(read)
}

/** Copies the images of what was read for a session. Failure: `drop-not-kept`. */
export async function keepFiles(
  folder: string,
  session: SessionId,
  files: readonly ReadFile[],
): Promise<Result<readonly DroppedPath[]>> {
  const kept: DroppedPath[] = []
  for (const file of files) {
    const one = file.kind === 'image' ? await keepOne(folder, session, file) : succeed(file)
    if (!one.ok) return one
    kept.push(one.value)
  }
  return succeed(kept)
}

/** Checks an image that has no path and copies it. Failures as `takeFiles`. */
export async function takeImage(
  folder: string,
  session: SessionId,
  bytes: Uint8Array,
): Promise<Result<DroppedPath>> {
  const image = checkImage(bytes)
  return image.ok ? keepOne(folder, session, imageOf(bytes, image.value.extension)) : image
}

async function keepOne(folder: string, session: SessionId, image: ImageFile): Promise<Result<DroppedPath>> {
  const path = await keepImage(folder, session, image.bytes, image.extension, image.hash)
  return path.ok ? succeed({ kind: 'image', path: path.value }) : path
}

type ImageFile = Extract<ReadFile, { kind: 'image' }>

function imageOf(bytes: Uint8Array, extension: ImageExtension): ImageFile {
  return { kind: 'image', bytes, extension, hash: imageHash(bytes) }
}

async function checkFile(path: string): Promise<Result<ReadFile>> {
  // The name is refused for what it holds before the file is touched; an image's own name is never typed, but a
  // name that tries to act is no accident.
  const name = quotePath(path, 'posix')
  if (!name.ok) return name
  if (!isAbsolute(path)) return failWith('drop-gone')
  const facts = await stat(path).catch(() => null)
  if (facts === null) return failWith('drop-gone')
  if (!facts.isFile()) return succeed({ kind: 'other', path })
  try {
    if (!isImageName(basename(path)) && sniffImage(await readHead(path)) === null) {
      return succeed({ kind: 'other', path })
    }
    if (facts.size > maxImageBytes) return failWith('image-too-large')
    const bytes = await readBounded(path)
    const image = checkImage(bytes)
    return image.ok ? succeed(imageOf(bytes, image.value.extension)) : image
  } catch {
    return failWith('drop-unreadable')
  }
}

/** As much as tells an image format. */
async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(16), 0, 16, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** The file, up to a byte more than an image may have: it may grow while it is read. */
async function readBounded(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const chunks: Uint8Array[] = []
    let length = 0
    while (length <= maxImageBytes) {
      const { buffer, bytesRead } = await file.read(new Uint8Array(1 << 20), 0, 1 << 20, null)
      if (bytesRead === 0) break
      chunks.push(buffer.subarray(0, bytesRead))
      length += bytesRead
    }
    return new Uint8Array(Buffer.concat(chunks))
  } finally {
    await file.close()
  }
}
