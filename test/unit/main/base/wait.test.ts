import { expect, test } from 'vitest'
import { pollUntil, within } from '../../../../main/base/wait.ts'
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
