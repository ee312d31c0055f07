import { useId } from 'preact/hooks'
import { FailureText } from '../notices/failure-text.tsx'
import type { OwnText } from './use-own-text.ts'

type OwnTextFieldProps = {
  readonly own: OwnText
  readonly label: string
  /** What is said of the text beside it. */
  readonly notes: {
    readonly saved: string
    readonly draft: string
    readonly moved: string
    readonly always?: string
  }
}

/** The field of a text of the user's own: why it was refused, and whether it is saved, stand below it. */
export function OwnTextField({ own, label, notes }: OwnTextFieldProps) {
  const id = useId()
  return (
    <div class="field">
      <label for={`${id}-own`}>{label}</label>
      <textarea
        id={`${id}-own`}
        class="text-field code-field"
        wrap="off"
        spellcheck={false}
        readOnly={!own.isReady}
        value={own.text}
        aria-invalid={own.refusal !== null}
        aria-describedby={own.refusal === null ? `${id}-note` : `${id}-refusal ${id}-note`}
        onInput={(event) => own.type(event.currentTarget.value)}
      />
      <FailureText error={own.refusal} id={`${id}-refusal`} />
      {notes.always !== undefined && <p class="field-note">{notes.always}</p>}
      <div class="field-note" id={`${id}-note`} role="status">
        {own.isSaved && <p>{notes.saved}</p>}
        {own.isDirty && <p>{notes.draft}</p>}
        {own.hasMoved && <p>{notes.moved}</p>}
      </div>
    </div>
  )
}
