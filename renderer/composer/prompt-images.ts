import { translateError } from '../../app/i18n/failure.ts'
import type { AppError, Result } from '../../app/base/result.ts'
import type { SessionView } from '../../app/ipc/read-model.ts'
import { maxPromptImages, type PromptDraft } from '../../app/session/prompt.ts'
import type { AbsolutePath, SessionId } from '../../app/session/session.ts'
import type { App } from '../model/app-context.ts'
import { showError, showInfo } from '../notices/toast.ts'
import { keepFiles } from './keep-files.ts'
import { addImages } from './prompt-draft.ts'

/** A prompt that is being written, wherever that is. */
export type PromptTarget = {
  readonly id: SessionId
  readonly peek: () => PromptDraft
  readonly change: (draft: PromptDraft) => void
}

/** The ways in which images come into a prompt. Main copies them; what it refuses is shown. */
export type PromptImages = {
  /** To be called in the turn of the event that brought them. `at`: where paths of other files go in the text. */
  readonly addFiles: (files: readonly File[], at: number) => Promise<void>
  readonly addClipboard: () => Promise<void>
  readonly pick: () => Promise<void>
}

export function promptImages(
  { bridge, state }: Pick<App, 'bridge' | 'state'>,
  { id, peek, change }: PromptTarget,
  session: Pick<SessionView, 'takesImages' | 'toolDisplayName'>,
): PromptImages {
  const tell = (error: AppError) => showError(translateError(state.locale.peek(), error))

  function add(images: readonly AbsolutePath[]): void {
    if (images.length === 0) return
    if (!session.takesImages) return showInfo(state.t('composer.noImages', { tool: session.toolDisplayName }))
    const { draft, left } = addImages(peek(), images)
    change(draft)
    if (left > 0) showInfo(state.t('composer.tooManyImages', { total: maxPromptImages }))
  }

  function addOrTell(result: Result<readonly AbsolutePath[]>): void {
    if (result.ok) add(result.value)
    else tell(result.error)
  }

  return {
    async addFiles(files, at) {
      const kept = await keepFiles(files, {
        pathOf: bridge.pathOfFile,
        keepPaths: (paths) => bridge.request('image:keepPaths', { id, paths: [...paths] }),
        keepBytes: (bytes) => bridge.request('image:keepBytes', { id, bytes }),
      })
      add(kept.images)
      if (kept.paths.length > 0) change(mention(peek(), kept.paths, at))
      kept.errors.forEach(tell)
    },
    async addClipboard() {
      const kept = await bridge.request('image:keepClipboard', { id })
      if (!kept.ok) tell(kept.error)
      else if (kept.value !== null) add([kept.value])
    },
    pick: async () => addOrTell(await bridge.request('image:pick', { id })),
  }
}

/** Puts paths into the text, apart from the words around them. */
function mention(draft: PromptDraft, paths: readonly string[], at: number): PromptDraft {
  const before = draft.text.slice(0, at)
  const after = draft.text.slice(at)
  const gap = before === '' || /\s$/u.test(before) ? '' : ' '
  const end = after === '' || /^\s/u.test(after) ? '' : ' '
  return { ...draft, text: `${before}${gap}${paths.join(' ')}${end}${after}` }
}
