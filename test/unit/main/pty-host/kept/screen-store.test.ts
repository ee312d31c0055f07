import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeSessionId, type SessionId } from '../../../../../app/session/session.ts'
import type { DiskTrouble } from '../../../../../main/pty-host/protocol/protocol.ts'
import { ScreenStore } from '../../../../../main/pty-host/kept/screen-store.ts'
import { VirtualClock } from '../../../../eval/virtual-clock.ts'
import { passTime } from '../../../../support/pass-time.ts'

const full = 'ENOSPC: no space left on device, write'
const readOnly = 'EROFS: read-only file system, open'

/** A session's kept text on a disk that can refuse it, and how often it was tried. */
class Session {
  readonly id: SessionId
  readonly idleDue = null
  isFailing = false
  isDirty = false
  refusal: string | null = null
  tries = 0

  constructor(number: number) {
    this.id = makeSessionId(number, 'test')
  }

  async write(): Promise<number> {
    this.tries++
    if (this.refusal !== null) throw new Error(this.refusal)
    this.isDirty = false
    return 0
  }
}

let count = 0
let told: (DiskTrouble | null)[]
let clock: VirtualClock
let store: ScreenStore

beforeEach(() => {
  told = []
  clock = new VirtualClock()
  store = new ScreenStore(clock, (trouble) => told.push(trouble))
})
afterEach(() => store.dispose())

function add(): Session {
  count += 1
  const session = new Session(count)
  store.add(session, session.id)
  return session
}

function print(...sessions: readonly Session[]): void {
  for (const session of sessions) {
    session.isDirty = true
    store.changed(session)
  }
}

test('a session that cannot be written keeps no other one from the disk', async () => {
  const [broken, well] = [add(), add()]
  broken.refusal = readOnly
  print(broken)
  await passTime(clock, 40_000)
  for (let times = 0; times < 20; times++) {
    print(broken, well)
    await passTime(clock, 300)
    expect(well.isDirty).toBe(false)
  }
})

test('a session that cannot be written is tried less and less often, and at least every half minute', async () => {
  const broken = add()
  broken.refusal = readOnly
  print(broken)
  // After 1, 2, 4, 8 and 16 seconds.
  await passTime(clock, 33_000)
  expect(broken.tries).toBe(6)
  await passTime(clock, 300_000)
  expect(broken.tries).toBe(16)
  broken.refusal = null
  await passTime(clock, 31_000)
  expect(broken).toMatchObject({ isDirty: false, isFailing: false })
  // What fails again is tried again as soon as at first.
  const { tries } = broken
  broken.refusal = readOnly
  print(broken)
  await passTime(clock, 2000)
  expect(broken.tries).toBe(tries + 2)
})

test('a full disk is not asked more often because other sessions wait for it too, nor because more text comes', async () => {
  const sessions = Array.from({ length: 20 }, add)
  for (const session of sessions) session.refusal = full
  for (let seconds = 0; seconds < 300; seconds++) {
    print(...sessions)
    await passTime(clock, 1000)
  }
  for (const { tries } of sessions) expect(tries).toBeLessThanOrEqual(16)
  expect(told).toEqual([{ message: full, session: null }])
  for (const session of sessions) session.refusal = null
  await passTime(clock, 31_000)
  expect(sessions.filter(({ isDirty }) => isDirty)).toEqual([])
  expect(told.slice(1).at(-1)).toBeNull()
})

test('the trouble of one session is told with its name, once, and its end once', async () => {
  const [broken, well] = [add(), add()]
  broken.refusal = readOnly
  for (let times = 0; times < 100; times++) {
    print(broken, well)
    await passTime(clock, 1000)
  }
  expect(told).toEqual([{ message: readOnly, session: broken.id }])
  broken.refusal = null
  await passTime(clock, 31_000)
  expect(told.slice(1)).toEqual([null])
})

test('trouble of a second session is told as that of several, and of the one that is left with its name', async () => {
  const [first, second] = [add(), add()]
  first.refusal = readOnly
  print(first)
  await passTime(clock, 300)
  second.refusal = full
  print(second)
  await passTime(clock, 300)
  first.refusal = null
  await passTime(clock, 31_000)
  second.refusal = null
  await passTime(clock, 31_000)
  expect(told.map((trouble) => trouble?.session)).toEqual([first.id, null, second.id, undefined])
})

test('the trouble of a session that is closed is over', async () => {
  const broken = add()
  broken.refusal = readOnly
  print(broken)
  await passTime(clock, 300)
  store.remove(broken)
  expect(told).toEqual([{ message: readOnly, session: broken.id }, null])
  const { tries } = broken
  store.changed(broken)
  await passTime(clock, 31_000)
  expect(broken.tries).toBe(tries)
})

test('when everything has to be on disk, one that failed is tried at once', async () => {
  const broken = add()
  broken.refusal = readOnly
  print(broken)
  await passTime(clock, 20_000)
  broken.refusal = null
  await store.flush()
  expect(broken.isDirty).toBe(false)
  expect(told.at(-1)).toBeNull()
})
