import type { Transition } from '../../../app/activity/why.ts'
import type { SessionId } from '../../../app/session/session.ts'
import type { PressCondition } from '../../../app/screen/before-press.ts'
import type { HostCommand, HostEvent, PressOutcome, ScreenFrame } from '../protocol/protocol.ts'
import type { Clock } from '../../base/clock.ts'
import type { HostLink } from './host-link.ts'

/**
 * Asks the pty host for text. Never rejects: a host that is busy with a flood, or gone, has nothing to say. One that goes
 * is not waited for.
 */
export type HostQuestions = {
  /** The text of the screen, empty where none comes in time. */
  screen(session: SessionId): Promise<string>
  /** The raw end of what a session's programs wrote, at most 16 KB; empty where none comes in time. */
  tail(session: SessionId): Promise<string>
  /** The kept changes of status, oldest first. */
  moments(session: SessionId): Promise<readonly Transition[]>
  /** The text of one of them, empty where there is none. */
  moment(session: SessionId, at: number): Promise<string>
  /** The screen, for a prompt; null where the host or the session in it has gone, or is not heard of for a minute. `mark`: text counts as new from here on. */
  frame(session: SessionId, mark: boolean): Promise<ScreenFrame | null>
  /** Presses a key for the user, if the screen is as it has to be; null where no answer comes in time: it may be pressed yet. */
  press(session: SessionId, key: string, when: PressCondition): Promise<PressOutcome | null>
  /** The text since the mark; empty where none comes in time. */
  since(session: SessionId): Promise<{ readonly text: string; readonly isScreen: boolean }>
  /** Shows text of a program without a terminal; resolves once it is on the screen, or nobody will show it. */
  print(session: SessionId, text: string): Promise<void>
}

/** An answer that comes later than this is not waited for: of the screen, and of what is read from disk. */
const screenPatienceMs = 500
const diskPatienceMs = 3000

/**
 * A prompt is typed by what is seen, and a key that was asked for may still be pressed until its answer comes: both wait
 * for a host that is slow. It opens sixty restored tabs, or parses a flood, first; one that hangs is ended within 25 s
 * (`supervisor.ts`), and one that goes is told at once.
 */
const framePatienceMs = 60_000
const pressPatienceMs = 60_000

/** The events that answer. */
type Answer = Extract<
  HostEvent,
  { type: 'text' | 'moments' | 'frame' | 'since' | 'printed' | 'pressOutcome' }
>

/** One asker for the whole app: answers are matched by its numbers. */
export function createHostQuestions(
  host: Pick<HostLink, 'send' | 'onEvent' | 'onLost'>,
  clock: Pick<Clock, 'setTimer'>,
): HostQuestions {
  const waiting = new Map<number, (answer: Answer | null) => void>()
  let lastId = 0
  host.onEvent((event) => {
    if (isAnswer(event)) waiting.get(event.id)?.(event)
  })
  host.onLost(() => {
    for (const finish of waiting.values()) finish(null)
  })
  const ask = (patienceMs: number, command: (id: number) => HostCommand) =>
    new Promise<Answer | null>((resolve) => {
      lastId += 1
      const id = lastId
      const finish = (answer: Answer | null) => {
        waiting.delete(id)
        cancel()
        resolve(answer)
      }
      const cancel = clock.setTimer(() => finish(null), patienceMs)
      waiting.set(id, finish)
      host.send(command(id))
    })
  const text = async (session: SessionId, what: 'screen' | 'tail'): Promise<string> => {
    const answer = await ask(screenPatienceMs, (id) => ({ type: 'readText', id, session, what }))
    return answer?.type === 'text' ? answer.text : ''
  }
  return {
    screen: (session) => text(session, 'screen'),
    tail: (session) => text(session, 'tail'),
    async moments(session) {
      const answer = await ask(diskPatienceMs, (id) => ({ type: 'readMoments', id, session }))
      return answer?.type === 'moments' ? answer.transitions : []
    },
    async moment(session, at) {
      const answer = await ask(diskPatienceMs, (id) => ({ type: 'readMoment', id, session, at }))
      return answer?.type === 'text' ? answer.text : ''
    },
    async frame(session, mark) {
      const answer = await ask(framePatienceMs, (id) => ({ type: 'readFrame', id, session, mark }))
      return answer?.type === 'frame' ? answer.frame : null
    },
    async press(session, key, when) {
      const answer = await ask(pressPatienceMs, (id) => ({ type: 'press', id, session, key, when }))
      return answer?.type === 'pressOutcome' ? answer.outcome : null
    },
    async since(session) {
      const answer = await ask(diskPatienceMs, (id) => ({ type: 'readSince', id, session }))
      return answer?.type === 'since' ? answer : { text: '', isScreen: true }
    },
    async print(session, text) {
      await ask(diskPatienceMs, (id) => ({ type: 'print', id, session, text }))
    },
  }
}

const answerTypes: ReadonlySet<string> = new Set<Answer['type']>([
  'text',
  'moments',
  'frame',
  'since',
  'printed',
  'pressOutcome',
])

function isAnswer(event: HostEvent): event is Answer {
  return answerTypes.has(event.type)
}
