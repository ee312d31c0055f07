import { app, dialog } from 'electron'
import { describeError, type Log } from './log.ts'

/**
 * Ends a start that failed: nobody sees a window, so the user sees a native message box where there is a screen, and
 * on the terminal in any case.
 */
export function endFailedStart(error: unknown, log: Log, isUnderTest: boolean): void {
  log.error('the start failed', error)
  const sentence = `Roost could not start: ${error instanceof Error ? error.message : String(error)}`
  process.stderr.write(`${sentence}\nMore is in ${log.file}\n`)
  if (isUnderTest) process.stderr.write(`${describeError(error)}\n`)
  else if (app.isReady()) dialog.showErrorBox('Roost', `${sentence}\n\n${log.file}`)
  app.exit(1)
}
