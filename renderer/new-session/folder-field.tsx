import type { Signal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { withoutBidi } from '../../app/base/bidi.ts'
import { maxPathChars } from '../../app/base/limits.ts'
import { translateError } from '../../app/i18n/failure.ts'
import type { AppError } from '../../app/base/result.ts'
import { useApp } from '../model/app-context.ts'
import { tellFailure } from '../notices/tell-failure.ts'
import { withoutTilde, withTilde } from '../model/home-path.ts'
import { FolderIcon } from '../styles/icons.tsx'

type FolderFieldProps = {
  readonly folder: Signal<string>
  /** What is wrong with the folder, said under the field. */
  readonly problem: AppError | null
  readonly onProblem: (problem: AppError | null) => void
}

/** A user in the middle of a word is not told that the folder does not exist. */
const checkPauseMs = 350
/** More would make the dialog a file manager. */
const maxRecent = 5

/** The folder: typed, chosen, or one of the last. It is checked by main while it is typed. */
export function FolderField({ folder, problem, onProblem }: FolderFieldProps) {
  const { bridge, state } = useApp()
  const { t } = state
  const id = useId()
  const touched = useRef(false)
  const typed = folder.value

  useEffect(() => {
    if (!touched.current) return
    let outdated = false
    const timer = setTimeout(() => {
      void bridge.request('folder:check', { folder: typed }).then((result) => {
        if (!outdated) onProblem(result.ok ? null : translateError(state.locale.peek(), result.error))
      })
    }, checkPauseMs)
    return () => {
      outdated = true
      clearTimeout(timer)
    }
  }, [typed])

  const choose = (path: string) => {
    touched.current = true
    folder.value = path
    onProblem(null)
  }
  const browse = async () => {
    const picked = await tellFailure(
      state,
      bridge.request('folder:pick', { startAt: withoutTilde(typed.trim(), state.homeFolder.peek()) }),
    )
    if (picked) choose(withTilde(picked, state.homeFolder.peek()))
  }

  const recent = state.recentFolders.value
    .map((path) => withTilde(path, state.homeFolder.value))
    .filter((path) => path !== typed)
    .slice(0, maxRecent)
  return (
    <div class="field">
      <label for={`${id}-field`}>{t('newSession.folder')}</label>
      <div class="folder-line">
        <input
          id={`${id}-field`}
          class="text-field"
          type="text"
          value={typed}
          spellcheck={false}
          autocomplete="off"
          maxLength={maxPathChars}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-note`}
          onInput={(event) => choose(event.currentTarget.value)}
        />
        <button type="button" class="button" onClick={() => void browse()}>
          {t('newSession.browse')}
        </button>
      </div>
      <div class="field-note" id={`${id}-note`}>
        {problem === null ? (
          <span>{t('newSession.folderHint')}</span>
        ) : (
          <span class="field-problem" role="alert">
            {problem.message} <span class="problem-hint">{problem.hint}</span>
          </span>
        )}
      </div>
      {recent.length > 0 && (
        <div class="recent" role="group" aria-label={t('newSession.recent')}>
          {recent.map((path) => (
            <button
              key={path}
              type="button"
              class="recent-folder"
              title={withoutBidi(path)}
              onClick={() => choose(path)}
            >
              <FolderIcon />
              <span>
                <bdi>{withoutBidi(path)}</bdi>
              </span>
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
