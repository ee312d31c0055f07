import type { WebPreferences } from 'electron'
import { underTestArgument } from '../../app/ipc/channels.ts'

/**
 * What the page's process may do: nothing but show the page and talk through the preload. The list is Electron's
 * security checklist; the defaults of today are written out, so that an upgrade cannot change them.
 *
 * @param facts.preload absolute path of the bundled preload
 */
export function webPreferencesFor(facts: {
  readonly preload: string
  readonly isPackaged: boolean
  readonly isUnderTest: boolean
}) {
  return {
    preload: facts.preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    // A file dropped beside a terminal must not replace the page.
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: !facts.isPackaged,
    // Sessions on show are drawn and acknowledged also while another window covers this one.
    backgroundThrottling: false,
    additionalArguments: facts.isUnderTest ? [underTestArgument] : [],
  } satisfies WebPreferences
}
