import './wrong.css'
import { useRef, useState } from 'preact/hooks'
import type { SavedCase } from '../../app/activity/why.ts'
import type { AppError } from '../../app/base/result.ts'
import type { SessionId } from '../../app/session/session.ts'
import { statusWords } from '../../app/session/status-words.ts'
import { useApp } from '../model/app-context.ts'
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx'
import { AnswerNote } from '../notices/answer-note.tsx'
import { caseRequest, editOf, type CaseEdit } from './case-edit.ts'
import { FailureText } from '../notices/failure-text.tsx'
import { FrameFields } from './frame-fields.tsx'
import { RightChoice } from './right-choice.tsx'
import { SavedCaseView } from './saved-case-view.tsx'
import { Sheet } from '../dialogs/sheet.tsx'
import type { StatusView } from '../model/open-status-view.ts'
import { useAnswer } from '../model/use-answer.ts'

type WrongDialogProps = {
  readonly id: SessionId
  readonly onView: (view: StatusView) => void
  readonly onClose: () => void
}

/**
 * Takes down that a status is wrong: the right one, and the frame that the rules saw, as the user wants it kept.
 * It stays when its session goes: what was typed into it is still theirs.
 */
export function WrongDialog({ id, onView, onClose }: WrongDialogProps) {
  const { bridge, state } = useApp()
  const { t } = state
  const answer = useAnswer(() => bridge.request('case:draft', { id }), [id])
  const draft = answer.value
  const [changed, setChanged] = useState<CaseEdit | null>(null)
  const [saved, setSaved] = useState<SavedCase | null>(null)
  const [problem, setProblem] = useState<AppError | 'unchosen' | null>(null)
  const [asking, setAsking] = useState(false)
  const saving = useRef(false)
  const first = useRef<HTMLInputElement>(null)
  const edit = changed ?? (draft === null ? null : editOf(draft))

  const change = (next: CaseEdit) => {
    setChanged(next)
    if (problem === 'unchosen' && next.right !== null) setProblem(null)
  }
  const dismiss = () => {
    if (changed !== null && saved === null) setAsking(true)
    else onClose()
  }
  const save = async (): Promise<void> => {
    if (edit === null || saving.current) return
    if (edit.right === null) {
      setProblem('unchosen')
      first.current?.focus()
      return
    }
    saving.current = true
    const result = await bridge.request('case:save', caseRequest(id, edit, edit.right))
    saving.current = false
    setProblem(result.ok ? null : result.error)
    if (result.ok) setSaved(result.value)
  }

  return (
    <Sheet
      class="wrong-sheet"
      title={saved === null ? t('wrong.title') : t('wrong.saved')}
      onDismiss={dismiss}
      actions={
        <>
          {saved !== null && draft !== null && (
            <button
              type="button"
              class="button button-quiet"
              onClick={() => onView({ kind: 'rules', toolName: draft.toolName })}
            >
              {t('why.rules')}
            </button>
          )}
          <button type="button" class="button" onClick={dismiss}>
            {saved === null ? t('action.cancel') : t('action.close')}
          </button>
          {saved === null && (
            <button
              type="button"
              class="button button-primary"
              disabled={edit === null}
              onClick={() => void save()}
            >
              {t('wrong.save')}
            </button>
          )}
        </>
      }
    >
      <AnswerNote answer={answer} />
      {saved === null && draft !== null && edit !== null && (
        <>
          <p>{t('wrong.shown', { status: statusWords(draft.status, state.locale.value) })}</p>
          <RightChoice
            first={first}
            chosen={edit.right}
            problem={problem === 'unchosen' ? t('wrong.choose') : null}
            onChoose={(right) => change({ ...edit, right })}
          />
          <FrameFields edit={edit} onEdit={change} />
          <FailureText error={problem === 'unchosen' ? null : problem} />
        </>
      )}
      {saved !== null && draft !== null && <SavedCaseView saved={saved} toolName={draft.toolName} />}
      {asking && (
        <ConfirmDialog
          title={t('wrong.discardTitle')}
          text={t('wrong.discardText')}
          confirmLabel={t('wrong.discard')}
          danger
          onAnswer={(confirmed) => {
            setAsking(false)
            if (confirmed) onClose()
          }}
        />
      )}
    </Sheet>
  )
}
