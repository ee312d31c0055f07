import { failWith } from '../../app/i18n/failure.ts'
import { maxImageBytes } from '../../app/terminal/image.ts'
import { succeed, type Result } from '../../app/base/result.ts'

/** The bytes of a file without a path, as a request may hold them. Failure: `image-too-large`. */
export async function imageBytes(file: File): Promise<Result<Uint8Array<ArrayBuffer>>> {
  if (file.size > maxImageBytes) return failWith('image-too-large')
  return succeed(new Uint8Array(await file.arrayBuffer()))
}
