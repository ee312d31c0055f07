import { useId } from 'preact/hooks'
import type { SessionView } from '../../app/ipc/read-model.ts'
import { useApp } from '../model/app-context.ts'
import { AttachIcon } from '../styles/icons.tsx'

type AttachButtonProps = {
  readonly session: Pick<SessionView, 'takesImages' | 'toolDisplayName'>
  readonly onPick: () => void
}

/** Asks for image files. Where the tool takes none it stays in reach, so that it can say why. */
export function AttachButton({ session, onPick }: AttachButtonProps) {
  const { t } = useApp().state
  const id = useId()
  const reason = session.takesImages ? null : t('composer.noImages', { tool: session.toolDisplayName })
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label={t('composer.attach')}
        aria-disabled={reason !== null}
        aria-describedby={reason === null ? undefined : id}
        title={reason ?? t('composer.attach')}
        onClick={() => {
          if (reason === null) onPick()
        }}
      >
        <AttachIcon />
      </button>
      {reason !== null && (
        <span id={id} class="visually-hidden">
          {reason}
        </span>
      )}
    </>
  )
}
