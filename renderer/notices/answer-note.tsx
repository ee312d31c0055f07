import { useApp } from '../model/app-context.ts'
import { FailureText } from './failure-text.tsx'
import type { Answer } from '../model/use-answer.ts'

/** Says that an answer is on its way, or why the last one did not come; nothing where it came. */
export function AnswerNote({ answer: { value, error } }: { readonly answer: Answer<unknown> }) {
  const { t } = useApp().state
  return (
    <>
      <FailureText error={error} />
      {value === null && error === null && <p aria-busy="true">{t('why.reading')}</p>}
    </>
  )
}
