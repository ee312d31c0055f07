import { render } from 'preact'
import { AppContext, type App } from './model/app-context.ts'
import { bridge } from './model/bridge.ts'
import { runCommand } from './keys/commands.ts'
import { MainWindow } from './main-window.tsx'
import { createMotionClock } from './badges/motion-clock.ts'
import { announceWaiting } from './notices/announce-waiting.ts'
import { showError, showInfo } from './notices/toast.ts'
import { reportBugs } from './report-bugs.ts'
import { followModel } from './model/state.ts'
import { TerminalsContext } from './terminal-pane/terminals-context.ts'
import { startTerminals } from './terminal-pane/terminals.ts'
import { applyLook, followDarkness } from './theme.ts'

// The composition root of the page. It lives as long as its window, so nothing here is disposed.
reportBugs(window, bridge)
const { state } = followModel(bridge, showError)
const motion = createMotionClock(window)
const app: App = { bridge, state, dark: followDarkness(state.settings), animate: motion.animate }
applyLook(document, app.dark, state.locale)
announceWaiting(state)
const terminals = startTerminals(app)
bridge.on('command:run', runCommand)
bridge.on('window:visible', motion.setVisible)
const sayAlive = () => void bridge.request('page:alive', {})
bridge.on('page:ping', sayAlive)
// From here on a silence is one of a page that is there.
sayAlive()
bridge.on('toast:show', ({ message }) => showInfo(message))

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
render(
  <AppContext.Provider value={app}>
    <TerminalsContext.Provider value={terminals}>
      <MainWindow />
    </TerminalsContext.Provider>
  </AppContext.Provider>,
  root,
)
