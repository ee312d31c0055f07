import { failWith } from '../../app/i18n/failure.ts'
import type { Result } from '../../app/base/result.ts'
import { isEmptyPrompt, maxPromptChars } from '../../app/session/prompt.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { App } from '../model/app-context.ts'
import { announce } from '../notices/announcer.tsx'
import type { ComposerState, SendProblem } from './composer-state.ts'
import { withoutSent } from './prompt-draft.ts'
import { acceptedWords, startsBefore, type SendAction } from './send-action.ts'

/**
 * Sends what is written for session `id` to the sessions `ids`. The draft goes only when all of them took it; what
 * was refused is listed beside it.
 *
 * @param action what sending does for `id`, if `id` is among them
 * @returns whether all took it
 */
export async function sendDraft(
  { bridge, state }: Pick<App, 'bridge' | 'state'>,
  { drafts, problems, sending }: Pick<ComposerState, 'drafts' | 'problems' | 'sending'>,
  sent: { readonly id: SessionId; readonly ids: readonly SessionId[]; readonly action: SendAction },
): Promise<boolean> {
  const { id, ids, action } = sent
  const draft = drafts.of(id).peek()
  if (isEmptyPrompt(draft) || ids.length === 0 || sending(id).peek()) return false
  sending(id).value = true
  try {
    const problem = await send()
    problems(id).value = problem
    if (problem !== null) return false
    drafts.change(id, withoutSent(drafts.of(id).peek(), draft))
    drafts.flush()
    announce(acceptedWords(action, state.t))
    return true
  } finally {
    sending(id).value = false
  }

  async function send(): Promise<SendProblem | null> {
    if (draft.text.length > maxPromptChars) return refusal(failWith('prompt-too-long'))
    if (startsBefore(action) && ids.includes(id)) {
      const started = await bridge.request('session:start', { id, fresh: true })
      if (!started.ok) return refusal(started)
    }
    const prompt = { text: draft.text, images: [...draft.images] }
    const result = await bridge.request('prompt:send', { ids: [...ids], prompt })
    if (!result.ok) return refusal(result)
    const [first] = result.value
    if (first === undefined) return null
    return ids.length === 1
      ? { kind: 'refused', error: first.error }
      : { kind: 'partly', failures: result.value }
  }
}

function refusal(result: Result<unknown>): SendProblem | null {
  return result.ok ? null : { kind: 'refused', error: result.error }
}
