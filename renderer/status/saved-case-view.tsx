import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { SavedCase } from '../../app/activity/why.ts'
import type { AppError } from '../../app/base/result.ts'
import { useApp } from '../model/app-context.ts'
import { FailureText } from '../notices/failure-text.tsx'
import { FixList } from './fix-list.tsx'

/** Where a case was saved, and the changes of the rules that would make it right. */
export function SavedCaseView({ saved, toolName }: { readonly saved: SavedCase; readonly toolName: string }) {
  const { bridge, state } = useApp()
  const { t } = state
  const place = useRef<HTMLParagraphElement>(null)
  const [problem, setProblem] = useState<AppError | null>(null)

  // The button that had the focus is gone.
  useLayoutEffect(() => place.current?.focus(), [])

  const reveal = async (): Promise<void> => {
    const result = await bridge.request('case:reveal', { path: saved.path })
    setProblem(result.ok ? null : result.error)
  }
  return (
    <>
      <p class="saved-path" ref={place} tabIndex={-1}>
        <code>{saved.path}</code>
        <button type="button" class="button button-small" onClick={() => void reveal()}>
          {t('wrong.reveal')}
        </button>
      </p>
      <FailureText error={problem} />
      <h3>{t('wrong.fixes')}</h3>
      {saved.fixes.length === 0 ? (
        <p>{t('wrong.noFix')}</p>
      ) : (
        <FixList fixes={saved.fixes} toolName={toolName} />
      )}
    </>
  )
}
