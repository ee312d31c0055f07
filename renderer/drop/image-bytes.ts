import { failWith } from '../../app/i18n/failure.ts'
import { maxImageBytes } from '../../app/terminal/image.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import { invalidText } from '../../app/terminal/quote.ts'

/**
 * The bytes of a file without a path, as a request may hold them. A dropped file whose name is not valid UTF-8 comes
 * without a path too, and Chromium then finds no file behind it. Failures: `image-too-large`, `path-encoding`,
 * `drop-empty`.
 */
export async function imageBytes(file: File): Promise<Result<Uint8Array<ArrayBuffer>>> {
  if (file.size > maxImageBytes) return failWith('image-too-large')
  const bytes = await file.arrayBuffer().catch(() => null)
  if (bytes !== null && bytes.byteLength > 0) return succeed(new Uint8Array(bytes))
  return failWith(invalidText.test(file.name) ? 'path-encoding' : 'drop-empty')
}
