import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SessionId } from '../../../../../app/session/session.ts'
import { pollFor } from '../../../../support/poll.ts'
import { SessionRig } from '../../../../support/session-rig.ts'
import { whyNotHere } from '../../../../support/shell-rig.ts'

let rig: SessionRig
let id: SessionId

beforeEach(async () => {
  rig = new SessionRig()
  writeFileSync(join(rig.home, 'text'), 'first line\nsecond line\n')
  await rig.app.manager.restore()
  id = await rig.app.create()
  await rig.app.shows(id, 'ready$')
  await rig.app.until(id, 'idle')
  // The first key comes when the shell has been at its prompt for some time.
  rig.app.clock.skip(3000)
})
afterEach(() => rig.dispose())

const queue = () => rig.app.manager.prompts.send([id], { text: 'echo "I was $((40 + 2))"', images: [] })
const waits = (): string | null => rig.app.session(id).queueWait
const items = () => rig.app.session(id).record.queue.items

/** Seconds pass at each look. */
const pollOn = (probe: () => boolean, what: string) =>
  pollFor(
    () => {
      rig.app.clock.skip(1200)
      return probe()
    },
    { what },
  )

async function isSent(): Promise<void> {
  await pollOn(() => items().length === 0, 'the prompt to be sent')
  await rig.app.shows(id, '\nI was 42')
  expect(await rig.app.host.text(id)).toContain('ready$ echo "I was $((40 + 2))"\n')
}

const here = whyNotHere('bash') === null ? test : test.skip
const hereWithLess = whyNotHere('less') === null ? here : test.skip
const hereWithVi = whyNotHere('vi') === null ? here : test.skip

describe('a prompt in the queue of a shell is sent', () => {
  hereWithLess('behind a q that less took', async () => {
    await rig.app.run(id, 'less text', 'second line')
    rig.app.type(id, 'q')
    await queue()
    await isSent()
  })

  hereWithVi('behind an editor, and not into it, though that rests', async () => {
    await rig.app.run(id, 'vi -u NONE text', 'second line')
    await queue()
    const isAtRest = (): boolean => {
      const { status } = rig.app.session(id)
      return status.kind === 'idle' && status.certainty === 'guess'
    }
    await pollOn(isAtRest, 'the editor to rest')
    await pollFor(() => waits() === 'guess')
    rig.app.type(id, ':q!\r')
    await isSent()
  })

  here('behind keys that a program in it took', async () => {
    await rig.app.run(id, 'cat', 'cat')
    rig.app.type(id, 'a line\r')
    await rig.app.shows(id, 'a line\na line')
    rig.app.type(id, '\u0004')
    await queue()
    await isSent()
  })

  here('once the user has erased what they typed', async () => {
    rig.app.type(id, 'ech')
    await rig.app.shows(id, 'ready$ ech')
    await queue()
    await pollOn(() => waits() === 'draft', 'the draft to be seen')
    rig.app.type(id, '\u007f\u007f\u007f')
    await isSent()
  })

  here('whole behind an Esc that the shell keeps for the next key', async () => {
    rig.app.type(id, '\u001b')
    await queue()
    await isSent()
  })

  here('whole where an Esc has left a line with vi keys', async () => {
    await rig.app.run(id, 'set -o vi; echo o"n"', '\non')
    await rig.app.shows(id, 'on\nready$')
    rig.app.clock.skip(3000)
    rig.app.type(id, '\u001b')
    rig.app.type(id, 'l')
    await queue()
    await isSent()
  })
})

describe('a prompt in the queue of a shell waits', () => {
  /** It waits at some looks, and nothing of it is typed. */
  async function isHeld(): Promise<void> {
    await queue()
    await pollOn(() => waits() === 'draft', 'the draft to be seen')
    let looks = 0
    await pollOn(() => ++looks > 5, 'some looks')
    expect(items()).toHaveLength(1)
    expect(await rig.app.host.text(id)).not.toContain('I was')
  }

  here('while the rest of a command is asked for', async () => {
    await rig.app.run(id, 'for i in 1 2', '1 2\n>')
    await isHeld()
    rig.app.type(id, '\u0003')
    await isSent()
  })

  here('while text stands behind the cursor that Ctrl-U has left', async () => {
    rig.app.type(id, 'echo mine')
    await rig.app.shows(id, 'ready$ echo mine')
    rig.app.type(id, '\u001b[D\u001b[D\u0015')
    await rig.app.shows(id, 'ready$ ne')
    await isHeld()
  })

  here('while a line stands there that was typed ahead', async () => {
    await rig.app.run(id, 'sleep 0.2', 'sleep')
    rig.app.type(id, 'echo mine')
    await rig.app.until(id, 'idle')
    await isHeld()
  })
})
