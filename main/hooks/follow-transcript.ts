import { basename, dirname, join } from 'node:path'
import type { Clock } from '../base/clock.ts'
import { isOwnConversation, transcript } from './codex-conversation.ts'

/**
 * Finds out the conversation that a run of Codex has begun while its first turn is at work: the notifier tells it only
 * when that is over, and a machine that dies before would lose it. Measured with 0.169: the transcript is made as the
 * turn begins, and stays open in the process; so a transcript is this run's if one of its processes has it open.
 *
 * @param deps.isWanted whether to look now: a turn is at work, and the conversation is not known
 * @param deps.openFiles the files that the run's processes have open, absolute
 * @returns a function that ends it; no event comes after that
 */
export function followTranscript(deps: {
  readonly codexHome: string
  readonly clock: Pick<Clock, 'setTimer'>
  readonly isWanted: () => boolean
  readonly openFiles: () => Promise<readonly string[]>
  readonly onConversation: (resumeToken: string) => void
}): () => void {
  const { codexHome, clock } = deps
  const sessions = join(codexHome, 'sessions')
  let isOver = false
  let cancelTimer = (): void => undefined

  async function look(): Promise<void> {
    for (const path of await deps.openFiles()) {
      const thread = dirname(path).startsWith(sessions) ? transcript.exec(basename(path))?.[1] : undefined
      if (thread === undefined || !(await isOwnConversation(codexHome, thread))) continue
      if (!isOver && deps.isWanted()) deps.onConversation(thread)
      return
    }
  }
  function schedule(): void {
    cancelTimer = clock.setTimer(() => {
      const looked = deps.isWanted() ? look() : Promise.resolve()
      void looked.finally(() => {
        if (!isOver) schedule()
      })
    }, lookEveryMs)
  }

  schedule()
  return () => {
    isOver = true
    cancelTimer()
  }
}

const lookEveryMs = 500
