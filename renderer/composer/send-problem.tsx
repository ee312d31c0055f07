import { translateError } from '../../app/i18n/failure.ts'
import type { SessionId } from '../../app/session/session.ts'
import { useApp } from '../model/app-context.ts'
import { CloseIcon } from '../styles/icons.tsx'
import { FailureText } from '../notices/failure-text.tsx'
import type { SendProblem as Problem } from './composer-state.ts'

type SendProblemProps = {
  readonly problem: Problem | null
  readonly onDismiss: () => void
  /** Sends what is written to those that did not take it. */
  readonly onTryAgain: (ids: readonly SessionId[]) => void
}

/** Why the prompt is still here, and what can be done; nothing where nothing was refused. */
export function SendProblem({ problem, onDismiss, onTryAgain }: SendProblemProps) {
  const { state } = useApp()
  const { t, locale } = state
  if (problem === null) return null
  return (
    <div class="send-problem">
      {problem.kind === 'refused' ? (
        <FailureText error={problem.error} />
      ) : (
        <div class="form-problem" role="alert">
          <p>{t('composer.partly')}</p>
          <ul>
            {problem.failures.map(({ id, error }) => {
              const { message, hint } = translateError(locale.value, error)
              return (
                <li key={id}>
                  <strong>
                    <bdi>{state.session(id).value?.title ?? ''}</bdi>
                  </strong>{' '}
                  {message} <span class="problem-hint">{hint}</span>
                </li>
              )
            })}
          </ul>
          <button
            type="button"
            class="button button-small"
            onClick={() => onTryAgain(problem.failures.map(({ id }) => id))}
          >
            {t('composer.tryAgain', { count: problem.failures.length })}
          </button>
        </div>
      )}
      <button type="button" class="icon-button" aria-label={t('notices.dismiss')} onClick={onDismiss}>
        <CloseIcon />
      </button>
    </div>
  )
}
