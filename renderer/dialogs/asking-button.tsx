import { useState } from 'preact/hooks'
import { ConfirmDialog } from './confirm-dialog.tsx'

type AskingButtonProps = {
  readonly label: string
  readonly class?: string
  readonly question: { readonly title: string; readonly text: string; readonly confirmLabel: string }
  readonly onConfirm: () => void
}

/** A button for what loses something: it asks first. */
export function AskingButton({ label, question, onConfirm, class: name = '' }: AskingButtonProps) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <button type="button" class={`button ${name}`} onClick={() => setAsking(true)}>
        {label}
      </button>
      {asking && (
        <ConfirmDialog
          {...question}
          danger
          onAnswer={(confirmed) => {
            setAsking(false)
            if (confirmed) onConfirm()
          }}
        />
      )}
    </>
  )
}
