import { maxPromptImages, type PromptDraft } from '../../app/session/prompt.ts'
import type { AbsolutePath } from '../../app/session/session.ts'

export const emptyDraft: PromptDraft = { text: '', images: [] }

/** Adds images at the end, each once. `left` counts those beyond what a prompt may hold. */
export function addImages(
  draft: PromptDraft,
  images: readonly AbsolutePath[],
): { readonly draft: PromptDraft; readonly left: number } {
  const all = [...new Set([...draft.images, ...images])]
  return {
    draft: { ...draft, images: all.slice(0, maxPromptImages) },
    left: Math.max(0, all.length - maxPromptImages),
  }
}

/** The draft with one image less. */
export function withoutImage(draft: PromptDraft, path: AbsolutePath): PromptDraft {
  return { ...draft, images: draft.images.filter((image) => image !== path) }
}

/** Puts another prompt below what is written, with a blank line between them. */
export function appendPrompt(
  draft: PromptDraft,
  added: PromptDraft,
): { readonly draft: PromptDraft; readonly left: number } {
  const texts = [draft.text, added.text].filter((text) => text.trim() !== '')
  return addImages({ ...draft, text: texts.join('\n\n') }, added.images)
}

/** What is left of a draft once `sent` was accepted: what was typed or added while it was on its way. */
export function withoutSent(draft: PromptDraft, sent: PromptDraft): PromptDraft {
  return {
    text: draft.text.startsWith(sent.text) ? draft.text.slice(sent.text.length).trimStart() : draft.text,
    images: draft.images.filter((image) => !sent.images.includes(image)),
  }
}

/** The first line that says something, as a list shows it; empty where there is only white space. */
export function firstLine(text: string): string {
  return text.trimStart().slice(0, shownChars).split('\n', 1)[0]?.trimEnd() ?? ''
}

/** More than any row is wide. */
const shownChars = 240
