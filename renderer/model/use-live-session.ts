import { useEffect } from 'preact/hooks'
import type { SessionView } from '../../app/ipc/read-model.ts'
import type { SessionId } from '../../app/session/session.ts'
import { useApp } from './app-context.ts'

/** A session that a dialog is about, null once it has gone: then the dialog closes. */
export function useLiveSession(id: SessionId, onClose: () => void): SessionView | null {
  const session = useApp().state.session(id).value
  const gone = session === null
  useEffect(() => {
    if (gone) onClose()
  }, [gone])
  return session
}
