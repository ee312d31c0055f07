import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../model/app-context.ts'
import { CloseIcon, LevelIcon } from '../styles/icons.tsx'
import { dismissToast, toasts, type Toast } from './toast.ts'

/** Long enough to read two sentences; it waits while the pointer or the focus is on it. */
const toastMs = 8_000

/** The window's own short messages, in a corner. */
export function ToastStack() {
  return (
    <div class="toast-stack">
      {toasts.value.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

function ToastCard({ toast }: { readonly toast: Toast }) {
  const { t } = useApp().state
  const [held, setHeld] = useState(false)

  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => dismissToast(toast.id), toastMs)
    return () => clearTimeout(timer)
  }, [held, toast.id])

  return (
    <div
      class={`card card-${toast.level}`}
      role={toast.level === 'error' ? 'alert' : 'status'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      <LevelIcon level={toast.level} />
      <div class="card-text">
        <p class="card-message">{toast.message}</p>
        {toast.hint !== '' && <p class="card-hint">{toast.hint}</p>}
        {toast.action !== null && (
          <div class="card-actions">
            <button
              type="button"
              class="button button-small"
              onClick={() => {
                dismissToast(toast.id)
                toast.action?.run()
              }}
            >
              {toast.action.label}
            </button>
          </div>
        )}
      </div>
      <button
        type="button"
        class="icon-button"
        aria-label={t('notices.dismiss')}
        onClick={() => dismissToast(toast.id)}
      >
        <CloseIcon />
      </button>
    </div>
  )
}
