import type { SessionId } from '../../../app/session/session.ts'
import type { OnFault } from '../screen/handler-guard.ts'
import type { ScreenOptions } from '../screen/screen-contract.ts'
import { Screen } from '../screen/screen.ts'
import { FaultLog } from './fault-log.ts'
import type { SessionSurroundings } from './session-surroundings.ts'

/** The screen of record of a session, and who hears of what goes wrong in its parser. */
export function sessionScreen(
  id: SessionId,
  deps: SessionSurroundings,
  options: Pick<ScreenOptions, 'cols' | 'rows' | 'onReply' | 'onSignal' | 'onScrollOff'>,
): { readonly screen: Screen; readonly onFault: OnFault } {
  const { clock, appVersion } = deps
  const { note: onFault } = new FaultLog(clock, (text) =>
    deps.tellMain({ type: 'log', level: 'error', message: `pty host, ${id}, ${text}` }),
  )
  const screen = new Screen({
    ...options,
    theme: deps.theme(),
    appVersion,
    onFault,
    now: () => clock.now(),
  })
  return { screen, onFault }
}
