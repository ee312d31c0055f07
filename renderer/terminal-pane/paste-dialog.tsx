import { previewPaste } from '../../app/terminal/paste.ts'
import { useApp } from '../model/app-context.ts'
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx'
import type { PasteFlow } from './paste-flow.ts'

/** Shows what a paste would run, and asks. */
export function PasteDialog({ paste }: { readonly paste: PasteFlow }) {
  const { t } = useApp().state
  const asked = paste.question.value
  if (asked === null) return null
  const preview = previewPaste(asked.text)
  return (
    <ConfirmDialog
      title={t('paste.confirmTitle', { count: preview.lineCount })}
      text={t('paste.confirmText')}
      confirmLabel={t('paste.confirm')}
      danger
      onAnswer={(confirmed) => paste.answer(confirmed)}
    >
      <pre class="paste-preview" tabIndex={0}>
        {preview.lines.join('\n')}
      </pre>
      {preview.moreLines > 0 && <p>{t('paste.more', { count: preview.moreLines })}</p>}
    </ConfirmDialog>
  )
}
