import type { Signal } from '@preact/signals'

/** Rules as typed and not saved. `base` is what was saved when the typing began. */
export type RulesDraft = { readonly text: string; readonly base: string }

/** By tool name. */
export type RulesDrafts = Signal<ReadonlyMap<string, RulesDraft>>

/** Keeps a draft, or lets it go where it is null. */
export function keepDraft(drafts: RulesDrafts, toolName: string, draft: RulesDraft | null): void {
  const next = new Map(drafts.peek())
  if (draft === null) next.delete(toolName)
  else next.set(toolName, draft)
  drafts.value = next
}
