import { addToQueue, type Queue } from '../../app/session/queue.ts'
import { noPrompts, type KeptPrompts } from '../../app/session/session-record.ts'

/** Prompts that wait, named `p1`, `p2` and so on, each of `chars` characters. */
export function waitingPrompts(count: number, chars = 10): KeptPrompts {
  let queue: Queue = noPrompts.queue
  for (let at = 1; at <= count; at++)
    queue = addToQueue(queue, { text: `p${at} `.padEnd(chars, 'x'), images: [] }, at)
  return { ...noPrompts, queue }
}
