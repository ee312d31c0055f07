import type { Clipboard } from 'electron'

/** What a paste would insert. Image bytes are PNG. */
export type ClipboardContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly bytes: Uint8Array }
  | { readonly kind: 'nothing' }

/** Electron's clipboard before 44: synchronous, with images as objects of their own. */
type SyncClipboard = {
  readText(): string
  writeText(text: string): void
  readImage(): { isEmpty(): boolean; toPNG(): Uint8Array }
}
/** Electron's clipboard since 44, as far as it is used here. */
type AsyncClipboard = Pick<Clipboard, 'readText' | 'writeText' | 'read'>

/** The clipboard of either Electron. */
export type SystemClipboard = SyncClipboard | AsyncClipboard

/**
 * Reads the clipboard. Text wins over an image: a spreadsheet puts a picture of its cells beside their text, while a
 * copied picture comes without text. A clipboard that cannot be read is empty.
 */
export async function readClipboard(clipboard: SystemClipboard): Promise<ClipboardContent> {
  try {
    const text = await clipboard.readText()
    if (text !== '') return { kind: 'text', text }
    const bytes = 'readImage' in clipboard ? readSyncImage(clipboard) : await readAsyncImage(clipboard)
    return bytes === null ? { kind: 'nothing' } : { kind: 'image', bytes }
  } catch {
    return { kind: 'nothing' }
  }
}

export async function writeClipboard(clipboard: SystemClipboard, text: string): Promise<void> {
  await clipboard.writeText(text)
}

function readSyncImage(clipboard: SyncClipboard): Uint8Array | null {
  const image = clipboard.readImage()
  return image.isEmpty() ? null : new Uint8Array(image.toPNG())
}

async function readAsyncImage(clipboard: AsyncClipboard): Promise<Uint8Array | null> {
  for (const item of await clipboard.read()) {
    if (!item.types.includes('image/png')) continue
    const blob = await item.getType('image/png')
    return new Uint8Array(await blob.arrayBuffer())
  }
  return null
}
