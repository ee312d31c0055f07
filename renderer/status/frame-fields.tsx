import { useId, useRef, useState } from 'preact/hooks'
import { useApp } from '../model/app-context.ts'
import { lineAt, withScreen, type CaseEdit } from './case-edit.ts'

type FrameFieldsProps = {
  readonly edit: CaseEdit
  readonly onEdit: (edit: CaseEdit) => void
}

/** What the rules saw, to look through and to take out of what nobody should read; and the line of it that tells. */
export function FrameFields({ edit, onEdit }: FrameFieldsProps) {
  const { t } = useApp().state
  const id = useId()
  const screen = useRef<HTMLTextAreaElement>(null)
  const [emptyLine, setEmptyLine] = useState(false)

  const pickSign = () => {
    const line = lineAt(edit.screen, screen.current?.selectionStart ?? 0)
    const isEmpty = line.trim() === ''
    setEmptyLine(isEmpty)
    if (!isEmpty) onEdit({ ...edit, sign: line })
  }

  return (
    <>
      <p class="secrets-note" id={`${id}-secrets`}>
        {t('wrong.secrets')}
      </p>
      <div class="field">
        <label for={`${id}-screen`}>{t('wrong.screen')}</label>
        <textarea
          ref={screen}
          id={`${id}-screen`}
          class="text-field code-field"
          wrap="off"
          spellcheck={false}
          value={edit.screen}
          aria-describedby={`${id}-secrets ${id}-sign`}
          onInput={(event) => onEdit(withScreen(edit, event.currentTarget.value))}
        />
        <div class="sign-line">
          <button type="button" class="button button-small" onClick={pickSign}>
            {t('wrong.pickSign')}
          </button>
          {edit.sign !== null && (
            <button
              type="button"
              class="button button-small button-quiet"
              onClick={() => onEdit({ ...edit, sign: null })}
            >
              {t('wrong.dropSign')}
            </button>
          )}
          <span class="field-note" id={`${id}-sign`} role="status">
            {emptyLine ? t('wrong.emptyLine') : signWords(edit.sign)}
          </span>
        </div>
      </div>
      <div class="field">
        <label for={`${id}-title`}>{t('wrong.windowTitle')}</label>
        <input
          id={`${id}-title`}
          class="text-field"
          type="text"
          spellcheck={false}
          autocomplete="off"
          value={edit.title}
          onInput={(event) => onEdit({ ...edit, title: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for={`${id}-signals`}>{t('wrong.signals')}</label>
        <textarea
          id={`${id}-signals`}
          class="text-field code-field is-short"
          wrap="off"
          spellcheck={false}
          value={edit.signals}
          onInput={(event) => onEdit({ ...edit, signals: event.currentTarget.value })}
        />
      </div>
    </>
  )

  function signWords(sign: string | null): string {
    return sign === null ? t('wrong.noSign') : t('wrong.sign', { line: sign.trim() })
  }
}
