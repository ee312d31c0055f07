import { randomBytes } from 'node:crypto'
import type { BrowserWindow } from 'electron'
import { printable } from '../../app/cli/printable.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { Clock } from '../base/clock.ts'
import { ask } from '../desktop/ask.ts'
import type { Log } from '../desktop/log.ts'
import { allowButton, reachQuestion } from '../desktop/questions.ts'
import type { SessionManager } from '../session/session-manager.ts'
import type { SettingsStore } from '../store/settings-store.ts'
import { CliAccess } from './cli-access.ts'
import { openCli } from './open-cli.ts'
import { cliTarget } from './session-target.ts'

/** Lets scripts, and programs in sessions, use the sessions of this app, as far as the settings and the user allow. */
export async function startCli(parts: {
  readonly userData: string
  readonly manager: SessionManager
  readonly settings: Pick<SettingsStore, 'read'>
  readonly window: BrowserWindow
  readonly t: Translate
  readonly clock: Clock
  readonly platform: NodeJS.Platform
  readonly log: Pick<Log, 'info' | 'error'>
}): ReturnType<typeof openCli> {
  const { userData, manager, settings, window, t, clock, platform, log } = parts
  // The title of a tab may be a program's own; the id beside it is not.
  const nameOf = (id: SessionId) => `${printable(manager.view(id)?.title ?? '')} (${id})`
  const access = new CliAccess({
    clock,
    reach: () => settings.read().cliReach,
    sessionOfToken: (token) => manager.sessionOfToken(token),
    creatorOf: (id) => manager.creatorOf(id),
    async askUser(caller, target) {
      const names = { caller: nameOf(caller), target: nameOf(target) }
      return (await ask(window, reachQuestion(t, names))) === allowButton
    },
  })
  manager.onSessionChange((change) => {
    if (change.kind === 'removed') access.forget(change.id)
  })
  const secret = randomBytes(32).toString('hex')
  return openCli({ userData, target: cliTarget(manager, clock), access, secret, platform, log })
}
