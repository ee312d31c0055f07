import '../terminal/terminal.css'
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { SessionId } from '../../app/session/session.ts'
import { hasProcess } from '../../app/session/status.ts'
import { checkLink } from '../../app/terminal/links.ts'
import { revealInvisible } from '../../app/terminal/characters.ts'
import { useApp } from '../model/app-context.ts'
import { DropOverlay } from '../drop/drop-overlay.tsx'
import { isTextField } from '../keys/capture-keys.ts'
import { PasteDialog } from './paste-dialog.tsx'
import { ResumeOffer } from './resume-offer.tsx'
import { HeadlessLine, ReviveBar } from './revive-bar.tsx'
import { TerminalMenu } from './terminal-menu.tsx'
import { belongsToProgram } from '../terminal/mouse.ts'
import type { TerminalView } from '../terminal/terminal-view.ts'
import { useTerminals } from './terminals-context.ts'

/** The terminal of a session, and what lies over it: menu, link target, drop, the offer to start it again. */
export function TerminalPane({ sessionId }: { readonly sessionId: SessionId }) {
  const { state } = useApp()
  const terminals = useTerminals()
  const host = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<TerminalView | null>(null)
  const [menuAt, setMenuAt] = useState<{ x: number; y: number } | null>(null)

  useLayoutEffect(() => {
    if (host.current === null) return
    const taken = terminals.pool.acquire(host.current)
    setView(taken)
    return () => terminals.pool.give(taken)
  }, [terminals])

  useLayoutEffect(() => {
    if (view === null) return
    view.showSession(sessionId)
    setMenuAt(null)
    if (mayTakeFocus()) view.terminal.focus()
  }, [view, sessionId])

  const closeMenu = useCallback(() => {
    setMenuAt(null)
    view?.terminal.focus()
  }, [view])

  const session = state.session(sessionId).value
  const dead = session !== null && !hasProcess(session.status)
  const hover = terminals.drops.hover.value
  const droppedHere = hover !== null && hover.session === sessionId && hover.overTerminal

  return (
    <section
      class={dead ? 'terminal-pane is-dead' : 'terminal-pane'}
      role="region"
      aria-label={state.t('terminal.region')}
      aria-description={session?.title}
      data-drop-session={sessionId}
    >
      {!dead && session !== null && <ResumeOffer session={session} />}
      <div
        ref={host}
        class="terminal-host"
        onPasteCapture={(event) => {
          event.preventDefault()
          event.stopPropagation()
          const files = [...(event.clipboardData?.files ?? [])]
          if (files.length > 0) terminals.giveFiles(sessionId, files)
          else terminals.paste.pasteText(sessionId, event.clipboardData?.getData('text/plain') ?? '')
        }}
        onContextMenuCapture={(event) => {
          event.preventDefault()
          event.stopPropagation()
          if (view === null || belongsToProgram(view.terminal, event)) return
          setMenuAt({ x: event.clientX, y: event.clientY })
        }}
      />
      {menuAt !== null && view !== null && (
        <TerminalMenu
          at={menuAt}
          hasSelection={view.terminal.hasSelection()}
          isLive={view.progress()?.live === true}
          onClose={closeMenu}
        />
      )}
      {view !== null && <LinkTarget view={view} />}
      {dead && <ReviveBar session={session} />}
      {!dead && session?.mode === 'headless' && session.process === null && <HeadlessLine />}
      {droppedHere && <DropOverlay intent={hover.intent} tool={session?.toolDisplayName ?? ''} />}
      <PasteDialog paste={terminals.paste} />
    </section>
  )
}

/** Where the link under the pointer leads: what is shown is what would be opened. */
function LinkTarget({ view }: { readonly view: TerminalView }) {
  const { state } = useApp()
  const hovered = view.hoveredLink.value
  if (hovered === null) return null
  const link = checkLink(hovered.target)
  // Not over the link itself, which may be in the last line.
  const { left, width } = view.element.getBoundingClientRect()
  const side = hovered.x < left + width / 2 ? 'link-target is-right' : 'link-target'
  const key = state.platform.value === 'darwin' ? '⌘' : 'Ctrl'
  return (
    <div class={side} role="status">
      <span class="link-address">{link.ok ? link.value : revealInvisible(hovered.target)}</span>
      {link.ok && <span class="link-hint">{state.t('terminal.openLink', { key })}</span>}
    </div>
  )
}

/** The terminal takes the focus unless a user is typing elsewhere, or walks through the tabs by keys. */
function mayTakeFocus(): boolean {
  const active = document.activeElement
  if (active === null || active === document.body) return true
  if (isTextField(active) || active.closest('dialog[open], [role=dialog], [role=menu]') !== null) return false
  return !(active.closest('[role=tablist]') !== null && active.matches(':focus-visible'))
}
