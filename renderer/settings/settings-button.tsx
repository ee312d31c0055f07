import { useEffect, useRef, useState } from 'preact/hooks'
import { useApp } from '../model/app-context.ts'
import { registerCommand } from '../keys/commands.ts'
import { shortcutLabel } from '../keys/shortcuts.ts'
import { SettingsIcon } from '../styles/icons.tsx'
import { SettingsPopover, type DrawnBy } from './settings-popover.tsx'

/** The button in the sidebar, and the popover it opens. */
export function SettingsButton({ drawnBy = null }: { readonly drawnBy?: DrawnBy }) {
  const { t, platform } = useApp().state
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)

  useEffect(() => registerCommand('settings', () => setOpen((was) => !was)), [])

  return (
    <div ref={place} class="settings-place">
      <button
        type="button"
        class="icon-button settings-button"
        aria-label={t('settings.title')}
        aria-haspopup="dialog"
        aria-expanded={open}
        title={`${t('settings.title')} (${shortcutLabel('settings', platform.value)})`}
        onClick={() => setOpen(!open)}
      >
        <SettingsIcon />
      </button>
      {open && <SettingsPopover place={place} drawnBy={drawnBy} onClose={() => setOpen(false)} />}
    </div>
  )
}
