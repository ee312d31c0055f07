import type { SessionView } from '../../app/ipc/read-model.ts'
import { useApp } from '../app-context.ts'
import type { Translate } from '../state.ts'
import { useTerminals } from './terminals-context.ts'

/** Under the text of a session without a process: what it was, and a way to start it again. */
export function ReviveBar({ session }: { readonly session: SessionView }) {
  const { t } = useApp().state
  const terminals = useTerminals()
  return (
    <div class="revive-bar" role="group" aria-label={t('revive.label')}>
      <p class="revive-text">{whatItWas(session, t)}</p>
      <span class="revive-hint" aria-hidden="true">
        {t('revive.enter')}
      </span>
      <button
        type="button"
        class="button button-primary"
        onClick={() => {
          terminals.start(session.id)
          terminals.pool.find(session.id)?.terminal.focus()
        }}
      >
        {session.resumes ? t('revive.resume') : t('revive.start')}
      </button>
    </div>
  )
}

function whatItWas({ status, toolDisplayName: tool }: SessionView, t: Translate): string {
  switch (status.kind) {
    case 'dormant': {
      const { last } = status
      const known = last !== null && last !== 'dormant'
      const text = t('revive.dormant', { tool })
      return known ? `${text} ${t('revive.last', { status: t(`status.${last}`) })}` : text
    }
    case 'exited':
      if (status.signal !== null) return t('revive.exitedSignal', { tool, signal: status.signal })
      if (status.exitCode !== 0) return t('revive.exitedCode', { tool, code: status.exitCode })
      return t('revive.exited', { tool })
    case 'failed':
      return status.message
    case 'starting':
    case 'working':
    case 'waiting':
    case 'idle':
      return ''
  }
}
