import { beginsAnew } from '../observers/conversation.ts'
import type { SessionState } from '../state/session-state.ts'

/** Whether a prompt that is queued now is meant for a conversation that the user has yet to begin. */
export function isForNext(session: SessionState): boolean {
  return session.record.mode === 'interactive' && !session.isUp && beginsAnew(session)
}

/** Whether a prompt was queued for another program than the one that has the terminal now. */
export function isForOther(session: SessionState, item: { readonly forTool?: string | undefined }): boolean {
  return item.forTool !== session.front.agentInShell?.name
}
