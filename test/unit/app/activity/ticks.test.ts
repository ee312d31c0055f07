import { describe, expect, test } from 'vitest'
import { TickReader } from '../../../../app/activity/tick.ts'
import {
  followTicks,
  frozenAfterMs,
  healthOf,
  healthWakeAt,
  hungAfterMs,
  isMoving,
  runningTick,
  shiftTicks,
  type Ticks,
} from '../../../../app/activity/ticks.ts'

/** The ticks after looks at these lines, a second apart; the first at 0. */
function followed(...screens: readonly (string | readonly string[])[]): Ticks {
  return followedFrom([], 0, ...screens)
}

function followedFrom(before: Ticks, at: number, ...screens: readonly (string | readonly string[])[]): Ticks {
  return screens.reduce<Ticks>(
    (ticks, lines, second) =>
      followTicks(ticks, new TickReader().read([lines].flat(), 4), at + second * 1000),
    before,
  )
}

const running = followed('Baking (1s · 10 tokens)', 'Baking (2s · 20 tokens)', 'Baking (3s · 30 tokens)')

describe('a clock', () => {
  test('runs once it went on twice: text that changes once is no clock', () => {
    expect(runningTick(followed('Baking (1s)', 'Baking (2s)'))).toBeNull()
    expect(runningTick(followed('Baking (1s)', 'Baking (2s)', 'Baking (3s)'))).toMatchObject({
      elapsedMs: 3000,
    })
  })

  test('goes on over the minute, and from one spelling to the next', () => {
    const ticks = followed('Baking (58s)', 'Baking (59s)', 'Baking (1m 00s)', 'Baking (1m 1s)')
    expect(runningTick(ticks)).toMatchObject({ elapsedMs: 61_000, clockMoves: 3 })
  })

  test('does not run where its number goes down', () => {
    expect(runningTick(followed('left: 9s', 'left: 8s', 'left: 7s', 'left: 6s'))).toBeNull()
  })

  test('that left the screen is forgotten', () => {
    expect(followedFrom(running, 3000, 'no clock')).toEqual([])
    expect(runningTick(followedFrom(running, 3000, 'no clock', 'Baking (9s)'))).toBeNull()
  })

  test('is of several the longest, since a turn is longer than its steps', () => {
    const ticks = followed(
      ['Baking (61s)', 'step (1s)'],
      ['Baking (62s)', 'step (2s)'],
      ['Baking (63s)', 'step (3s)'],
    )
    expect(runningTick(ticks)).toMatchObject({ elapsedMs: 63_000 })
  })
})

describe('work', () => {
  test('shows while a clock moves, and no longer than asked for after', () => {
    expect(isMoving(running, 2000 + 2999, 3000)).toBe(true)
    expect(isMoving(running, 2000 + 3000, 3000)).toBe(false)
  })

  test('shows by a percentage that moves; one that stands is a battery or a context', () => {
    expect(isMoving(followed('42%', '43%'), 1500, 3000)).toBe(true)
    expect(isMoving(followed('42%', '42%'), 1500, 3000)).toBe(false)
  })

  test('does not show by tokens alone', () => {
    const ticks = followed('50 tokens (for 1s)', '60 tokens (for 1s)', '70 tokens (for 1s)')
    expect(isMoving(ticks, 2000, 3000)).toBe(false)
  })
})

describe('health', () => {
  test('is good while the clock and the counters move', () => {
    expect(healthOf(running, 3000)).toEqual({ health: 'moving', standsSince: null })
  })

  test('is hung once the clock has stood for long, since it stands', () => {
    expect(healthOf(running, 2000 + hungAfterMs - 1).health).toBe('moving')
    expect(healthOf(running, 2000 + hungAfterMs)).toEqual({ health: 'hung', standsSince: 2000 })
  })

  test('is frozen where the clock runs and the tokens stand', () => {
    const screens = Array.from({ length: 62 }, (_, second) => `Baking (${second + 4}s · 30 tokens)`)
    const ticks = followedFrom(running, 3000, ...screens)
    expect(healthOf(ticks, 2000 + frozenAfterMs - 1).health).toBe('moving')
    expect(healthOf(ticks, 2000 + frozenAfterMs)).toEqual({ health: 'frozen', standsSince: 2000 })
  })

  test('is never frozen without counters', () => {
    const screens = Array.from({ length: 200 }, (_, second) => `Baking (${second}s)`)
    expect(healthOf(followed(...screens), 199_500).health).toBe('moving')
  })

  test('is never hung without a clock that ran', () => {
    for (const ticks of [
      [],
      followed('42%', '43%'),
      followed('Baking (8s)', 'Baking (8s)'),
      followed('20 tokens'),
    ]) {
      expect(healthOf(ticks, 10_000_000).health).toBe('moving')
      expect(healthWakeAt(ticks, 0)).toBeNull()
    }
  })

  test('is good again with the next move', () => {
    const ticks = followedFrom(running, 40_000, 'Baking (4s · 40 tokens)')
    expect(healthOf(running, 40_000).health).toBe('hung')
    expect(healthOf(ticks, 40_000).health).toBe('moving')
  })

  test('is looked at anew when it is due, not before and not after', () => {
    expect(healthWakeAt(running, 3000)).toBe(2000 + hungAfterMs)
    expect(healthWakeAt(running, 2000 + hungAfterMs)).toBe(2000 + frozenAfterMs)
    expect(healthWakeAt(running, 2000 + frozenAfterMs)).toBeNull()
  })
})

describe('sleep of the machine', () => {
  test('is not standing still', () => {
    const woken = shiftTicks(running, 3_600_000, 3_602_500)
    expect(healthOf(woken, 3_602_500).health).toBe('moving')
    expect(healthOf(woken, 3_602_000 + hungAfterMs).health).toBe('hung')
  })

  test('never puts a move into the future', () => {
    for (const tick of shiftTicks(running, 3_600_000, 10_000)) {
      expect(tick.clockMovedAt).toBeLessThanOrEqual(10_000)
      expect(tick.countMovedAt).toBeLessThanOrEqual(10_000)
    }
  })
})
