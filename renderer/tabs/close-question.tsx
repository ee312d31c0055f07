import { useEffect } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import type { SessionId } from '../../app/session/session.ts'
import { isAtWork } from '../../app/session/status.ts'
import { statusWords } from '../../app/session/status-words.ts'
import { useApp } from '../model/app-context.ts'
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx'
import { leavesBackground, rememberLeaving } from './leave-choice.ts'

type CloseQuestionProps = {
  readonly id: SessionId
  /** Programs that the user put into its background; empty where there are none. */
  readonly background: readonly string[]
  /** @param answer null: it is not closed */
  readonly onAnswer: (id: SessionId, answer: { readonly leave: boolean } | null) => void
}

/** Asks before a close stops something. A session that goes meanwhile takes the question with it. */
export function CloseQuestion({ id, background, onAnswer }: CloseQuestionProps) {
  const { state } = useApp()
  const session = state.session(id).value
  const leave = useSignal(session !== null && leavesBackground(session.toolName))
  const gone = session === null
  useEffect(() => {
    if (gone) onAnswer(id, null)
  }, [gone])
  if (gone) return null
  const { t } = state
  const status = statusWords(session.status, state.locale.value)
  const names = background.join(', ')
  const answer = (confirmed: boolean) => {
    if (!confirmed) return onAnswer(id, null)
    if (background.length > 0) rememberLeaving(session.toolName, leave.value)
    onAnswer(id, { leave: background.length > 0 && leave.value })
  }
  // The session may come to its end while the question stands.
  const text = () => {
    if (isAtWork(session.status)) return t('tab.closeText', { tool: session.toolDisplayName, status })
    return background.length > 0 ? t('tab.closeIdleText', { names }) : t('tab.closeRestText', { status })
  }
  return (
    <ConfirmDialog
      title={t('tab.closeTitle', { title: session.title })}
      text={text()}
      confirmLabel={t('tab.close')}
      danger
      onAnswer={answer}
    >
      {background.length > 0 && (
        <label class="setting setting-check">
          <input
            type="checkbox"
            checked={leave.value}
            onChange={({ currentTarget }) => {
              leave.value = currentTarget.checked
            }}
          />
          <span>{t('tab.closeLeave', { names })}</span>
        </label>
      )}
    </ConfirmDialog>
  )
}
