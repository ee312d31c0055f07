import type { AppError, Result } from '../../app/base/result.ts'
import { maxDroppedPaths, maxFileNameChars } from '../../app/ipc/contract.ts'
import { imageBytes } from './image-bytes.ts'

export type GiveFilesDeps = {
  /** Empty where the file has none. */
  readonly pathOf: (file: File) => string
  readonly givePaths: (paths: readonly string[]) => Promise<Result<null>>
  readonly giveBytes: (name: string, bytes: Uint8Array<ArrayBuffer>) => Promise<Result<null>>
  readonly showError: (error: AppError) => void
}

/**
 * Gives dropped or pasted files to a session: those with a path by it, images without one (from a web page or the
 * clipboard) by their bytes. Main checks and copies; nothing is sent with an Enter. Failures are shown.
 *
 * To be called in the event's own turn: afterwards the files have no path any more.
 */
export async function giveFiles(files: readonly File[], deps: GiveFilesDeps): Promise<void> {
  const withPath = files.map((file) => ({ file, path: deps.pathOf(file) }))
  const paths = withPath.flatMap(({ path }) => (path === '' ? [] : [path]))
  const pathless = withPath.flatMap(({ file, path }) => (path === '' ? [file] : []))

  for (let at = 0; at < paths.length; at += maxDroppedPaths) {
    show(await deps.givePaths(paths.slice(at, at + maxDroppedPaths)), deps)
  }
  for (const file of pathless) show(await giveBytes(file, deps), deps)
}

async function giveBytes(file: File, deps: GiveFilesDeps): Promise<Result<null>> {
  const bytes = await imageBytes(file)
  return bytes.ok ? deps.giveBytes(file.name.slice(0, maxFileNameChars), bytes.value) : bytes
}

function show(result: Result<null>, deps: GiveFilesDeps): void {
  if (!result.ok) deps.showError(result.error)
}
