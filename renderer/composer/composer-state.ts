import type { AppError } from '../../app/base/result.ts'
import type { PromptDraft } from '../../app/session/prompt.ts'
import type { SessionId } from '../../app/session/session.ts'
import { translateError } from '../../app/i18n/failure.ts'
import type { App } from '../model/app-context.ts'
import { showError } from '../notices/toast.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import { perSession, type PerSession } from './per-session.ts'

/** Why a prompt is still in the composer. */
export type SendProblem =
  | { readonly kind: 'refused'; readonly error: AppError }
  /** Some sessions took it, these did not. */
  | { readonly kind: 'partly'; readonly failures: readonly SendFailure[] }

export type SendFailure = { readonly id: SessionId; readonly error: AppError }

/** A waiting prompt that is being changed. `wasQueued`: it is held for so long, and goes back in line afterwards. */
export type QueueEdit = {
  readonly item: number
  /** As it waits. */
  readonly original: PromptDraft
  readonly draft: PromptDraft
  readonly wasQueued: boolean
}

/** What the composer holds for each session, so that a tab switch takes nothing away. */
export type ComposerState = {
  readonly drafts: Drafts
  readonly problems: PerSession<SendProblem | null>
  /** A prompt is on its way to main. */
  readonly sending: PerSession<boolean>
  readonly edits: PerSession<QueueEdit | null>
}

export function createComposerState({ bridge, state }: Pick<App, 'bridge' | 'state'>): ComposerState {
  return {
    drafts: createDrafts({
      read: (id) => bridge.request('prompt:readDraft', { id }),
      save: (id, draft) =>
        bridge.request('prompt:saveDraft', {
          id,
          draft: draft === null ? null : { text: draft.text, images: [...draft.images] },
        }),
      tell: (error) => showError(translateError(state.locale.peek(), error)),
    }),
    problems: perSession<SendProblem | null>(null),
    sending: perSession(false),
    edits: perSession<QueueEdit | null>(null),
  }
}
