import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { creditHighBytes, maxFrameBytes } from '../../../../../app/ipc/stream.ts'
import { Outlet } from '../../../../../main/pty-host/stream/outlet.ts'
import { HostRig, PageRig } from '../../../../support/hosted.ts'
import { VirtualClock } from '../../../../eval/virtual-clock.ts'
import { screenState } from '../../../../support/screen-state.ts'
import { pollFor } from '../../../../support/poll.ts'

const rigs: HostRig[] = []
function newRig(): HostRig {
  const rig = new HostRig()
  rigs.push(rig)
  return rig
}
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.dispose()
})

describe('the way to the page', () => {
  let clock: VirtualClock
  beforeEach(() => {
    clock = new VirtualClock()
  })

  test('carries every byte once and in order, in frames of their own size', async () => {
    const frames: { seq: number; data: Uint8Array }[] = []
    const outlet = new Outlet(1000, clock, (seq, data) => frames.push({ seq, data }))
    const pool = Buffer.allocUnsafe(400_000)
    const sent: Buffer[] = []
    for (const size of [1, 3, 70_000, 5, 130_000, 2, 59_999, 60_001]) {
      const part = pool.subarray(sent.length * 7, sent.length * 7 + size).fill(sent.length)
      sent.push(Buffer.from(part))
      outlet.push(Buffer.from(part))
    }
    outlet.flush()
    let next = 1000
    for (const { seq, data } of frames) {
      expect(seq).toBe(next)
      expect(data.length).toBeLessThanOrEqual(maxFrameBytes)
      expect(data.buffer.byteLength).toBe(data.length)
      next += data.length
    }
    expect(Buffer.concat(frames.map(({ data }) => data)).equals(Buffer.concat(sent))).toBe(true)
  })

  test('sends at once after a pause, and what follows together', () => {
    const frames: Uint8Array[] = []
    const outlet = new Outlet(0, clock, (_, data) => frames.push(data))
    outlet.push(Buffer.from('first'))
    expect(frames).toHaveLength(1)
    for (let count = 0; count < 20; count++) outlet.push(Buffer.from('more '))
    expect(frames).toHaveLength(1)
    clock.pass(4)
    expect(frames).toHaveLength(2)
    expect(Buffer.from(frames[1] ?? []).toString()).toBe('more '.repeat(20))
  })

  test('sends the answer to a key without waiting', () => {
    const frames: Uint8Array[] = []
    const outlet = new Outlet(0, clock, (_, data) => frames.push(data))
    outlet.push(Buffer.from('flood'))
    outlet.hurry()
    outlet.push(Buffer.from('echo'))
    expect(frames).toHaveLength(2)
    outlet.dispose()
  })

  test('counts what is not acknowledged; a lost acknowledgement heals with the next, one from nowhere is cut', () => {
    const outlet = new Outlet(0, clock, () => undefined)
    outlet.push(Buffer.alloc(1000))
    outlet.push(Buffer.alloc(500))
    expect(outlet.unacked).toBe(1500)
    outlet.flush()
    outlet.ack(400)
    outlet.ack(300)
    expect(outlet.unacked).toBe(1100)
    outlet.ack(99_999)
    expect(outlet.unacked).toBe(0)
  })
})

describe('a flood', () => {
  test('into a page that never acknowledges runs to its end, and the page is sent no more than its credit', async () => {
    const rig = newRig()
    const page = new PageRig(rig.host)
    page.acknowledges = false
    const flooding = rig.open()
    page.attach(flooding)
    await page.snapshot()
    rig.run(flooding, 'seq 1 300000; echo done; read -r rest')
    await pollFor(async () => (await rig.text(flooding, 'screen')).includes('done'))
    expect(page.received).toBeLessThan(creditHighBytes + 100_000)
    page.acknowledges = true
    rig.send({ type: 'woke' })
    await page.shows('done')
    expect(lastNumbers(page.text())).toEqual(Array.from({ length: 500 }, (_, at) => 299_501 + at))
    // An update, of the rows that a scrollback holds.
    expect(page.received).toBeLessThan(creditHighBytes + 150_000)
  })

  test('that a page does not keep up with delays no other session', async () => {
    const rig = newRig()
    const page = new PageRig(rig.host)
    page.acknowledges = false
    const flooding = rig.open()
    page.attach(flooding)
    rig.run(flooding, 'yes')
    await pollFor(() => page.seq > creditHighBytes)
    const other = rig.open()
    rig.run(other, 'i=0; while [ $i -lt 50 ]; do echo line $i; i=$((i+1)); done; exit 4')
    expect((await rig.exit(other)).exitCode).toBe(4)
    expect(page.received).toBeLessThan(creditHighBytes + 100_000)
  })

  test('ends on the page with the screen of record, in a bounded number of bytes, whatever the page is behind', async () => {
    const rig = newRig()
    const page = new PageRig(rig.host)
    const id = rig.open()
    page.attach(id)
    await page.snapshot()
    page.acknowledges = false
    rig.run(
      id,
      'seq 1 100000; read -r go; seq 100001 300000; printf "\\033[?1049h\\033[?2004hfull screen"; read -r rest',
    )
    await pollFor(async () => (await rig.text(id, 'screen')).includes('\n100000'))
    page.acknowledges = true
    page.input('\r')
    rig.send({ type: 'woke' })
    await page.shows('full screen')
    const attached = new PageRig(rig.host)
    attached.attach(id)
    await attached.shows('full screen')
    expect(screenState(page.terminal)).toEqual(screenState(attached.terminal))
    expect(page.messages.some(({ type }) => type === 'catchUp')).toBe(true)
  })

  test('of a hidden session is parsed at its own pace, and shown whole', async () => {
    const rig = newRig()
    const page = new PageRig(rig.host)
    const id = rig.open()
    rig.run(id, 'seq 1 60000; echo done; sleep 1000')
    await pollFor(async () => (await rig.text(id, 'screen')).includes('done'))
    page.attach(id)
    await page.shows('done')
    expect(page.text()).toContain('\n59500\n')
    expect(page.terminal.buffer.active.length).toBe(1024)
  })

  test('ends with Ctrl-C after no more than what was under way', async () => {
    const rig = newRig()
    const page = new PageRig(rig.host)
    const id = rig.open()
    page.attach(id)
    rig.run(id, 'trap : INT; yes; echo; echo stopped; sleep 1000')
    await pollFor(() => page.seq > 2 * creditHighBytes)
    const receivedBefore = page.received
    page.input('\u0003')
    await page.shows('stopped')
    // The credit, or updates in its place, and what came between the last of them and the end.
    expect(page.received - receivedBefore).toBeLessThan(2 * creditHighBytes)
  })

  test('goes on for a page that reconnects and shows every byte from its snapshot on', async () => {
    const rig = newRig()
    const first = new PageRig(rig.host)
    first.acknowledges = false
    const id = rig.open()
    first.attach(id)
    rig.run(id, 'seq 1 150000; echo the end; sleep 1000')
    await pollFor(() => first.seq > creditHighBytes)
    const second = new PageRig(rig.host)
    second.attach(id)
    await second.shows('the end')
    expect(lastNumbers(second.text())).toEqual(Array.from({ length: 500 }, (_, at) => 149_501 + at))
  })
})

function lastNumbers(text: string): number[] {
  return text
    .split('\n')
    .filter((line) => /^\d+$/.test(line))
    .slice(-500)
    .map(Number)
}
