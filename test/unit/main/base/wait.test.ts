import { expect, test } from 'vitest'
import { AwakeTime, pollUntil, setAwakeTimer, within } from '../../../../main/base/wait.ts'
import { VirtualClock } from '../../../eval/virtual-clock.ts'
import { passTime } from '../../../support/pass-time.ts'

const hourMs = 3_600_000

test.each([hourMs, -hourMs])(
  'a poll lasts as long as it may, whether or not the date is set by %i ms',
  async (byMs) => {
    const clock = new VirtualClock()
    let looks = 0
    let found: string | null | undefined
    void pollUntil(clock, { everyMs: 100, forMs: 1000 }, async () => {
      looks += 1
      return null
    }).then((seen) => (found = seen))
    await passTime(clock, 500)
    clock.setDate(byMs)
    await passTime(clock, 400)
    expect(found).toBeUndefined()
    await passTime(clock, 200)
    expect([found, looks]).toEqual([null, 11])
  },
)

test('a wait with a limit is over at the limit, or with what it waits for', async () => {
  const clock = new VirtualClock()
  let isOver = false
  const waits = new Promise<void>(() => undefined)
  void within(clock, 1000, waits).then(() => (isOver = true))
  await passTime(clock, 900)
  clock.setDate(-hourMs)
  expect(isOver).toBe(false)
  await passTime(clock, 200)
  expect(isOver).toBe(true)
  await within(clock, 1000, Promise.resolve())
})

test('a timer for the time awake is not over by a sleep, however long, and can be taken back', () => {
  const clock = new VirtualClock()
  const over: string[] = []
  setAwakeTimer(clock, () => over.push('minute'), 60_000)
  const cancel = setAwakeTimer(clock, () => over.push('taken back'), 60_000)
  clock.pass(30_000)
  clock.sleep(8 * hourMs)
  clock.pass(24_999)
  expect(over).toEqual([])
  cancel()
  clock.pass(5001)
  expect(over).toEqual(['minute'])
  clock.pass(hourMs)
  expect(over).toEqual(['minute'])
})

test('the time awake goes on by no more than a piece in a sleep', () => {
  const clock = new VirtualClock()
  const awake = new AwakeTime(clock)
  for (let second = 0; second < 30; second += 1) {
    clock.pass(1000)
    awake.read()
  }
  clock.sleep(hourMs)
  expect(awake.read()).toBe(35_000)
})
