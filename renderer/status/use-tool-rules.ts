import { useState } from 'preact/hooks'
import { succeed, type AppError } from '../../app/ipc/errors.ts'
import { useApp } from '../app-context.ts'
import { keepDraft, type RulesDrafts } from './rules-drafts.ts'
import { useAnswer } from './use-answer.ts'

/** The rules of one tool as a dialog edits them. */
export type ToolRules = {
  /** JSON text, null until it was read. */
  readonly preset: string | null
  readonly text: string
  readonly isDirty: boolean
  /** What is saved is no longer what the typing began with. */
  readonly hasMoved: boolean
  readonly isSaved: boolean
  readonly readError: AppError | null
  /** Why the last text was refused; it stays while the text is mended. */
  readonly refusal: AppError | null
  readonly type: (text: string) => void
  readonly revert: () => void
  readonly save: () => Promise<void>
}

type Outcome = { readonly toolName: string; readonly saved: string | null; readonly refusal: AppError | null }

/** Reads the rules of `toolName`; what is typed is kept in `drafts` until it is saved or taken back. */
export function useToolRules(toolName: string, drafts: RulesDrafts): ToolRules {
  const { bridge } = useApp()
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const { value, error } = useAnswer(
    () =>
      bridge
        .request('rules:read', { toolName })
        .then((result) => (result.ok ? succeed({ toolName, ...result.value }) : result)),
    [toolName],
  )

  const read = value?.toolName === toolName ? value : null
  const mine = outcome?.toolName === toolName ? outcome : null
  const own = mine?.saved ?? read?.own ?? ''
  const draft = drafts.value.get(toolName) ?? null
  const text = draft?.text ?? own

  const save = async (): Promise<void> => {
    const result = await bridge.request('rules:save', { toolName, text })
    if (!result.ok) {
      setOutcome((before) => ({
        toolName,
        saved: before?.toolName === toolName ? before.saved : null,
        refusal: result.error,
      }))
      return
    }
    setOutcome({ toolName, saved: text, refusal: null })
    // What was typed meanwhile is a draft over what was saved.
    const now = drafts.peek().get(toolName)
    keepDraft(drafts, toolName, now && now.text !== text ? { text: now.text, base: text } : null)
  }

  return {
    preset: read?.preset ?? null,
    text,
    isDirty: draft !== null,
    hasMoved: draft !== null && read !== null && draft.base !== own,
    isSaved: mine !== null && mine.saved !== null && mine.refusal === null && draft === null,
    readError: error,
    refusal: mine?.refusal ?? null,
    type: (next) =>
      keepDraft(drafts, toolName, next === own ? null : { text: next, base: draft?.base ?? own }),
    revert: () => {
      keepDraft(drafts, toolName, null)
      setOutcome((before) => (before === null ? null : { ...before, refusal: null }))
    },
    save,
  }
}
