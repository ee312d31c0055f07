import { useId } from 'preact/hooks'
import type { SessionId } from '../../app/session/session.ts'
import { useApp } from '../model/app-context.ts'
import { clockTime } from '../badges/clock-time.ts'
import { FailureText } from '../notices/failure-text.tsx'
import { useAnswer } from '../model/use-answer.ts'

/** The screen of a session as it was at a moment of its timeline, to read. */
export function MomentText({ id, at }: { readonly id: SessionId; readonly at: number }) {
  const { bridge, state } = useApp()
  const { t } = state
  const titleId = useId()
  const { value: text, error } = useAnswer(() => bridge.request('status:moment', { id, at }), [id, at])
  return (
    <section class="moment" aria-labelledby={titleId} aria-busy={text === null && error === null}>
      <h3 id={titleId}>{t('timeline.textAt', { time: clockTime(at, state.locale.value) })}</h3>
      <FailureText error={error} />
      {text !== null && text.trim() === '' && <p>{t('timeline.noText')}</p>}
      {text !== null && text.trim() !== '' && (
        <pre class="screen-text" tabIndex={0} role="group" aria-labelledby={titleId}>
          {text}
        </pre>
      )}
    </section>
  )
}
