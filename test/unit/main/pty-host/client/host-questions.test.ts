import { expect, test } from 'vitest'
import { makeSessionId } from '../../../../../app/session/session.ts'
import type { HostCommand, HostEvent } from '../../../../../main/pty-host/protocol/protocol.ts'
import { systemClock } from '../../../../../main/base/clock.ts'
import { createHostQuestions } from '../../../../../main/pty-host/client/host-questions.ts'

const session = makeSessionId(1, 'abcd')

test('each asker gets what was asked for, and nothing where no answer comes', async () => {
  const asked: HostCommand[] = []
  let tell: (event: HostEvent) => void = () => undefined
  const questions = createHostQuestions(
    {
      send: (command) => asked.push(command),
      onEvent: (listener) => {
        tell = listener
        return () => undefined
      },
    },
    systemClock,
  )
  const answers = [
    questions.screen(session),
    questions.moment(session, 5),
    questions.moments(session),
    questions.screen(session),
  ]
  const ids = asked.map((command) => ('id' in command ? command.id : -1))
  expect(new Set(ids).size).toBe(4)
  tell({ type: 'text', id: ids[1] ?? -1, text: 'of that moment' })
  tell({ type: 'text', id: ids[0] ?? -1, text: 'of now' })
  tell({ type: 'moments', id: ids[2] ?? -1, transitions: [] })
  tell({ type: 'text', id: 999, text: 'nobody asked' })
  expect(await Promise.all(answers)).toEqual(['of now', 'of that moment', [], ''])
})
