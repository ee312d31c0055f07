import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { SessionId } from '../../app/session/session.ts'
import { useApp } from '../model/app-context.ts'
import { PopupMenu } from '../dialogs/popup-menu.tsx'
import type { StatusView } from '../model/open-status-view.ts'
import { CloseQuestion } from './close-question.tsx'
import { sessionActions } from './session-actions.ts'
import { registerSessionCommands } from './session-commands.ts'
import { SessionList } from './session-list.tsx'
import { sessionMenu } from './session-menu.ts'
import { SidebarFooter } from './sidebar-footer.tsx'
import { SidebarResizer } from './sidebar-resizer.tsx'

type SidebarProps = {
  /** Told of a drag of its edge. */
  readonly onWidth: (px: number | null) => void
  readonly onStatusView: (view: StatusView) => void
}

type MenuAt = { readonly id: SessionId; readonly at: { readonly x: number; readonly y: number } }

/** The left side of the window: the sessions, and what is asked about one of them. */
export function Sidebar({ onWidth, onStatusView }: SidebarProps) {
  const app = useApp()
  const { state } = app
  const actions = useMemo(() => sessionActions(app), [app])
  const renaming = useSignal<SessionId | null>(null)
  const menu = useSignal<MenuAt | null>(null)
  const asking = useSignal<{ readonly id: SessionId; readonly background: readonly string[] } | null>(null)

  const rename = (id: SessionId | null) => {
    renaming.value = id
  }
  const close = (id: SessionId) => {
    void actions.close(id, { confirmed: false, leave: false }).then(async (answer) => {
      if (answer === 'asks') asking.value = { id, background: await actions.background(id) }
    })
  }
  useEffect(() => registerSessionCommands({ state, actions, rename, close }), [state, actions])

  return (
    <nav class="sidebar" aria-label={state.t('sidebar.label')}>
      <SessionList
        actions={actions}
        renaming={renaming}
        onRename={rename}
        onClose={close}
        onMenu={(id, at) => {
          menu.value = { id, at }
        }}
      />
      <SidebarFooter />
      <SidebarResizer onWidth={onWidth} />
      {menu.value !== null && (
        <PopupMenu
          key={menu.value.id}
          label={state.t('tab.menuNamed', { title: state.session(menu.value.id).peek()?.title ?? '' })}
          at={menu.value.at}
          items={sessionMenu(menu.value.id, { state, actions, rename, close, onStatusView })}
          onClose={() => {
            menu.value = null
          }}
        />
      )}
      {asking.value !== null && (
        <CloseQuestion
          {...asking.value}
          onAnswer={(id, answer) => {
            asking.value = null
            if (answer !== null) void actions.close(id, { confirmed: true, ...answer })
          }}
        />
      )}
    </nav>
  )
}
