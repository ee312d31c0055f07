import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SessionId } from '../../../../../app/session/session.ts'
import type { PressOutcome } from '../../../../../main/pty-host/protocol/protocol.ts'
import { HostRig } from '../../../../support/hosted.ts'
import { pollFor } from '../../../../support/poll.ts'

let rig: HostRig
beforeEach(() => {
  rig = new HostRig()
})
afterEach(() => rig.dispose())

let presses = 0
async function press(session: SessionId): Promise<PressOutcome['kind']> {
  presses += 1
  const id = presses
  const when = { text: 'text', lead: 'go> ', promptBox: null, front: null }
  rig.send({ type: 'press', id, session, key: '\r', when })
  return (await rig.event('pressOutcome', (event) => event.id === id)).outcome.kind
}

test.each([
  ['an escape', '\\033', '[0m'],
  ['a CSI sequence', '\\033[3', '1m'],
  ['a title', '\\033]0;half a ti', 'tle\\007'],
  [
    'a string that is too long and is swallowed',
    '\\033]0;$(head -c 200000 /dev/zero | tr "\\\\0" t)',
    '\\007',
  ],
  ['a character', '\\303', '\\251'],
])('a key is not pressed while %s is unfinished, and is once it has ended', async (_, half, rest) => {
  const id = rig.open()
  const written = join(rig.folder, 'written')
  const ready = `printf '\\r\\033[Kgo> text'`
  rig.run(
    id,
    `stty raw -echo; ${ready}; printf "${half}"; : > ${written}; head -c 1; printf "${rest}"; ${ready}; rm ${written}; head -c 9`,
  )
  await pollFor(() => existsSync(written))
  expect(await press(id)).toBe('unsettled')
  rig.send({ type: 'input', session: id, data: 'x' })
  await pollFor(() => !existsSync(written))
  // What the rest says, such as a title, is told first.
  await pollFor(async () => (await press(id)) === 'pressed')
})
