import type { Signal } from '@preact/signals'

/** A text as typed and not saved. `base` is what was saved when the typing began. */
export type TextDraft = { readonly text: string; readonly base: string }

/** By the name of the tool that the text is about. */
export type TextDrafts = Signal<ReadonlyMap<string, TextDraft>>

/** Keeps a draft, or lets it go where it is null. */
export function keepDraft(drafts: TextDrafts, toolName: string, draft: TextDraft | null): void {
  const next = new Map(drafts.peek())
  if (draft === null) next.delete(toolName)
  else next.set(toolName, draft)
  drafts.value = next
}
