import { afterEach, expect, test, vi } from 'vitest'
import { HostedSession } from '../../../../../main/pty-host/host/hosted-session.ts'
import { KeptScreen } from '../../../../../main/pty-host/kept/kept-screen.ts'
import { PageView } from '../../../../../main/pty-host/stream/page-view.ts'
import { HostRig, PageRig } from '../../../../support/hosted.ts'
import { pollFor } from '../../../../support/poll.ts'
import { SkippingClock } from '../../../../support/skipping-clock.ts'

const sessions = 50
let rig: HostRig | null = null

afterEach(async () => {
  vi.restoreAllMocks()
  await rig?.dispose()
})

test('a piece of output in one of 50 sessions has nothing asked of the others, until it is parsed, kept and told', async () => {
  const clock = new SkippingClock()
  const host = new HostRig({ clock })
  rig = host
  const ids = Array.from({ length: sessions }, () => host.open())
  const [id] = ids
  if (id === undefined) throw new Error('no session')
  const page = new PageRig(host.host)
  page.attach(id)
  host.run(id, 'read -r go; printf "a piece of output"; read -r rest')
  await host.event('spawned')
  for (const one of ids) await host.text(one)

  const unacked = vi.spyOn(PageView.prototype, 'unacked', 'get')
  const worked = vi.spyOn(HostedSession.prototype, 'workOff')
  const dirty = vi.spyOn(KeptScreen.prototype, 'isDirty', 'get')
  const idle = vi.spyOn(KeptScreen.prototype, 'idleDue', 'get')
  const written = vi.spyOn(KeptScreen.prototype, 'write')
  const spies = { unacked, worked, dirty, idle, written }
  // All have been opened: none is on its way to the disk any more.
  await pollFor(
    () => {
      for (const spy of [dirty, idle]) spy.mockClear()
      clock.skip(writeEveryMs)
      return dirty.mock.calls.length === 0
    },
    { what: 'a store at rest' },
  )
  for (const spy of Object.values(spies)) spy.mockClear()

  host.send({ type: 'input', session: id, data: '\r' })
  await page.shows('a piece of output')
  await pollFor(
    () => {
      clock.skip(writeEveryMs)
      return written.mock.calls.length > 0 && host.observations(id, 'input').length > 0
    },
    { what: 'the text on the disk' },
  )
  for (const [what, spy] of Object.entries(spies))
    expect([what, new Set<unknown>(spy.mock.contexts).size]).toEqual([what, 1])
})

/** As the store of screens has it. */
const writeEveryMs = 250
