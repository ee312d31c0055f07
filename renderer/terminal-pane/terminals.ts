import { effect } from '@preact/signals'
import { translateError } from '../../app/i18n/failure.ts'
import type { AppError, Result } from '../../app/base/result.ts'
import { hasProcess } from '../../app/session/status.ts'
import { checkLink } from '../../app/terminal/links.ts'
import type { App } from '../model/app-context.ts'
import { runCommand } from '../keys/commands.ts'
import { isModalOpen } from '../dialogs/modal.tsx'
import { acceptDrops, type Drops } from '../drop/accept-drops.ts'
import { giveFiles } from '../drop/give-files.ts'
import { createFind, type Find } from '../terminal/find.ts'
import { captureKeys } from '../keys/capture-keys.ts'
import { showError } from '../notices/toast.ts'
import { startStream } from '../stream/stream-client.ts'
import { installTestHooks } from './test-hooks.ts'
import type { SessionId } from '../../app/session/session.ts'
import { createPasteFlow, type PasteFlow } from './paste-flow.ts'
import { registerTerminalCommands } from './terminal-commands.ts'
import { createTerminalPool, type TerminalPool } from './terminal-pool.ts'
import { createTerminalView, type TerminalLook } from '../terminal/terminal-view.ts'

/** All of the window that has to do with terminals, for the components that show it. */
export type Terminals = {
  readonly pool: TerminalPool
  readonly find: Find
  readonly paste: PasteFlow
  readonly drops: Drops
  giveFiles(session: SessionId, files: readonly File[]): void
  /** `fresh`: with a new conversation, also where the tool could pick up its last one. */
  start(session: SessionId, options: { readonly fresh: boolean }): void
  /** Types what the session offers to go on with into its shell. */
  resumeByHand(session: SessionId): void
  /** That offer is not wanted. */
  dismissResume(session: SessionId): void
  dispose(): void
}

/** Connects the stream, and takes the keys, drops and commands that are the terminals'. */
export function startTerminals({ bridge, state, dark }: App): Terminals {
  const tell = (error: AppError) => showError(translateError(state.locale.peek(), error))
  const tellFailure = async (request: Promise<Result<unknown>>): Promise<void> => {
    const result = await request
    if (!result.ok) tell(result.error)
  }
  const look = (): TerminalLook => ({
    dark: dark.value,
    fontSize: state.settings.value.fontSize,
    renderer: state.settings.value.renderer,
  })
  const start = (session: SessionId, { fresh }: { readonly fresh: boolean }) =>
    void tellFailure(bridge.request('session:start', { id: session, fresh }))

  const stream = startStream(bridge)
  const pool = createTerminalPool(() =>
    createTerminalView({
      show: stream.show,
      look: look(),
      isMac: state.platform.peek() === 'darwin',
      inputLabel: state.t('terminal.input'),
      openLink(target) {
        const link = checkLink(target)
        if (link.ok) void tellFailure(bridge.request('link:open', { url: link.value }))
        else tell(link.error)
      },
      hasProcess(id) {
        const session = state.session(id).peek()
        return session !== null && hasProcess(session.status)
      },
      revive(id) {
        // Without a terminal there is nothing to start: the prompt is written below.
        if (state.session(id).peek()?.mode === 'headless') runCommand('focusComposer')
        else start(id, { fresh: false })
      },
    }),
  )
  const find = createFind({ shown: pool.shown, isDark: () => dark.peek() })
  const paste = createPasteFlow({
    readClipboard: (id) => bridge.request('clipboard:paste', { id }),
    state,
    target: pool.find,
    showError,
  })
  const give = (session: SessionId, files: readonly File[]): void => {
    void giveFiles(files, {
      pathOf: bridge.pathOfFile,
      givePaths: (paths) => bridge.request('drop:paths', { id: session, paths: [...paths] }),
      giveBytes: (name, bytes) => bridge.request('drop:bytes', { id: session, name, bytes }),
      showError: tell,
    })
    pool.find(session)?.terminal.focus()
  }
  const drops = acceptDrops({
    giveFiles: give,
    giveText: paste.pasteText,
    isShown: (session) => pool.find(session) !== null,
    isBlocked: isModalOpen,
  })

  const endings = [
    captureKeys({ platform: () => state.platform.peek(), isBlocked: isModalOpen, run: runCommand }),
    registerTerminalCommands({
      pool,
      find,
      paste,
      fontSize: () => state.settings.peek().fontSize,
      setFontSize: (fontSize) => void tellFailure(bridge.request('settings:change', { fontSize })),
      copy: (text) => void tellFailure(bridge.request('clipboard:copy', { text })),
    }),
    effect(() => pool.change(look())),
    bridge.underTest ? installTestHooks(pool) : () => undefined,
    find.dispose,
    drops.dispose,
    pool.dispose,
    stream.dispose,
  ]
  return {
    pool,
    find,
    paste,
    drops,
    giveFiles: give,
    start,
    resumeByHand: (id) => void tellFailure(bridge.request('session:resumeByHand', { id })),
    dismissResume: (id) => void tellFailure(bridge.request('session:dismissResume', { id })),
    dispose: () => endings.forEach((end) => end()),
  }
}
