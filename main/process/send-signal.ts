/** Ends a process that leads a group of its own (started `detached`), and all of the group, at once. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended at the same moment.
  }
}
