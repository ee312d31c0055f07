import type { WebContents } from 'electron'
import type { Clock } from '../base/clock.ts'
import { PagePulse } from './page-pulse.ts'
import type { ReloadBudget } from './reload-budget.ts'

/** What of the page's contents is needed to keep it alive. */
export type WatchedContents = Pick<
  WebContents,
  'on' | 'reload' | 'forcefullyCrashRenderer' | 'isCrashed' | 'isDevToolsOpened'
>

/** Why a page is loaded again. */
export type ReloadReason = 'died' | 'hung'

/** Who decides what a reload cannot mend. Both questions resolve with whether to reload. */
export type PageDoctor = {
  readonly clock: Pick<Clock, 'setTimer'>
  readonly budget: ReloadBudget
  /** The page has died too often. */
  readonly askAfterCrashes: () => Promise<boolean>
  /** The page hangs, and has been loaded again too often. */
  readonly askWhileHung: () => Promise<boolean>
  /** Asks the page for a sign of life. */
  readonly ping: () => void
  /** The page is about to be loaded again. */
  readonly beforeReload: (why: ReloadReason) => void
  readonly report: (line: string) => void
}

/**
 * Loads the page again when its process dies or it hangs: the sessions live elsewhere and have not noticed. After three times
 * in five minutes a user is asked instead. A page that a debugger holds is left alone.
 *
 * @returns what to call with each answer to a ping
 */
export function keepPageAlive(
  contents: WatchedContents,
  doctor: PageDoctor,
): { readonly answered: () => void } {
  let isAsking = false
  let isEnding = false

  const reload = (why: ReloadReason) => {
    doctor.beforeReload(why)
    contents.reload()
  }
  // A reload alone would wait for the loop to end.
  const endHung = () => {
    if (contents.isCrashed()) return reload('died')
    isEnding = true
    return contents.forcefullyCrashRenderer()
  }
  const askOnce = async (ask: () => Promise<boolean>, then: () => void) => {
    if (isAsking) return
    isAsking = true
    try {
      if (!(await ask())) return
      doctor.budget.reset()
      then()
    } finally {
      isAsking = false
    }
  }

  // A page that dies behind the question has not to be waited for any more.
  const askWhileHung = async () => (await doctor.askWhileHung()) || contents.isCrashed()

  const pulse = new PagePulse({
    clock: doctor.clock,
    ping: doctor.ping,
    isHalted: () => isAsking || contents.isCrashed() || contents.isDevToolsOpened(),
    onSilence() {
      doctor.report('the page does not answer')
      if (doctor.budget.spend()) endHung()
      else void askOnce(askWhileHung, endHung)
    },
  })

  contents.on('did-start-loading', () => pulse.loads())
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    pulse.loads()
    const wasHung = isEnding
    isEnding = false
    if (wasHung) return reload('hung')
    if (reason === 'clean-exit') return undefined
    doctor.report(`the page's process is gone: ${reason} (${exitCode})`)
    if (doctor.budget.spend()) reload('died')
    else void askOnce(doctor.askAfterCrashes, () => reload('died'))
    return undefined
  })
  contents.on('destroyed', () => pulse.dispose())
  return { answered: () => pulse.answered() }
}
