import type { XDisplay } from '../x11/display.ts'
import { openXClipboard, type Given, type PasteClock, type XClipboard } from '../x11/read-selection.ts'
import { whyUnusable, type ClipboardContent } from './clipboard-content.ts'

/** As an owner names text, the best first. */
const textTypes: readonly (readonly [type: string, encoding: 'utf-8' | 'latin1'])[] = [
  ['UTF8_STRING', 'utf-8'],
  ['text/plain;charset=utf-8', 'utf-8'],
  ['text/plain', 'utf-8'],
  ['STRING', 'latin1'],
]
/** As they are taken from a clipboard; programs offer PNG, and one of these at least. */
const imageTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/webp', 'image/gif']

/**
 * Reads the clipboard of an X server; text wins over an image. Rejects where the server cannot be asked.
 */
export async function readXClipboard(display: XDisplay, clock: PasteClock): Promise<ClipboardContent> {
  const clipboard = await openXClipboard(display, clock)
  try {
    const types = await clipboard.types()
    if (types.kind === 'slow' || types.kind === 'too-large') return { kind: 'unusable', why: types.kind }
    // An owner that does not say what it has, has text.
    const offered = types.kind === 'given' ? types.value : textTypes.map(([type]) => type)
    return await readOffered(clipboard, offered)
  } finally {
    clipboard.close()
  }
}

async function readOffered(clipboard: XClipboard, offered: readonly string[]): Promise<ClipboardContent> {
  const text = textTypes.find(([type]) => offered.includes(type))
  if (text !== undefined) {
    const [type, encoding] = text
    const given = await clipboard.read(type)
    const failure = failureOf(given)
    if (failure !== null) return failure
    // Some owners end a text as C does.
    const words =
      given.kind === 'given' ? Buffer.from(given.value).toString(encoding).replace(/\0+$/u, '') : ''
    if (words !== '') return { kind: 'text', text: words }
  }
  const image = imageTypes.find((type) => offered.includes(type))
  if (image !== undefined) {
    const given = await clipboard.read(image)
    const failure = failureOf(given)
    if (failure !== null) return failure
    if (given.kind === 'given' && given.value.length > 0) {
      return { kind: 'image', bytes: new Uint8Array(given.value) }
    }
  }
  return { kind: 'unusable', why: whyUnusable(offered) }
}

function failureOf(given: Given<unknown>): ClipboardContent | null {
  return given.kind === 'slow' || given.kind === 'too-large' ? { kind: 'unusable', why: given.kind } : null
}
