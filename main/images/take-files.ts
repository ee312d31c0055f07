import { open, stat } from 'node:fs/promises'
import { basename, isAbsolute } from 'node:path'
import { failWith } from '../../app/i18n/failure.ts'
import { maxImageBytes } from '../../app/terminal/image.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import type { SessionId } from '../../app/session/session.ts'
import { checkImage, isImageName, sniffImage } from '../../app/terminal/image.ts'
import { quotePath } from '../../app/terminal/quote.ts'
import type { DroppedPath } from '../../app/tool/insertion.ts'
import { keepImage } from './image-folder.ts'

/** A dropped thing that has passed its checks: an image by its bytes, anything else by its path. */
type Checked =
  { readonly kind: 'image'; readonly bytes: Uint8Array } | { readonly kind: 'other'; readonly path: string }

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
  const checked: Checked[] = []
  for (const path of paths) {
    const one = await checkFile(path)
    if (!one.ok) return one
    checked.push(one.value)
  }
  const taken: DroppedPath[] = []
  for (const one of checked) {
    const path = one.kind === 'image' ? await takeImage(folder, session, one.bytes) : succeed(one)
    if (!path.ok) return path
    taken.push(path.value)
  }
  return succeed(taken)
}

/** Checks an image that has no path and copies it. Failures as `takeFiles`. */
export async function takeImage(
  folder: string,
  session: SessionId,
  bytes: Uint8Array,
): Promise<Result<DroppedPath>> {
  const image = checkImage(bytes)
  if (!image.ok) return image
  const path = await keepImage(folder, session, bytes, image.value.extension)
  return path.ok ? succeed({ kind: 'image', path: path.value }) : path
}

async function checkFile(path: string): Promise<Result<Checked>> {
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
    return image.ok ? succeed({ kind: 'image', bytes }) : image
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
