import type { WebContents } from 'electron'
import type { ReloadBudget } from './reload-budget.ts'

/** What of the page's contents is needed to keep it alive. */
export type WatchedContents = Pick<WebContents, 'on' | 'reload'>

/** Who decides what a reload cannot mend. Both resolve with whether to reload. */
export type PageDoctor = {
  readonly budget: ReloadBudget
  /** The page has died too often. */
  readonly askAfterCrashes: () => Promise<boolean>
  /** The page has not answered for `patienceMs`. */
  readonly askWhileHung: () => Promise<boolean>
  readonly report: (line: string) => void
}

/**
 * Loads the page again when its process dies: the sessions live elsewhere and have not noticed. After three times
 * in five minutes a user is asked instead, and so they are when it has hung for 10 s.
 */
export function keepPageAlive(contents: WatchedContents, doctor: PageDoctor): void {
  let hung: NodeJS.Timeout | null = null
  let isAsking = false

  const calm = () => {
    if (hung !== null) clearTimeout(hung)
    hung = null
  }
  const askOnce = async (ask: () => Promise<boolean>) => {
    if (isAsking) return
    isAsking = true
    try {
      if (!(await ask())) return
      doctor.budget.reset()
      contents.reload()
    } finally {
      isAsking = false
    }
  }

  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    calm()
    if (reason === 'clean-exit') return
    doctor.report(`the page's process is gone: ${reason} (${exitCode})`)
    if (doctor.budget.take()) contents.reload()
    else void askOnce(doctor.askAfterCrashes)
  })
  contents.on('unresponsive', () => {
    doctor.report('the page does not answer')
    hung ??= setTimeout(() => void askOnce(doctor.askWhileHung), patienceMs)
  })
  contents.on('responsive', calm)
  contents.on('destroyed', calm)
}

/** A page that parses a flood of output may be away for seconds and come back by itself. */
const patienceMs = 10_000
