import { useContext } from 'preact/hooks'
import { useApp } from '../model/app-context.ts'
import { runCommand } from '../keys/commands.ts'
import { shortcutLabel } from '../keys/shortcuts.ts'
import { SettingsButton } from '../settings/settings-button.tsx'
import { TerminalsContext } from '../terminal-pane/terminals-context.ts'
import { PlusIcon } from '../styles/icons.tsx'

/** Counts, "New session" and settings. */
export function SidebarFooter() {
  const { t, platform } = useApp().state
  const terminals = useContext(TerminalsContext)
  const shortcut = shortcutLabel('newSession', platform.value)
  return (
    <div class="sidebar-footer">
      <Counts />
      <div class="sidebar-buttons">
        <button type="button" class="button new-session-button" onClick={() => runCommand('newSession')}>
          <PlusIcon />
          <span class="new-session-label">{t('newSession.title')}</span>
          <kbd aria-hidden="true">{shortcut}</kbd>
        </button>
        <SettingsButton drawnBy={terminals?.pool.shown.value?.rendererKind.value ?? null} />
      </div>
    </div>
  )
}

function Counts() {
  const { state } = useApp()
  const { waitingCount: waiting, workingCount: working } = state
  if (waiting.value === 0 && working.value === 0) return null
  return (
    <div class="counts">
      {waiting.value > 0 && (
        <button
          type="button"
          class="count count-waiting"
          title={`${state.t('sidebar.nextWaiting')} (${shortcutLabel('nextWaiting', state.platform.value)})`}
          onClick={() => runCommand('nextWaiting')}
        >
          {state.t('sidebar.waiting', { count: waiting.value })}
        </button>
      )}
      {working.value > 0 && (
        <span class="count count-working">{state.t('sidebar.working', { count: working.value })}</span>
      )}
    </div>
  )
}
