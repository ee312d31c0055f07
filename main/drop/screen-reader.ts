import type { SessionId } from '../../app/session/session.ts'
import type { Clock } from '../session/clock.ts'
import type { HostLink } from '../session/host-link.ts'

/** A host that is busy with a flood answers late; a screen that comes later than this is not waited for. */
const patienceMs = 500

/** Reads screens through the pty host: resolves with the text, empty where none comes in time. Never rejects. */
export function createScreenReader(
  host: HostLink,
  clock: Pick<Clock, 'setTimer'>,
): (session: SessionId) => Promise<string> {
  const waiting = new Map<number, (text: string) => void>()
  let lastId = 0
  host.onEvent((event) => {
    if (event.type === 'text') waiting.get(event.id)?.(event.text)
  })
  return (session) =>
    new Promise((resolve) => {
      lastId += 1
      const id = lastId
      const finish = (text: string) => {
        waiting.delete(id)
        cancel()
        resolve(text)
      }
      const cancel = clock.setTimer(() => finish(''), patienceMs)
      waiting.set(id, finish)
      host.send({ type: 'readText', id, session, what: 'screen' })
    })
}
