/** What a paste would insert, or why it inserts nothing. Image bytes are PNG, JPEG, WebP or GIF. */
export type ClipboardContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly bytes: Uint8Array }
  | { readonly kind: 'unusable'; readonly why: WhyUnusable }

/** `slow`: the program that holds the clipboard does not give it. */
export type WhyUnusable = 'empty' | 'empty-image' | 'html' | 'files' | 'other' | 'slow' | 'too-large'

/** Why content of these types, of which none gave text or an image, is not pasted. */
export function whyUnusable(types: readonly string[]): WhyUnusable {
  const has = (pattern: RegExp): boolean => types.some((type) => pattern.test(type))
  if (has(/^image\/(?:png|jpeg|webp|gif)$/iu)) return 'empty-image'
  if (has(/uri-list|copied-files/iu)) return 'files'
  if (has(/html|rtf|richtext/iu)) return 'html'
  // Types in capitals are those in which X11 talks of the clipboard itself, and of text, which was empty then.
  return has(/^(?!text\/plain)[^A-Z]/u) ? 'other' : 'empty'
}
