import type { SessionId } from '../../app/session/session.ts'
import { useApp } from '../model/app-context.ts'
import { tellFailure } from '../notices/tell-failure.ts'
import { StopIcon } from '../styles/icons.tsx'

/** Stops what the tool of a session does. */
export function InterruptButton({ id }: { readonly id: SessionId }) {
  const { bridge, state } = useApp()
  return (
    <button
      type="button"
      class="button button-small interrupt-button"
      title={state.t('facts.interruptHint')}
      onClick={() => void tellFailure(state, bridge.request('session:interrupt', { id }))}
    >
      <StopIcon />
      <span class="interrupt-text">{state.t('facts.interrupt')}</span>
    </button>
  )
}
