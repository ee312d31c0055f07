import { expect, test } from 'vitest'
import { makeSessionId } from '../../../../../app/session/session.ts'
import type { HostCommand, HostEvent } from '../../../../../main/pty-host/protocol/protocol.ts'
import { screenFrame } from '../../../../support/fake-terminal.ts'
import { SkippingClock } from '../../../../support/skipping-clock.ts'
import { createHostQuestions } from '../../../../../main/pty-host/client/host-questions.ts'

const session = makeSessionId(1, 'abcd')
const never = { text: '', lead: '', promptBox: null, front: null }

/** Questions to a host that answers when the test says so. */
function rig() {
  const clock = new SkippingClock()
  const asked: HostCommand[] = []
  let tell: (event: HostEvent) => void = () => undefined
  let lose: () => void = () => undefined
  const questions = createHostQuestions(
    {
      send: (command) => asked.push(command),
      onEvent: (listener) => {
        tell = listener
        return () => undefined
      },
      onLost: (listener) => {
        lose = () => listener({ restarts: true, setAside: null })
        return () => undefined
      },
    },
    clock,
  )
  const ids = () => asked.map((command) => ('id' in command ? command.id : -1))
  return { clock, questions, ids, tell: (event: HostEvent) => tell(event), lose: () => lose() }
}

test('each asker gets what was asked for, and nothing where no answer comes', async () => {
  const { clock, questions, ids: asked, tell } = rig()
  const answers = [
    questions.screen(session),
    questions.moment(session, 5),
    questions.moments(session),
    questions.screen(session),
  ]
  const ids = asked()
  expect(new Set(ids).size).toBe(4)
  tell({ type: 'text', id: ids[1] ?? -1, text: 'of that moment' })
  tell({ type: 'text', id: ids[0] ?? -1, text: 'of now' })
  tell({ type: 'moments', id: ids[2] ?? -1, transitions: [] })
  tell({ type: 'text', id: 999, text: 'nobody asked' })
  clock.skip(500)
  expect(await Promise.all(answers)).toEqual(['of now', 'of that moment', [], ''])
})

test('a look that comes after half a minute is waited for, since a slow host is not gone', async () => {
  const { clock, questions, ids, tell } = rig()
  const looks = Array.from({ length: 60 }, () => questions.frame(session, true))
  clock.skip(30_000)
  const frame = screenFrame(['> '])
  for (const id of ids()) tell({ type: 'frame', id, frame })
  expect(await Promise.all(looks)).toEqual(Array.from({ length: 60 }, () => frame))
})

test('nobody waits for a host that has gone', async () => {
  const { questions, lose } = rig()
  const answers = [
    questions.frame(session, false),
    questions.press(session, '\r', never),
    questions.screen(session),
  ]
  lose()
  expect(await Promise.all(answers)).toEqual([null, null, ''])
})
