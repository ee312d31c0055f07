import type { SessionView } from '../../app/ipc/read-model.ts'
import type { Mode } from '../../app/session/session.ts'
import { useApp } from '../model/app-context.ts'
import { tellFailure } from '../notices/tell-failure.ts'
import { HeadlessIcon, TerminalIcon } from '../styles/icons.tsx'

const modes = ['interactive', 'headless'] as const satisfies readonly Mode[]

/** How prompts reach the tool, where it has both ways. Main may refuse the change while a prompt is on its way. */
export function ModeSwitch({ session }: { readonly session: Pick<SessionView, 'id' | 'mode'> }) {
  const { bridge, state } = useApp()
  const { t } = state
  const { id, mode } = session
  return (
    <div class="mode-switch" role="group" aria-label={t('mode.label')}>
      {modes.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === mode}
          title={t(`mode.${one}Hint`)}
          onClick={() => {
            if (one !== mode) void tellFailure(state, bridge.request('session:mode', { id, mode: one }))
          }}
        >
          {one === 'headless' ? <HeadlessIcon /> : <TerminalIcon />}
          <span class="mode-text">{t(`mode.${one}`)}</span>
        </button>
      ))}
    </div>
  )
}
