import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import * as v from 'valibot'
import { SessionIdSchema } from '../../app/session/session.ts'
import type { Clock } from '../base/clock.ts'
import type { RunIdentity } from './process-tree.ts'

/**
 * `running.json`: which processes this app has started and not seen the end of. What it still holds when the app
 * starts is what a dead app may have left running.
 */
export type Journal = {
  /** What an earlier app left in it, of this boot. Stays in the file until `remove`. */
  readonly left: readonly RunIdentity[]
  /** Adds a run or what is newly known of it. */
  put(run: RunIdentity): void
  /** The run's processes are gone. */
  remove(run: RunIdentity): void
}

/**
 * Opens the journal at `path`.
 *
 * @param bootId of now: entries of another boot name processes that cannot live any more
 * @param onTrouble hears, once, that it cannot be written (a full disk); the sessions go on without it. Told null
 * when it is written again: it is tried until then
 */
export function openJournal(
  path: string,
  bootId: string,
  clock: Pick<Clock, 'setTimer'>,
  onTrouble: (error: unknown) => void,
): Journal {
  const left = readEntries(path).filter((entry) => entry.bootId === bootId)
  const entries = new Map(left.map((entry) => [entry.marker, entry]))
  let isTrouble = false
  let cancelRetry: (() => void) | null = null

  const write = (): void => {
    cancelRetry?.()
    cancelRetry = null
    try {
      // A kill of the app keeps what the system has been given, and after a power cut nothing runs: no fsync needed.
      const temporary = `${path}.tmp`
      writeFileSync(temporary, JSON.stringify({ version: 1, runs: [...entries.values()] }), { mode: 0o600 })
      renameSync(temporary, path)
      if (isTrouble) onTrouble(null)
      isTrouble = false
    } catch (error) {
      cancelRetry = clock.setTimer(write, retryMs)
      if (!isTrouble) onTrouble(error)
      isTrouble = true
    }
  }

  return {
    left,
    put(run) {
      entries.set(run.marker, { ...run, bootId })
      write()
    },
    remove(run) {
      if (entries.delete(run.marker)) write()
    },
  }
}

/** Somebody has to make room on the disk first. */
const retryMs = 5000

const EntrySchema = v.object({
  sessionId: SessionIdSchema,
  marker: v.pipe(v.string(), v.regex(/^[a-z0-9]{8,64}$/u)),
  pid: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(2))),
  startTime: v.nullable(v.number()),
  bootId: v.string(),
})
const JournalSchema = v.object({ version: v.literal(1), runs: v.array(v.unknown()) })

function readEntries(path: string): readonly v.InferOutput<typeof EntrySchema>[] {
  try {
    const file: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return v.parse(JournalSchema, file).runs.flatMap((entry) => {
      const parsed = v.safeParse(EntrySchema, entry)
      return parsed.success ? [parsed.output] : []
    })
  } catch {
    // No journal, or half of one: then nothing is known of an earlier app.
    return []
  }
}
