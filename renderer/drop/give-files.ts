import { failWith, translateError } from '../../app/i18n/failure.ts'
import type { Locale } from '../../app/i18n/message.ts'
import { maxImageBytes, type Bridge } from '../../app/ipc/contract.ts'
import type { AppError, Result } from '../../app/ipc/errors.ts'
import type { SessionId } from '../../app/session/session.ts'

export type GiveFilesDeps = {
  readonly bridge: Pick<Bridge, 'request' | 'pathOfFile'>
  readonly locale: () => Locale
  readonly showError: (error: AppError) => void
}

/** As `drop:paths` takes at once. */
const maxPathsAtOnce = 50
/** As `drop:bytes` takes. */
const maxNameChars = 255

/**
 * Gives dropped or pasted files to a session: those with a path by it, images without one (from a web page or the
 * clipboard) by their bytes. Main checks and copies; nothing is sent with an Enter. Failures are shown.
 *
 * To be called in the event's own turn: afterwards the files have no path any more.
 */
export async function giveFiles(
  session: SessionId,
  files: readonly File[],
  deps: GiveFilesDeps,
): Promise<void> {
  const withPath = files.map((file) => ({ file, path: deps.bridge.pathOfFile(file) }))
  const paths = withPath.flatMap(({ path }) => (path === '' ? [] : [path]))
  const pathless = withPath.flatMap(({ file, path }) => (path === '' ? [file] : []))

  for (let at = 0; at < paths.length; at += maxPathsAtOnce) {
    const some = paths.slice(at, at + maxPathsAtOnce)
    show(await deps.bridge.request('drop:paths', { id: session, paths: some }), deps)
  }
  for (const file of pathless) show(await giveBytes(session, file, deps), deps)
}

async function giveBytes(session: SessionId, file: File, deps: GiveFilesDeps): Promise<Result<unknown>> {
  if (file.size > maxImageBytes) return failWith('image-too-large')
  const bytes = new Uint8Array(await file.arrayBuffer())
  return deps.bridge.request('drop:bytes', { id: session, name: file.name.slice(0, maxNameChars), bytes })
}

function show(result: Result<unknown>, deps: GiveFilesDeps): void {
  if (!result.ok) deps.showError(translateError(deps.locale(), result.error))
}
