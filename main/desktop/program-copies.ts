import type { BrowserWindow } from 'electron'
import type { SessionId } from '../../app/session/session.ts'
import { maxClipboardBytes } from '../../app/terminal/osc.ts'
import type { Clock } from '../base/clock.ts'
import type { HostLink } from '../pty-host/client/host-link.ts'
import type { SessionManager } from '../session/session-manager.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import type { Log } from './log.ts'

/** What is needed to let programs copy. */
export type ProgramCopiesDeps = {
  readonly host: Pick<HostLink, 'onEvent'>
  readonly manager: Pick<SessionManager, 'activeSessionId' | 'view'>
  readonly window: Pick<BrowserWindow, 'isDestroyed' | 'isFocused'>
  /** Puts text on the user's clipboard. */
  readonly copy: (text: string) => Promise<void>
  /** Says a sentence to the user, which goes away by itself. */
  readonly tell: (sentence: string) => void
  readonly log: Pick<Log, 'error'>
  readonly t: Translate
  readonly clock: Clock
}

/**
 * Lets a program copy by OSC 52 (an editor, tmux, a tool on another machine), which is safe only under a user's
 * eyes: the text reaches the clipboard where its session is on show in a focused window, and the user is notified.
 * One that is too large is refused, and they are notified of that too.
 * Anything else could swap, unseen, what they are about to paste; it is ignored.
 *
 * @returns a function that ends it
 */
export function followProgramCopies(deps: ProgramCopiesDeps): () => void {
  const { host, manager, window, t, clock } = deps
  const isLookedAt = (id: SessionId): boolean =>
    id === manager.activeSessionId && !window.isDestroyed() && window.isFocused()
  let pending: string | null = null
  let cancelPause: (() => void) | null = null

  const tellPending = (): void => {
    cancelPause = null
    if (pending === null) return
    deps.tell(pending)
    pending = null
    cancelPause = clock.setTimer(tellPending, quietMs)
  }
  const take = async (id: SessionId, text: string | null): Promise<void> => {
    const title = manager.view(id)?.title
    if (title === undefined) return
    try {
      if (text !== null) await deps.copy(text)
    } catch (error) {
      return deps.log.error('a program could not copy', error)
    }
    pending =
      text === null
        ? t('terminal.programCopyTooLarge', { title, kilobytes: maxClipboardBytes / 1024 })
        : t('terminal.programCopied', { title, count: [...text].length })
    if (cancelPause === null) tellPending()
  }

  const stopListening = host.onEvent((event) => {
    if (event.type !== 'observed' || !isLookedAt(event.session)) return
    const copy = event.observations.findLast((observation) => observation.kind === 'clipboard')
    if (copy !== undefined) void take(event.session, copy.text)
  })
  return () => {
    stopListening()
    cancelPause?.()
  }
}

/** A program that copies at every key causes a message at most this often, each time with its last copy. */
const quietMs = 4000
