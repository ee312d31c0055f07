import { useEffect, useState } from 'preact/hooks'
import type { AppError, Result } from '../../app/base/result.ts'
import { keepDraft, type TextDrafts } from './text-drafts.ts'

/** A text of the user's own about a tool, as a dialog edits it. */
export type OwnText = {
  readonly text: string
  /** False until what is saved was read: nothing is written over it before. */
  readonly isReady: boolean
  readonly isDirty: boolean
  /** What is saved is no longer what the typing began with. */
  readonly hasMoved: boolean
  readonly isSaved: boolean
  /** Why the last text was refused; it stays while the text is mended. */
  readonly refusal: AppError | null
  readonly type: (text: string) => void
  readonly revert: () => void
  readonly save: () => Promise<void>
}

type OwnTextSource = {
  readonly toolName: string
  /** What is saved, null until it was read. */
  readonly saved: string | null
  readonly drafts: TextDrafts
  readonly send: (text: string) => Promise<Result<null>>
}

/** `newer`: what was saved since `saved` was read, until that is read again. */
type Outcome = {
  readonly toolName: string
  readonly newer: string | null
  readonly isSaved: boolean
  readonly refusal: AppError | null
}

/** Edits what is saved for `toolName`; what is typed is kept in `drafts` until it is saved or taken back. */
export function useOwnText({ toolName, saved: read, drafts, send }: OwnTextSource): OwnText {
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  useEffect(() => setOutcome((before) => (before === null ? null : { ...before, newer: null })), [read])
  const mine = outcome?.toolName === toolName ? outcome : null
  const own = mine?.newer ?? read ?? ''
  const draft = drafts.value.get(toolName) ?? null
  const text = draft?.text ?? own

  const save = async (): Promise<void> => {
    const result = await send(text)
    if (!result.ok) {
      setOutcome((before) => ({
        toolName,
        newer: before?.toolName === toolName ? before.newer : null,
        isSaved: false,
        refusal: result.error,
      }))
      return
    }
    setOutcome({ toolName, newer: text, isSaved: true, refusal: null })
    // What was typed meanwhile is a draft over what was saved.
    const now = drafts.peek().get(toolName)
    keepDraft(drafts, toolName, now && now.text !== text ? { text: now.text, base: text } : null)
  }

  return {
    text,
    isReady: read !== null,
    isDirty: draft !== null,
    hasMoved: draft !== null && read !== null && !isSameJson(draft.base, own),
    isSaved: mine !== null && mine.isSaved && draft === null,
    refusal: mine?.refusal ?? null,
    type: (next) =>
      keepDraft(drafts, toolName, next === own ? null : { text: next, base: draft?.base ?? own }),
    revert: () => {
      keepDraft(drafts, toolName, null)
      setOutcome((before) => (before === null ? null : { ...before, isSaved: false, refusal: null }))
    },
    save,
  }
}

/** Main gives a text back in its own form. */
function isSameJson(a: string, b: string): boolean {
  if (a === b) return true
  try {
    return JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b))
  } catch {
    return false
  }
}
