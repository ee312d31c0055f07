import type { Signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useId, useState } from 'preact/hooks'
import { failWith } from '../../app/i18n/failure.ts'
import type { SessionView } from '../../app/ipc/read-model.ts'
import { isEmptyPrompt, maxPromptChars, maxPromptImages, type PromptDraft } from '../../app/session/prompt.ts'
import type { SessionId } from '../../app/session/session.ts'
import { runsInShell } from '../../app/tool/shell-prefix.ts'
import { useApp } from '../model/app-context.ts'
import { runCommand } from '../keys/commands.ts'
import { shortcutLabel } from '../keys/shortcuts.ts'
import { tellFailure } from '../notices/tell-failure.ts'
import { showInfo } from '../notices/toast.ts'
import { FailureText } from '../notices/failure-text.tsx'
import { useCaretToEnd } from './caret-to-end.ts'
import { ComposerButtons } from './composer-buttons.tsx'
import type { ComposerState } from './composer-state.ts'
import { draftTarget } from './drafts.ts'
import { HistoryDialog } from './history-dialog.tsx'
import { ImageStrip } from './image-strip.tsx'
import { appendPrompt, withoutImage } from './prompt-draft.ts'
import { PromptField } from './prompt-field.tsx'
import { promptImages } from './prompt-images.ts'
import { sendActionOf } from './send-action.ts'
import { sendDraft } from './send-prompt.ts'
import { SendProblem } from './send-problem.tsx'

type ComposerPromptProps = {
  readonly session: SessionView
  readonly composer: ComposerState
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly collapsed: Signal<boolean>
}

/** The prompt that is being written for a session, and the ways to send it. */
export function ComposerPrompt({ session, composer, field, collapsed }: ComposerPromptProps) {
  const app = useApp()
  const { bridge, state } = app
  const { t } = state
  const { id, title, toolDisplayName: tool } = session
  const noteId = useId()
  const [history, setHistory] = useState<SessionId | null>(null)
  const { drafts, problems, sending } = composer
  const draft = drafts.of(id).value
  const known = state.tools.value.find(({ name }) => name === session.toolName)
  const action = sendActionOf(session, known?.kind ?? 'command')
  const isSending = sending(id).value
  const images = promptImages(app, draftTarget(drafts, id), session)
  const caretToEnd = useCaretToEnd(field, draft)

  const focusIfHere = () => {
    // Pressed by mouse, the button had the focus; somebody who has gone on is left where they are.
    if (field.current?.closest('.composer')?.contains(document.activeElement) === true) field.current.focus()
  }
  const send = (ids: readonly SessionId[]) =>
    void sendDraft(app, composer, { id, ids, action }).then(focusIfHere)
  const use = (prompt: PromptDraft) => {
    const added = appendPrompt(drafts.of(id).peek(), prompt)
    drafts.change(id, added.draft)
    if (added.left > 0) showInfo(t('composer.tooManyImages', { total: maxPromptImages }))
    field.current?.focus()
    caretToEnd()
  }
  const takeLast = async () => {
    const sent = await tellFailure(state, bridge.request('prompt:history', { id }))
    const last = sent?.at(-1)
    if (last !== undefined && isEmptyPrompt(drafts.of(id).peek())) use(last)
  }

  const isTooLong = draft.text.length > maxPromptChars
  const shortcut = shortcutLabel('focusComposer', state.platform.value)
  const prefix = known?.shellPrefix
  const noteKey = noteOf(session, draft, { startsFresh: action === 'startFresh', shellPrefix: prefix })
  return (
    <div class="composer-prompt">
      <SendProblem
        problem={problems(id).value}
        onDismiss={() => {
          problems(id).value = null
          field.current?.focus()
        }}
        onTryAgain={send}
      />
      {isTooLong && <FailureText error={tooLong} />}
      {noteKey !== null && (
        <p id={noteId} class="composer-note">
          {t(noteKey, { tool, prefix: prefix ?? '' })}
        </p>
      )}
      {!collapsed.value && (
        <ImageStrip
          id={id}
          images={draft.images}
          onRemove={(path) => {
            drafts.change(id, withoutImage(draft, path))
            field.current?.focus()
          }}
        />
      )}
      <div class="composer-line">
        <PromptField
          field={field}
          draft={draft}
          label={t('composer.text', { title })}
          placeholder={`${t('composer.placeholder', { tool })} (${shortcut})`}
          describedBy={noteKey === null ? undefined : noteId}
          images={images}
          onText={(text) => drafts.change(id, { ...drafts.of(id).peek(), text })}
          onEnter={() => send([id])}
          onEscape={() => runCommand('focusTerminal')}
          onEmptyUp={() => void takeLast()}
        />
        <ComposerButtons
          session={session}
          draft={draft}
          action={action}
          isSending={isSending}
          collapsed={collapsed}
          onPick={() => void images.pick()}
          onHistory={() => setHistory(id)}
          onSend={send}
        />
      </div>
      {history === id && (
        <HistoryDialog
          id={id}
          onUse={(prompt) => {
            setHistory(null)
            // After the dialog has given the focus back.
            setTimeout(() => use(prompt))
          }}
          onClose={() => setHistory(null)}
        />
      )}
    </div>
  )
}

const tooLong = failWith('prompt-too-long').error

/** What a user should know before they send; the heavier first. */
function noteOf(
  session: SessionView,
  draft: PromptDraft,
  facts: { readonly startsFresh: boolean; readonly shellPrefix: string | undefined },
): 'composer.imagesStay' | 'composer.shellNote' | 'composer.freshNote' | null {
  if (!session.takesImages && draft.images.length > 0) return 'composer.imagesStay'
  // Without a terminal it is text to every tool that was measured.
  if (session.mode === 'interactive' && runsInShell(draft.text, facts)) return 'composer.shellNote'
  return facts.startsFresh ? 'composer.freshNote' : null
}
