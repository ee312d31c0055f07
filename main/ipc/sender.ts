import type { IpcMainInvokeEvent, WebContents } from 'electron'
import { isPageUrl } from '../security/origin.ts'

/** What a request tells of who sent it. */
export type RequestSender = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>

/**
 * True if a request comes from the top frame of our own window, showing our own page. A frame that is gone, a child
 * frame, another window's contents, `about:blank` and an empty address are refused.
 */
export function isFromOurPage(event: RequestSender, ours: WebContents | null): boolean {
  if (ours === null || event.sender !== ours) return false
  try {
    const frame = event.senderFrame
    return frame !== null && frame.parent === null && isPageUrl(frame.url)
  } catch {
    // Reading a frame that went away while its request was under way throws; who it was cannot be known any more.
    return false
  }
}
