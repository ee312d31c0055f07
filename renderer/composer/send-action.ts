import { assertNever } from '../../app/base/assert-never.ts'
import type { SessionView, ToolView } from '../../app/ipc/read-model.ts'
import { hasProcess } from '../../app/session/status.ts'
import type { Translate } from '../../app/i18n/translate.ts'

/**
 * What sending a prompt to a session does now.
 *
 * - `send`: it goes at once
 * - `queue`: it waits for its turn
 * - `run`: it is a run of its own, without a terminal
 * - `resume`: the tool is started with its conversation first, by main
 * - `start`: it is started first; it has no conversation to lose
 * - `startFresh`: it is started first, and a new conversation begins
 */
export type SendAction = 'send' | 'queue' | 'run' | 'resume' | 'start' | 'startFresh'

export function sendActionOf(session: SessionView, kind: ToolView['kind']): SendAction {
  const { status, mode, queue } = session
  const inLine = queue.hasInLine
  if (mode === 'headless') return status.kind === 'working' || inLine ? 'queue' : 'run'
  if (hasProcess(status)) {
    return status.kind === 'idle' && status.certainty === 'sure' && !inLine ? 'send' : 'queue'
  }
  if (session.resumes) return 'resume'
  return kind === 'agent' ? 'startFresh' : 'start'
}

/** Whether the page has to start the tool before it sends. */
export function startsBefore(action: SendAction): boolean {
  return action === 'start' || action === 'startFresh'
}

/** The words of the button that does it. */
export function sendWords(action: SendAction, t: Translate): string {
  return t(`composer.${action}`)
}

/** What was done, said when it was accepted. */
export function acceptedWords(action: SendAction, t: Translate): string {
  switch (action) {
    case 'queue':
      return t('composer.wasQueued')
    case 'send':
    case 'run':
    case 'resume':
    case 'start':
    case 'startFresh':
      return t('composer.wasSent')
    default:
      return assertNever(action)
  }
}
