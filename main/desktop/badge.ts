import type { BrowserWindow, NativeImage } from 'electron'
import type { Translate } from '../../app/i18n/translate.ts'

/** Where the count of waiting sessions is shown beside the window's title. */
export type BadgeTargets = {
  readonly platform: NodeJS.Platform
  readonly app: { setBadgeCount(count: number): boolean }
  readonly window: Pick<BrowserWindow, 'setTitle' | 'setOverlayIcon' | 'isDestroyed'>
  /** Makes an image of BGRA pixels; for the taskbar of Windows, which shows pictures only. */
  readonly makeImage: (pixels: Buffer, size: number) => NativeImage
}

/** The window's title: the app's name, and how many sessions wait if any do. */
export function windowTitle(t: Translate, waiting: number): string {
  const app = t('app.name')
  return waiting === 0 ? app : t('window.waiting', { app, count: waiting })
}

/** Shows how many sessions wait: in the title everywhere, on the Dock, the launcher or the taskbar where they can. */
export function showWaiting(places: BadgeTargets, t: Translate, waiting: number): void {
  if (places.window.isDestroyed()) return
  places.window.setTitle(windowTitle(t, waiting))
  if (places.platform === 'win32') {
    const dot = waiting === 0 ? null : places.makeImage(dotPixels(), dotSize)
    places.window.setOverlayIcon(dot, waiting === 0 ? '' : windowTitle(t, waiting))
  } else {
    places.app.setBadgeCount(waiting)
  }
}

/** The size of an overlay in the taskbar, in pixels. */
const dotSize = 16

/** A filled amber circle with a dark rim, so that it is seen on light and on dark taskbars. */
function dotPixels(): Buffer {
  const pixels = Buffer.alloc(dotSize * dotSize * 4)
  const middle = (dotSize - 1) / 2
  for (let at = 0; at < dotSize * dotSize; at += 1) {
    const distance = Math.hypot((at % dotSize) - middle, Math.floor(at / dotSize) - middle)
    if (distance > middle) continue
    pixels.set(distance > middle - 1.5 ? [0x1c, 0x17, 0x14, 0xff] : [0x5a, 0xb6, 0xf2, 0xff], at * 4)
  }
  return pixels
}
