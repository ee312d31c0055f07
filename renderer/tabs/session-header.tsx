import { computed } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { SessionId } from '../../app/session/session.ts'
import { statusWords } from '../../app/session/status-words.ts'
import { useApp } from '../app-context.ts'
import { withTilde } from '../home-path.ts'
import { Badge } from './badge.tsx'
import { sessionPlace } from './session-place.ts'
import { ToolGlyph } from './tool-glyph.tsx'

/** The line above the terminal: which session this is, where, and how it is. */
export function SessionHeader({ id }: { readonly id: SessionId }) {
  const { state } = useApp()
  const session = state.session(id)
  // A computed signal of `useComputed` would go on following the session it was made for.
  const status = useMemo(() => computed(() => session.value?.status ?? null), [session])
  if (session.value === null || status.value === null) return null
  const { title, toolName, workdir } = session.value
  return (
    <header class="session-header">
      <ToolGlyph toolName={toolName} />
      <h1 class="header-title">{title}</h1>
      <span class="header-place" title={workdir}>
        {sessionPlace(session.value, withTilde(workdir, state.homeFolder.value))}
      </span>
      <span class={`header-status status-${status.value.kind}`}>
        <Badge status={status} />
        <span aria-hidden="true">{statusWords(status.value, state.locale.value)}</span>
      </span>
    </header>
  )
}
