import { computed } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { withoutBidi } from '../../app/base/bidi.ts'
import type { SessionId } from '../../app/session/session.ts'
import { statusWords } from '../../app/session/status-words.ts'
import { useApp } from '../model/app-context.ts'
import { runCommand } from '../keys/commands.ts'
import { withTilde } from '../model/home-path.ts'
import { shortcutLabel } from '../keys/shortcuts.ts'
import { sessionDetails } from '../badges/status-lines.ts'
import { Badge } from '../badges/badge.tsx'
import { InterruptButton } from './interrupt-button.tsx'
import { ModeSwitch } from './mode-switch.tsx'
import { SessionFacts } from './session-facts.tsx'
import { sessionPlace } from './session-place.ts'
import { BackgroundCount, StatusTime } from './status-meta.tsx'
import { ToolGlyph } from '../badges/tool-glyph.tsx'

/** The line above the terminal: which session this is, where, in which state its folder is, and how it is. Its status is the way to "Why?". */
export function SessionHeader({ id }: { readonly id: SessionId }) {
  const { state } = useApp()
  const session = state.session(id)
  // A computed signal of `useComputed` would go on following the session it was made for.
  const status = useMemo(() => computed(() => session.value?.status ?? null), [session])
  if (session.value === null || status.value === null) return null
  const { title, toolName, workdir } = session.value
  const words = statusWords(status.value, state.locale.value)
  const why = `${state.t('why.title')} (${shortcutLabel('whyStatus', state.platform.value)})`
  return (
    <header class="session-header">
      <ToolGlyph toolName={toolName} />
      <h1 class="header-title">
        <bdi>{title}</bdi>
      </h1>
      <span class="header-place" title={withoutBidi(workdir)}>
        {sessionPlace(session.value, withTilde(workdir, state.homeFolder.value))}
      </span>
      <SessionFacts session={session.value} />
      {session.value.hasHeadless && <ModeSwitch session={session.value} />}
      <span class={`header-status status-${status.value.kind}`}>
        <button
          type="button"
          class="why-button"
          aria-haspopup="dialog"
          aria-label={state.t('why.open', { status: words })}
          title={[why, ...sessionDetails(session.value, state)].join('\n')}
          onClick={() => runCommand('whyStatus')}
        >
          <Badge status={status} />
          <span>{words}</span>
        </button>
        <StatusTime status={status} />
        <BackgroundCount status={status} />
      </span>
      {status.value.kind === 'working' && <InterruptButton id={id} />}
    </header>
  )
}
