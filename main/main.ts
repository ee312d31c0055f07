import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, clipboard, ipcMain, nativeTheme, powerMonitor, protocol, session, shell } from 'electron'
import { pickLocale, translateIn } from '../app/i18n/translate.ts'
import { cliEnvironment } from './cli/cli-path.ts'
import { startCli } from './cli/start-cli.ts'
import { applyThemeSetting, currentTheme, followAppearance } from './desktop/appearance.ts'
import { ask } from './desktop/ask.ts'
import { begin } from './begin.ts'
import { catchBugs } from './desktop/bug-handler.ts'
import { writeClipboard } from './desktop/clipboard.ts'
import { endFailedStart } from './desktop/fatal.ts'
import { openLog } from './desktop/log.ts'
import { createOpeners } from './desktop/openers.ts'
import { followSleep } from './desktop/power.ts'
import { followProgramCopies } from './desktop/program-copies.ts'
import { quitButton, quitQuestion } from './desktop/questions.ts'
import { followQuitEvents } from './desktop/quit-events.ts'
import { Quit } from './desktop/quit.ts'
import { hostEnvironment, platformOf } from './desktop/start-facts.ts'
import { imageFolderFor } from './images/image-folder.ts'
import { answerPage } from './ipc/answer-page.ts'
import { startHostClient } from './pty-host/client/client.ts'
import { guardPages } from './security/guard.ts'
import { openRuleBook } from './tools/rule-book.ts'
import { systemClock as clock } from './base/clock.ts'
import { createHostQuestions } from './pty-host/client/host-questions.ts'
import { createSessionLock } from './base/session-lock.ts'
import { createNoticeBoard } from './notices/notice-board.ts'
import { systemRandom as random } from './base/random.ts'
import { createReadModelPublisher } from './ipc/read-model-publisher.ts'
import { SessionManager } from './session/session-manager.ts'
import { openElectronStores } from './store/electron-stores.ts'
import { bytesIn, removeUnknown } from './store/session-folders.ts'
import { openToolBook } from './tools/tool-book.ts'
import { servePage } from './window/app-protocol.ts'
import { openMainWindow } from './window/main-window.ts'
import { connectStream } from './window/stream.ts'
import { showWindow } from './window/window.ts'

const { isUnderTest, userData, workFolder, readOnlyBecause, screensDir, hostInMain } = begin()
const log = openLog(join(workFolder, 'logs'), clock)

