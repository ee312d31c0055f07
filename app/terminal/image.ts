import { failWith } from '../i18n/failure.ts'
import { succeed, type Result } from '../base/result.ts'
import { assertNever } from '../base/assert-never.ts'
import { inspectGif } from './image-gif.ts'
import { inspectJpeg } from './image-jpeg.ts'
import { inspectPng } from './image-png.ts'
import { inspectWebp } from './image-webp.ts'
import { hasAscii, hasBytes, type Dimensions } from './image-bytes.ts'

/** The image formats that every measured agent reads, by the extension of their files. */
export type ImageExtension = 'png' | 'jpg' | 'webp' | 'gif'

/** An image that is whole as far as its structure tells. Width and height are in pixels. */
export type CheckedImage = Dimensions & { readonly extension: ImageExtension }

/** What a drop may carry, and a tool is given: more than a screen's picture has. */
export const maxImageBytes = 20 * 1024 * 1024
/** 400 MB once it is decoded. */
export const maxImagePixels = 100_000_000

/** How much an image may hold. */
export type ImageLimits = { readonly maxBytes: number; readonly maxPixels: number }
const imageLimits: ImageLimits = { maxBytes: maxImageBytes, maxPixels: maxImagePixels }

/** The format by the first bytes, whatever the name says; null for anything else. */
export function sniffImage(bytes: Uint8Array): ImageExtension | null {
  if (hasBytes(bytes, 0, pngSignature)) return 'png'
  if (hasBytes(bytes, 0, [0xff, 0xd8, 0xff])) return 'jpg'
  if (hasAscii(bytes, 0, 'GIF87a') || hasAscii(bytes, 0, 'GIF89a')) return 'gif'
  return hasAscii(bytes, 0, 'RIFF') && hasAscii(bytes, 8, 'WEBP') ? 'webp' : null
}

/**
 * Checks that an image is one before a tool gets it: its structure is followed from the first byte to the end mark,
 * so a download that was cut off is found. Pixels are not decoded.
 *
 * @returns the format and size; or `image-empty`, `image-too-large`, `image-kind`, `image-broken`, `image-pixels`
 */
export function checkImage(bytes: Uint8Array, limits: ImageLimits = imageLimits): Result<CheckedImage> {
  if (bytes.length === 0) return failWith('image-empty')
  if (bytes.length > limits.maxBytes) return failWith('image-too-large')
  const extension = sniffImage(bytes)
  if (extension === null) return failWith('image-kind')
  const dimensions = inspect(extension, bytes)
  if (dimensions === null || dimensions.width < 1 || dimensions.height < 1) return failWith('image-broken')
  if (dimensions.width * dimensions.height > limits.maxPixels) return failWith('image-pixels')
  return succeed({ extension, width: dimensions.width, height: dimensions.height })
}

/**
 * The name of Roost's own copy: plain ASCII without spaces, because tools fail on others.
 *
 * @param number counts the images of a session
 * @param hash of the bytes, hexadecimal; its first 16 digits are used
 */
export function asciiImageName(number: number, hash: string, extension: ImageExtension): string {
  if (!Number.isSafeInteger(number) || number < 0 || !/^[0-9a-f]{8,}$/u.test(hash)) {
    throw new Error(`No name for image ${number} with the hash ${JSON.stringify(hash)}`)
  }
  return `${number}-${hash.slice(0, 16)}.${extension}`
}

/** Whether a dropped file says by its name that it is an image of a kind that tools read. */
export function isImageName(name: string): boolean {
  return /\.(?:png|jpe?g|webp|gif)$/iu.test(name)
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

function inspect(extension: ImageExtension, bytes: Uint8Array): Dimensions | null {
  switch (extension) {
    case 'png':
      return inspectPng(bytes)
    case 'jpg':
      return inspectJpeg(bytes)
    case 'gif':
      return inspectGif(bytes)
    case 'webp':
      return inspectWebp(bytes)
    default:
      return assertNever(extension)
  }
}
