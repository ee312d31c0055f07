import { describeError, type Log } from './log.ts'

/** What happens to a bug, apart from the log. Both must not throw. */
export type BugResponse = {
  readonly log: Log
  /** Everything that memory holds and disk does not yet. */
  readonly save: () => void
  /** Tells the user, in a sentence they can act on. */
  readonly show: (what: string) => void
}

const maxKinds = 100
const maxKindChars = 1000

/**
 * The one place where bugs end: logged, everything saved, and shown. The app goes on, because its sessions do.
 *
 * @returns what to call with an error that somebody else caught
 */
export function catchBugs(
  process: Pick<NodeJS.Process, 'on'>,
  response: BugResponse,
): (error: unknown, what: string) => void {
  const seen = new Set<string>()
  const onBug = (error: unknown, what: string) => {
    response.log.error(what, error)
    response.save()
    // The same bug in a timer would bury the window under one message.
    const kind = describeError(error).split('\n', 2).join('\n').slice(0, maxKindChars)
    if (seen.has(kind)) return
    seen.add(kind)
    // The oldest is forgotten: a bug whose words change each time must not fill memory.
    if (seen.size > maxKinds) for (const oldest of [...seen].slice(0, 1)) seen.delete(oldest)
    response.show(error instanceof Error ? error.message : String(error))
  }
  process.on('uncaughtException', (error) => onBug(error, 'uncaught'))
  process.on('unhandledRejection', (reason) => onBug(reason, 'unhandled rejection'))
  return onBug
}
