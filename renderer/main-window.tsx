import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { firstTerminalSize } from '../app/terminal/terminal-size.ts'
import { useApp } from './model/app-context.ts'
import { registerCommand } from './keys/commands.ts'
import { Composer } from './composer/composer.tsx'
import { isModalOpen } from './dialogs/modal.tsx'
import { FindBar } from './terminal-pane/find-bar.tsx'
import { EmptyState } from './new-session/empty-state.tsx'
import { NewSessionDialog } from './new-session/new-session-dialog.tsx'
import { Announcer } from './notices/announcer.tsx'
import { NoticeStack } from './notices/notice-stack.tsx'
import { ToastStack } from './notices/toast-stack.tsx'
import type { StatusView } from './model/open-status-view.ts'
import { StatusViews } from './status/status-views.tsx'
import { SessionHeader } from './tabs/session-header.tsx'
import { Sidebar } from './tabs/sidebar.tsx'
import { TerminalPane } from './terminal-pane/terminal-pane.tsx'
import { ToolsView } from './tools/tools-view.tsx'
import { useTerminals } from './terminal-pane/terminals-context.ts'

/** The whole window: sessions at the left, the terminal of the active one in the rest, its composer below. */
export function MainWindow() {
  const { state } = useApp()
  const { pool } = useTerminals()
  const width = useSignal<number | null>(null)
  const creating = useSignal<{ readonly toolName: string | null } | null>(null)
  const statusView = useSignal<StatusView | null>(null)
  const active = state.activeId.value

  useEffect(
    () =>
      registerCommand('newSession', () => {
        if (!isModalOpen()) creating.value = { toolName: null }
      }),
    [],
  )

  // Before the first snapshot an empty list would be a lie.
  if (!state.ready.value) return <div class="window" aria-busy="true" />

  const terminalSize = () => {
    const terminal = pool.shown.peek()?.terminal
    return terminal ? { cols: terminal.cols, rows: terminal.rows } : firstTerminalSize
  }
  return (
    <div
      class="window"
      style={{ '--sidebar-width': `${width.value ?? state.settings.value.sidebarWidth}px` }}
    >
      <Sidebar
        onWidth={(px) => {
          width.value = px
        }}
        onStatusView={(view) => {
          statusView.value = view
        }}
      />
      <main class="stage">
        {active !== null && <SessionHeader id={active} />}
        <NoticeStack />
        {active === null ? (
          <EmptyState
            onTool={(toolName) => {
              creating.value = { toolName }
            }}
          />
        ) : (
          <>
            <div class="stage-terminal">
              <TerminalPane sessionId={active} />
              <FindBar />
            </div>
            <Composer id={active} />
          </>
        )}
      </main>
      <ToastStack />
      <Announcer />
      <StatusViews view={statusView} />
      <ToolsView />
      {creating.value !== null && (
        <NewSessionDialog
          toolName={creating.value.toolName}
          size={terminalSize}
          onDone={() => {
            creating.value = null
          }}
        />
      )}
    </div>
  )
}
