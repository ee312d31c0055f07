import { useLayoutEffect, useRef } from 'preact/hooks'
import { translateError } from '../../app/i18n/failure.ts'
import type { AppError } from '../../app/base/result.ts'
import { useApp } from '../model/app-context.ts'

/** What failed and what to do next, in place and in sight; nothing where nothing failed. */
export function FailureText({ error, id }: { readonly error: AppError | null; readonly id?: string }) {
  const { locale } = useApp().state
  const text = useRef<HTMLParagraphElement>(null)
  useLayoutEffect(() => text.current?.scrollIntoView({ block: 'nearest' }), [error])
  if (error === null) return null
  const { message, hint } = translateError(locale.value, error)
  return (
    <p ref={text} class="form-problem" role="alert" id={id}>
      {message} <span class="problem-hint">{hint}</span>
    </p>
  )
}
