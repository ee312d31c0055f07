import { signal, type ReadonlySignal } from '@preact/signals'
import { translateError } from '../../app/i18n/failure.ts'
import type { RequestResults } from '../../app/ipc/contract.ts'
import type { AppError } from '../../app/base/result.ts'
import type { SessionId } from '../../app/session/session.ts'
import { cleanPaste, needsConfirmation } from '../../app/terminal/paste.ts'
import type { AppState } from '../model/state.ts'
import type { Progress } from '../stream/stream-core.ts'

/** A paste that waits for a user's yes. */
export type PasteQuestion = { readonly session: SessionId; readonly text: string }

/** Brings text into the terminal on show; asks first where lines of it could run unread. */
export type PasteFlow = {
  readonly question: ReadonlySignal<PasteQuestion | null>
  answer(confirmed: boolean): void
  /** Whatever is on the clipboard; an image is taken by main, which drops it on the session. */
  pasteClipboard(session: SessionId): Promise<void>
  readonly pasteText: (session: SessionId, text: string) => void
}

/** The terminal on show of a session, as a paste needs it. */
export type PasteTarget = {
  readonly progress: () => Progress | null
  /** Cleaned text goes in, and the user with it: scrolled to the end, with the focus. */
  insert(text: string): void
}

export function createPasteFlow(deps: {
  readonly readClipboard: (session: SessionId) => Promise<RequestResults['clipboard:paste']>
  readonly state: Pick<AppState, 'session' | 'tools' | 'settings' | 'locale'>
  readonly target: (session: SessionId) => PasteTarget | null
  readonly showError: (error: AppError) => void
}): PasteFlow {
  const question = signal<PasteQuestion | null>(null)

  function isAtShellPrompt(id: SessionId): boolean {
    const session = deps.state.session(id).peek()
    const tool = deps.state.tools.peek().find((one) => one.name === session?.toolName)
    return tool?.kind === 'shell' && session?.status.kind === 'idle'
  }

  function insert(session: SessionId, text: string): void {
    deps.target(session)?.insert(cleanPaste(text))
  }

  function pasteText(session: SessionId, text: string): void {
    const progress = deps.target(session)?.progress()
    if (cleanPaste(text) === '' || progress?.live !== true) return
    const asks =
      deps.state.settings.peek().confirmMultilinePaste &&
      needsConfirmation(text, {
        bracketed: progress.bracketedPaste,
        plainShell: isAtShellPrompt(session),
      })
    if (asks) question.value = { session, text }
    else insert(session, text)
  }

  return {
    question,
    pasteText,
    answer(confirmed) {
      const asked = question.peek()
      question.value = null
      if (confirmed && asked !== null) insert(asked.session, asked.text)
    },
    async pasteClipboard(session) {
      const result = await deps.readClipboard(session)
      if (!result.ok) deps.showError(translateError(deps.state.locale.peek(), result.error))
      else if (result.value.kind === 'text') pasteText(session, result.value.text)
    },
  }
}
