import { shell, type BrowserWindow } from 'electron'
import type { Clock } from '../base/clock.ts'
import { ask } from '../desktop/ask.ts'
import type { Log } from '../desktop/log.ts'
import { crashQuestion, hungQuestion, reloadButton } from '../desktop/questions.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import type { PageDoctor } from './page-health.ts'
import { ReloadBudget } from './reload-budget.ts'

/** Asks the user in native boxes what to do about a page that a reload does not mend. */
export function askingDoctor(
  window: BrowserWindow,
  deps: Pick<PageDoctor, 'ping' | 'beforeReload'> & {
    readonly t: Translate
    readonly log: Log
    readonly clock: Clock
  },
): PageDoctor {
  const { t, log, clock, ping, beforeReload } = deps
  return {
    clock,
    ping,
    beforeReload,
    budget: new ReloadBudget(clock),
    report: log.error,
    askWhileHung: async () => (await ask(window, hungQuestion(t))) === reloadButton,
    askAfterCrashes: async () => {
      while ((await ask(window, crashQuestion(t))) !== reloadButton) shell.showItemInFolder(log.file)
      return true
    },
  }
}
