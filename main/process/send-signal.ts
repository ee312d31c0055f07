/** Ends a process that leads a group of its own (started `detached`), and all of the group, at once. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended at the same moment.
  }
}

/** Signals a pid; one that has gone meanwhile, or is another user's, is no error here: the ladder looks again. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  if (pid <= 1 || pid === process.pid) throw new Error(`Refused to signal process ${pid}`)
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!(error instanceof Error)) throw error
  }
}
