/** What a drag brings, as far as it says so before it is dropped. */
export type DropIntent =
  | { readonly kind: 'images'; readonly count: number }
  | { readonly kind: 'files'; readonly count: number }
  | { readonly kind: 'text' }

/** What of a DataTransfer can be read while it hovers. */
export type Dragged = {
  readonly types: readonly string[]
  readonly items: Iterable<{ readonly kind: string; readonly type: string }>
}

/**
 * What would be dropped; null for what Roost has no use for. A file manager on Linux may give no kinds before the
 * drop: those are files.
 */
export function dropIntentOf(dragged: Dragged): DropIntent | null {
  const files = [...dragged.items].filter((item) => item.kind === 'file')
  if (dragged.types.includes('Files')) {
    const images = files.length > 0 && files.every((item) => isImageType(item.type))
    return { kind: images ? 'images' : 'files', count: Math.max(1, files.length) }
  }
  return dragged.types.some((type) => textTypes.includes(type)) ? { kind: 'text' } : null
}

/** The text of a drop without files: what it reads as, else the addresses it lists. */
export function textOfDrop(getData: (type: string) => string): string {
  const text = getData('text/plain')
  if (text !== '') return text
  // RFC 2483: one address a line, lines with # are comments.
  return getData('text/uri-list')
    .split(/\r?\n/u)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join(' ')
}

const textTypes = ['text/plain', 'text/uri-list']

function isImageType(type: string): boolean {
  return type.startsWith('image/')
}
