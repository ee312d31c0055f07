import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SessionId } from '../../../../../app/session/session.ts'
import { pollFor } from '../../../../support/poll.ts'
import { SessionRig } from '../../../../support/session-rig.ts'
import { whyNotHere } from '../../../../support/shell-rig.ts'

let rig: SessionRig
let id: SessionId

beforeEach(async () => {
  rig = new SessionRig()
  const loop = `while IFS= read -rp 'ask me ◆ ' line; do echo "got $line"; done`
  writeFileSync(join(rig.home, 'asks'), loop)
  await rig.app.manager.restore()
  id = await rig.app.create()
  await rig.app.shows(id, 'ready$')
  await rig.app.until(id, 'idle')
})
afterEach(() => rig.dispose())

const here = whyNotHere('bash') === null ? test : test.skip
const hereWithPython = whyNotHere('python3') === null ? here : test.skip

/** Seconds pass at each look, until the status is so. */
const untilIs = (wanted: Record<string, unknown>) =>
  pollFor(
    () => {
      rig.app.clock.skip(300)
      expect(rig.app.session(id).status).toMatchObject(wanted)
      return true
    },
    { what: JSON.stringify(wanted) },
  )

const guess = { kind: 'idle', certainty: 'guess' }

here(
  'a program whose prompt no rule knows is guessed to rest, and known to once its prompt has come again',
  async () => {
    rig.app.type(id, 'bash asks\r')
    await untilIs(guess)
    await rig.app.run(id, 'one', 'got one')
    await untilIs({ kind: 'idle', certainty: 'sure', evidence: { source: 'screen', rule: 'learned-prompt' } })
  },
)

hereWithPython('half a line of output before the prompt of Python is guessed to be at rest', async () => {
  rig.app.type(id, 'python3 -q\r')
  await untilIs({ kind: 'idle', evidence: { rule: 'repl-prompt' } })
  await rig.app.run(id, 'print("half", end="")', '\nhalf>>>')
  await untilIs(guess)
})
