import { clipboard, shell, type BrowserWindow, type IpcMain } from 'electron'
import type { Result } from '../../app/base/result.ts'
import { openCaseStore } from '../cases/case-store.ts'
import { askForFolder, askForImages, askForRulesFile, askWhereToSave } from '../desktop/ask.ts'
import { clipboardReader, writeClipboard } from '../desktop/clipboard.ts'
import type { HasOpener } from '../desktop/has-opener.ts'
import type { Log } from '../desktop/log.ts'
import { showFile } from '../desktop/show-file.ts'
import { promptImages } from '../images/prompt-images.ts'
import { createDrops } from '../drop/drops.ts'
import type { RuleBook } from '../tools/rule-book.ts'
import { openRuleUpdates } from '../tools/rule-updates.ts'
import type { NoticeBoard } from '../notices/notice-board.ts'
import type { SettingsStore } from '../store/settings-store.ts'
import type { ToolBook } from '../tools/tool-book.ts'
import { openLink } from '../security/open-link.ts'
import type { Clock } from '../base/clock.ts'
import type { HostLink } from '../pty-host/client/host-link.ts'
import type { HostQuestions } from '../pty-host/client/host-questions.ts'
import type { SessionLock } from '../base/session-lock.ts'
import type { SessionManager } from '../session/session-manager.ts'
import { createStatusReview } from '../cases/status-review.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import { createHandlers, type HandlerDeps } from './handlers.ts'
import { answerRequests, type RequestEdge } from './requests.ts'
import { isFromOurPage } from './sender.ts'

/** The app's parts that the page's requests reach. Folders are absolute. */
export type PageParts = Pick<HandlerDeps, 'model' | 'restored'> & {
  readonly settings: Pick<SettingsStore, 'read' | 'change'>
  readonly notices: NoticeBoard
  readonly host: HostLink
  readonly manager: SessionManager
  readonly rules: RuleBook
  readonly tools: ToolBook
  readonly questions: HostQuestions
  readonly typingLock: SessionLock
  readonly clock: Clock
  readonly hasOpener: HasOpener
  readonly window: BrowserWindow
  readonly ipc: IpcMain
  readonly connectStream: () => Result<null>
  readonly pageAnswered: () => void
  readonly onBug: RequestEdge['onBug']
  readonly log: Pick<Log, 'error'>
  readonly t: Translate
  readonly imagesFolder: string
  readonly casesFolder: string
}

/** Answers the page from here on, and nobody else. */
export function answerPage(parts: PageParts): void {
  const { manager, rules, tools, questions, clock, window, connectStream, onBug, log, t } = parts
  const { model, restored, settings, notices } = parts
  const cases = openCaseStore(parts.casesFolder)
  const handlers = createHandlers({
    manager,
    model,
    restored,
    settings,
    notices,
    rules,
    updates: openRuleUpdates({
      settings,
      tools,
      rules,
      notices,
      t,
      clock,
      pickFile: () => askForRulesFile(window, t('rules.pick')),
      pickTarget: (fileName) => askWhereToSave(window, t('rules.saveTo'), fileName),
    }),
    tools,
    connectStream,
    drops: createDrops({
      folder: parts.imagesFolder,
      typingLock: parts.typingLock,
      terminal: (id) => manager.terminal(id),
    }),
    review: createStatusReview({
      manager,
      questions,
      cases,
      rules,
      clock,
      showFile: (path) => showFile(path, shell, () => parts.hasOpener('folder')),
    }),
    clipboard: {
      read: clipboardReader({ clipboard, platform: process.platform, env: process.env, clock }),
      write: (text) => writeClipboard(clipboard, text),
    },
    images: promptImages(parts.imagesFolder),
    pickImages: () => askForImages(window, t('image.pick')),
    pickFolder: (startAt) => askForFolder(window, t('folder.pick'), startAt),
    openLink: (url) => openLink(url, shell, () => parts.hasOpener('link')),
    onPageAlive: parts.pageAnswered,
    onPageError: (message) => log.error(`page: ${message}`),
  })
  const edge: RequestEdge = {
    ipc: parts.ipc,
    isTrusted: (sender) => isFromOurPage(sender, window.webContents),
    knowsSession: (id) => manager.has(id),
    onBug,
    onRefused: (channel, why) => log.error(`refused ${channel}: ${why}`),
  }
  answerRequests(edge, handlers)
}
