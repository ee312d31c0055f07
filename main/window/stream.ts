import type { MessagePortMain, WebContents } from 'electron'
import { failWith } from '../../app/i18n/failure.ts'
import { streamPortChannel } from '../../app/ipc/channels.ts'
import { succeed, type Result } from '../../app/base/result.ts'

/** Makes a new end of the stream for the page; null where no pty host will come any more. */
export type StreamSource = { connectPage(): MessagePortMain | null }

/**
 * Gives the page a new stream to the pty host, by its preload. The bytes never pass through main.
 *
 * @returns failure `no-host` where there is nothing to connect to
 */
export function connectStream(
  contents: Pick<WebContents, 'postMessage' | 'isDestroyed' | 'isCrashed'>,
  source: StreamSource,
): Result<null> {
  // A page that is gone asks for its stream itself once it is back.
  if (contents.isDestroyed() || contents.isCrashed()) return succeed(null)
  const port = source.connectPage()
  if (port === null) return failWith('no-host')
  contents.postMessage(streamPortChannel, null, [port])
  return succeed(null)
}
