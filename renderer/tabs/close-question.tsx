import { useEffect } from 'preact/hooks'
import type { SessionId } from '../../app/session/session.ts'
import { statusWords } from '../../app/session/status-words.ts'
import { useApp } from '../model/app-context.ts'
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx'

type CloseQuestionProps = {
  readonly id: SessionId
  readonly onAnswer: (id: SessionId, confirmed: boolean) => void
}

/** Asks before a session at work is closed. A session that goes meanwhile takes the question with it. */
export function CloseQuestion({ id, onAnswer }: CloseQuestionProps) {
  const { state } = useApp()
  const session = state.session(id).value
  const gone = session === null
  useEffect(() => {
    if (gone) onAnswer(id, false)
  }, [gone])
  if (gone) return null
  const status = statusWords(session.status, state.locale.value)
  return (
    <ConfirmDialog
      title={state.t('tab.closeTitle', { title: session.title })}
      text={state.t('tab.closeText', { tool: session.toolDisplayName, status })}
      confirmLabel={state.t('tab.close')}
      danger
      onAnswer={(confirmed) => onAnswer(id, confirmed)}
    />
  )
}
