import type { Clock } from '../base/clock.ts'
import type { ProcessTable } from './process-table.ts'

/** What signalling processes needs. */
export type ProcessControl = {
  readonly processes: ProcessTable
  readonly clock: Clock
  /** Pids that are never signalled: this app and its host. */
  readonly excluded: ReadonlySet<number>
}
