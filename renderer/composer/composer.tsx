import './composer.css'
import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { SessionId } from '../../app/session/session.ts'
import { useApp } from '../model/app-context.ts'
import { registerCommand, runCommand } from '../keys/commands.ts'
import { ownDropsAttribute } from '../drop/accept-drops.ts'
import { createComposerState } from './composer-state.ts'
import { ComposerPrompt } from './composer-prompt.tsx'
import { draftTarget } from './drafts.ts'
import { createOwnDrops } from './own-drops.ts'
import { promptImages } from './prompt-images.ts'
import { QueueList } from './queue-list.tsx'

/** What the page leaves for toasts, so that they do not lie over what is being written. */
const heightProperty = '--composer-height'

/**
 * Under the terminal of the session on show: what waits for it, and what is being written. One for all sessions, so
 * that its drafts outlive a tab switch and somebody who writes in it stays in it.
 */
export function Composer({ id }: { readonly id: SessionId }) {
  const app = useApp()
  const { t } = app.state
  const composer = useMemo(() => createComposerState(app), [app])
  const area = useRef<HTMLElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const collapsed = useSignal(false)
  const session = app.state.session(id).value

  useEffect(() => {
    const { flush } = composer.drafts
    const listening = new AbortController()
    for (const end of ['beforeunload', 'pagehide'])
      window.addEventListener(end, flush, { signal: listening.signal })
    return () => {
      listening.abort()
      flush()
    }
  }, [composer])

  useEffect(() => {
    composer.drafts.open(id)
    return () => composer.drafts.flush()
  }, [composer, id])

  useEffect(
    () =>
      registerCommand('focusComposer', () => {
        if (area.current === null) return false
        if (area.current.contains(document.activeElement)) return runCommand('focusTerminal')
        field.current?.focus()
        return true
      }),
    [],
  )
  useHeight(area)

  const drops = useMemo(() => {
    const target = draftTarget(composer.drafts, id)
    return createOwnDrops({
      onFiles: (files) => {
        const now = app.state.session(id).peek()
        if (now !== null) void promptImages(app, target, now).addFiles(files, target.peek().text.length)
        field.current?.focus()
      },
      onText: (text) => {
        target.change({ ...target.peek(), text: target.peek().text + text })
        field.current?.focus()
      },
    })
  }, [app, composer, id])

  if (session === null) return null
  return (
    <section
      ref={area}
      class={`composer${collapsed.value ? ' is-collapsed' : ''}${drops.over.value ? ' is-drop-over' : ''}`}
      aria-label={t('composer.label')}
      {...{ [ownDropsAttribute]: '' }}
      onDragEnter={drops.onDragOver}
      onDragOver={drops.onDragOver}
      onDragLeave={drops.onDragLeave}
      onDrop={drops.onDrop}
    >
      {!collapsed.value && (
        <QueueList key={id} session={session} composer={composer} onLeave={() => field.current?.focus()} />
      )}
      <ComposerPrompt session={session} composer={composer} field={field} collapsed={collapsed} />
      {drops.over.value && (
        <div class="composer-drop" role="status">
          {t('composer.drop')}
        </div>
      )}
    </section>
  )
}

/** Tells the styles how high it is. */
function useHeight(area: { readonly current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const element = area.current
    if (element === null) return
    const { style } = document.documentElement
    const observer = new ResizeObserver(() => style.setProperty(heightProperty, `${element.offsetHeight}px`))
    observer.observe(element)
    return () => {
      observer.disconnect()
      style.removeProperty(heightProperty)
    }
  }, [])
}
