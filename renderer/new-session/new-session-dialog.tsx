import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { translateError } from '../../app/i18n/failure.ts'
import type { AppError } from '../../app/base/result.ts'
import type { TerminalSize } from '../../app/terminal/terminal-size.ts'
import { useApp } from '../model/app-context.ts'
import { runCommand } from '../keys/commands.ts'
import { Modal } from '../dialogs/modal.tsx'
import { withTilde } from '../model/home-path.ts'
import { FolderField } from './folder-field.tsx'
import { firstTool, rememberTool } from './last-tool.ts'
import { ToolChoice } from './tool-choice.tsx'

type NewSessionDialogProps = {
  /** Chosen before the dialog opened; null for the one used last. */
  readonly toolName: string | null
  /** The size that the terminal will have: a tool that starts at another one draws everything twice. */
  readonly size: () => TerminalSize
  readonly onDone: () => void
}

/** Chooses a tool and a folder. What is wrong is said here, before anything starts; nothing closes then. */
export function NewSessionDialog({ toolName, size, onDone }: NewSessionDialogProps) {
  const { bridge, state } = useApp()
  const { t } = state
  const id = useId()
  const tool = useSignal(toolName ?? firstTool(state.tools.peek()))
  const folder = useSignal(firstFolder())
  const problem = useSignal<AppError | null>(null)
  const starting = useSignal(false)

  // The shortest way to a start: where the last one was.
  function firstFolder(): string {
    const active = state.activeId.peek()
    const here = active === null ? undefined : state.session(active).peek()?.workdir
    return withTilde(here ?? state.recentFolders.peek()[0] ?? '~', state.homeFolder.peek())
  }

  async function start(): Promise<void> {
    if (starting.peek() || tool.peek() === null) return
    starting.value = true
    const chosen = tool.peek() ?? ''
    const result = await bridge.request('session:create', {
      toolName: chosen,
      folder: folder.peek(),
      ...size(),
    })
    starting.value = false
    if (!result.ok) {
      problem.value = translateError(state.locale.peek(), result.error)
      return
    }
    rememberTool(chosen)
    onDone()
    // After the dialog gave the focus back.
    setTimeout(() => runCommand('focusTerminal'))
  }

  const folderProblem = problem.value !== null && isAboutFolder(problem.value) ? problem.value : null
  const otherProblem = folderProblem === null ? problem.value : null
  return (
    <Modal class="new-session" labelledBy={`${id}-title`} onDismiss={onDone}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void start()
        }}
      >
        <h2 id={`${id}-title`}>{t('newSession.title')}</h2>
        <ToolChoice
          tools={state.tools.value}
          chosen={tool.value}
          onChoose={(name) => {
            tool.value = name
            if (otherProblem !== null) problem.value = null
          }}
        />
        <FolderField
          folder={folder}
          problem={folderProblem}
          onProblem={(found) => {
            problem.value = found
          }}
        />
        {otherProblem !== null && (
          <p class="form-problem" role="alert">
            {otherProblem.message} <span class="problem-hint">{otherProblem.hint}</span>
          </p>
        )}
        <div class="modal-actions">
          <button type="button" class="button" onClick={onDone}>
            {t('action.cancel')}
          </button>
          <button type="submit" class="button button-primary" disabled={tool.value === null}>
            {starting.value ? t('newSession.starting') : t('newSession.start')}
          </button>
        </div>
      </form>
    </Modal>
  )
}

function isAboutFolder(error: AppError): boolean {
  return error.code.startsWith('folder-')
}