/** The whole app, part by part, in the order in which they come to life. */
async function start() {
  // Words, and a board for what the user should know.
  const notices = createNoticeBoard()
  let chosenLocale: 'system' | 'en' | 'ru' = 'system'
  const locale = () =>
    chosenLocale === 'system' ? pickLocale(app.getPreferredSystemLanguages()[0] ?? '') : chosenLocale
  const t = translateIn(locale)

  // What is kept on disk.
  const { hasOpener, showFromNotice } = createOpeners({ system: shell, process, clock, notices, locale })
  const openFolder = () => showFromNotice(join(userData, 'sessions.json'))
  const stores = openElectronStores({ folder: userData, readOnlyBecause, clock, notices, t, openFolder })
  const { sessions: store, settings } = stores
  chosenLocale = settings.read().locale
  settings.onChange((changed) => (chosenLocale = changed.locale))

  await app.whenReady()
  log.info(`Roost ${app.getVersion()} on Electron ${process.versions.electron}, ${process.platform}`)

  // Walls, before there is a page.
  guardPages(app, session.defaultSession, app.isPackaged, log.info)
  servePage(protocol, join(import.meta.dirname, '..', 'renderer'))
  applyThemeSetting(nativeTheme, settings.read().theme)

  // Sessions: their terminals in a process of their own, their lives here.
  const appVersion = app.getVersion()
  const host = startHostClient({
    entry: join(import.meta.dirname, 'pty-host.js'),
    insideMain: hostInMain,
    screensDir,
    appVersion,
    theme: currentTheme(nativeTheme),
    env: hostEnvironment(process.env),
    clock,
    log: (level, line) => log[level](line),
  })
  const [platform, homeFolder, environment] = [platformOf(process.platform), homedir(), process.env]
  const { resourcesPath, execPath: executable } = process
  const [isPackaged, bundleFolder] = [app.isPackaged, import.meta.dirname]
  const bundle = { platform, isPackaged, resourcesPath, executable, bundleFolder }
  const environments = { environment, cliEnvironment: cliEnvironment(bundle, workFolder) }
  const facts = { platform, homeFolder, ...environments, dataFolder: workFolder, appVersion }
  const tools = openToolBook({ settings, notices, t, clock })
  const rules = openRuleBook({ settings, tools, notices, t, clock })
  const [questions, typingLock] = [createHostQuestions(host, clock), createSessionLock()]
  const imagesFolder = imageFolderFor(workFolder)
  const parts = { host, questions, typingLock, store, notices, t, clock, random, rules, tools, imagesFolder }
  const textBytes = (id: string) => bytesIn(join(screensDir, id))
  const onBugOfListener = (error: unknown) => log.error('a listener of the sessions', error)
  const manager = new SessionManager({ ...parts, ...facts, textBytes, onBug: onBugOfListener })
  const model = createReadModelPublisher({ manager, settings, notices, platform, homeFolder, locale })

  // What nobody caught.
  const showBug = (what: string) =>
    notices.post({ id: 'bug', level: 'error', message: t('bug.title'), hint: t('bug.text', { what }) })
  const onBug = catchBugs(process, { log, save: () => manager.persist(), show: showBug })
  const restored = manager.restore().catch((error: unknown) => onBug(error, 'restoring the sessions'))

  // The window, and what its page hears.
  const opened = openMainWindow({ manager, notices, settings, t, log, clock, isUnderTest })
  const { window, tell, pageAnswered, savePlace } = opened
  const connect = () => connectStream(window.webContents, host)
  model.onPatch((patch) => tell('model:patch', patch))
  host.onLost(({ restarts }) => restarts && connect())
  followAppearance({ nativeTheme, settings, window, onTheme: (theme) => host.send({ type: 'theme', theme }) })

  // Programs that copy.
  const copy = (text: string) => writeClipboard(clipboard, text)
  const say = (message: string) => tell('toast:show', { message })
  followProgramCopies({ host, manager, window, copy, tell: say, log, t, clock })

  // What the page may ask.
  const page = { settings, manager, model, restored, window, pageAnswered, onBug, log, hasOpener }
  const casesFolder = join(workFolder, 'cases')
  answerPage({ ...parts, ...page, casesFolder, ipc: ipcMain, connectStream: connect })

  // What scripts, and agents in sessions, may do.
  const cli = await startCli({ userData: workFolder, manager, settings, window, t, clock, platform, log })

  // Sleep, a second start, and the end.
  followSleep(powerMonitor, { flush: () => manager.suspend(), woke: () => manager.woke() })
  app.on('second-instance', () => showWindow(window)).on('activate', () => showWindow(window))
  app.on('child-process-gone', (_event, { type, reason }) => log.error(`${type} is gone: ${reason}`))
  const quit = new Quit({
    sessions: manager,
    ask: async (cutOff) => (await ask(window, quitQuestion(t, cutOff))) === quitButton,
    stop: async () => {
      savePlace()
      await cli.dispose()
      await manager.shutdown()
      settings.flush()
      host.dispose()
    },
    exit: () => app.exit(0),
    report: (line, error) => log.error(line, error),
  })
  followQuitEvents({ app, window, powerMonitor, process }, quit)

  await restored
  await removeUnknown(store, [imagesFolder, screensDir])
  await tools.checkKept()
  await rules.checkKept()
}

start().catch((error: unknown) => endFailedStart(error, log, isUnderTest))
