import './drop.css'
import { useApp } from '../model/app-context.ts'
import type { DropIntent } from './drop-intent.ts'

/** Says over a terminal what a drop there will do. */
export function DropOverlay({ intent, tool }: { readonly intent: DropIntent; readonly tool: string }) {
  const { t } = useApp().state
  return (
    <div class="drop-overlay" role="status">
      <div class="drop-card">
        <strong>
          {intent.kind === 'text'
            ? t('drop.text', { tool })
            : t(`drop.${intent.kind}`, { count: intent.count, tool })}
        </strong>
        <span>{t('drop.note')}</span>
      </div>
    </div>
  )
}
