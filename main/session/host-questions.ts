import type { Transition } from '../../app/activity/why.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { HostCommand } from '../pty-host/protocol.ts'
import type { Clock } from './clock.ts'
import type { HostLink } from './host-link.ts'

/** Asks the pty host for text. Never rejects: a host that is busy with a flood, or gone, has nothing to say. */
export type HostQuestions = {
  /** The text of the screen, empty where none comes in time. */
  screen(session: SessionId): Promise<string>
  /** The kept changes of status, oldest first. */
  moments(session: SessionId): Promise<readonly Transition[]>
  /** The text of one of them, empty where there is none. */
  moment(session: SessionId, at: number): Promise<string>
}

/** An answer that comes later than this is not waited for: of the screen, and of what is read from disk. */
const screenPatienceMs = 500
const diskPatienceMs = 3000

/** One asker for the whole app: answers are told apart by its numbers. */
export function createHostQuestions(
  host: Pick<HostLink, 'send' | 'onEvent'>,
  clock: Pick<Clock, 'setTimer'>,
): HostQuestions {
  const waiting = new Map<number, (answer: string | readonly Transition[] | null) => void>()
  let lastId = 0
  host.onEvent((event) => {
    if (event.type === 'text') waiting.get(event.id)?.(event.text)
    else if (event.type === 'moments') waiting.get(event.id)?.(event.transitions)
  })
  const ask = (patienceMs: number, command: (id: number) => HostCommand) =>
    new Promise<string | readonly Transition[] | null>((resolve) => {
      lastId += 1
      const id = lastId
      const finish = (answer: string | readonly Transition[] | null) => {
        waiting.delete(id)
        cancel()
        resolve(answer)
      }
      const cancel = clock.setTimer(() => finish(null), patienceMs)
      waiting.set(id, finish)
      host.send(command(id))
    })
  return {
    async screen(session) {
      const text = await ask(screenPatienceMs, (id) => ({ type: 'readText', id, session, what: 'screen' }))
      return typeof text === 'string' ? text : ''
    },
    async moments(session) {
      const list = await ask(diskPatienceMs, (id) => ({ type: 'readMoments', id, session }))
      return list === null || typeof list === 'string' ? [] : list
    },
    async moment(session, at) {
      const text = await ask(diskPatienceMs, (id) => ({ type: 'readMoment', id, session, at }))
      return typeof text === 'string' ? text : ''
    },
  }
}
