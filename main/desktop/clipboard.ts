import type { Clipboard, ClipboardItem } from 'electron'
import type { PasteClock } from '../x11/read-selection.ts'
import { findDisplay } from '../x11/display.ts'
import { whyUnusable, type ClipboardContent, type WhyUnusable } from './clipboard-content.ts'
import { readXClipboard } from './x-clipboard.ts'

/** Electron's clipboard before 44: synchronous, with images as objects of their own. */
type SyncClipboard = {
  readText(): string
  availableFormats(): readonly string[]
  writeText(text: string): void
  readImage(): { isEmpty(): boolean; toPNG(): Uint8Array }
}
/** Electron's clipboard since 44, as far as it is used here. */
type AsyncClipboard = Pick<Clipboard, 'readText' | 'writeText' | 'read'>

/** The clipboard of either Electron. */
export type SystemClipboard = SyncClipboard | AsyncClipboard

/** Reads the clipboard of the desktop. Never rejects. */
export type ReadClipboard = () => Promise<ClipboardContent>

/**
 * The way to the clipboard: past Chromium where the desktop is an X server, which has Chromium wait for another program
 * on the main thread; by Electron elsewhere, and where the X server cannot be asked.
 */
export function clipboardReader(deps: {
  readonly clipboard: SystemClipboard
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  readonly clock: PasteClock
}): ReadClipboard {
  const { clipboard, platform, env, clock } = deps
  // Under Wayland the X server is a guest, and need not hear of what its host copies.
  const isX11 = platform === 'linux' && !env['WAYLAND_DISPLAY']
  return async () => {
    const display = isX11 ? await findDisplay(env) : null
    const content = display === null ? null : await readXClipboard(display, clock).catch(() => null)
    return content ?? readClipboard(clipboard)
  }
}

/**
 * Reads the clipboard by Electron. Text wins over an image: a spreadsheet puts a picture of its cells beside their text,
 * while a copied picture comes without text. A clipboard that cannot be read is empty.
 */
export async function readClipboard(clipboard: SystemClipboard): Promise<ClipboardContent> {
  try {
    const text = await clipboard.readText()
    if (text !== '') return { kind: 'text', text }
    if ('readImage' in clipboard) {
      const bytes = readSyncImage(clipboard)
      return bytes === null ? unusable(whyUnusable(clipboard.availableFormats())) : { kind: 'image', bytes }
    }
    const items = await clipboard.read()
    const bytes = await readAsyncImage(items)
    if (bytes === null) return unusable(whyUnusable(items.flatMap(({ types }) => types)))
    return bytes.length === 0 ? unusable('empty-image') : { kind: 'image', bytes }
  } catch {
    return unusable('empty')
  }
}

function unusable(why: WhyUnusable): ClipboardContent {
  return { kind: 'unusable', why }
}

export async function writeClipboard(clipboard: SystemClipboard, text: string): Promise<void> {
  await clipboard.writeText(text)
}

function readSyncImage(clipboard: SyncClipboard): Uint8Array | null {
  const image = clipboard.readImage()
  return image.isEmpty() ? null : new Uint8Array(image.toPNG())
}

async function readAsyncImage(items: readonly ClipboardItem[]): Promise<Uint8Array | null> {
  for (const item of items) {
    if (!item.types.includes('image/png')) continue
    const blob = await item.getType('image/png')
    return new Uint8Array(await blob.arrayBuffer())
  }
  return null
}
