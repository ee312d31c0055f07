import { describe, expect, test } from 'vitest'
import { TickReader } from '../../../../app/screen/screen-tick.ts'
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

  test('does not run where it goes on once a minute: that is a time of day', () => {
    for (const offset of [0, 30, 58, 59]) {
      let ticks: Ticks = []
      for (let second = 0; second < 300; second++) {
        const minute = 45 + Math.floor((offset + second) / 60)
        ticks = followedFrom(ticks, second * 1000, `~/x  10:${minute}`)
        expect(runningTick(ticks), `${second} s after 10:45:${offset}`).toBeNull()
      }
    }
  })

  test('does not run where it is a time of day that goes over the hour', () => {
    let ticks: Ticks = []
    for (const [minute, text] of ['10:58', '10:59', '11:00', '11:01', '11:02'].entries())
      ticks = followedFrom(ticks, minute * 60_000, text)
    expect(runningTick(ticks)).toBeNull()
  })

  test('of the same words as another is one of its own', () => {
    const ticks = followed(
      ['task (20s)', 'task (10s)'],
      ['task (21s)', 'task (11s)'],
      ['task (22s)', 'task (12s)'],
    )
    expect(ticks.map(({ elapsedMs, clockMoves }) => [elapsedMs, clockMoves])).toEqual([
      [12_000, 2],
      [22_000, 2],
    ])
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

  test('is hung where two clocks of the same words stand: neither moves by the other', () => {
    const screens = Array.from({ length: 60 }, (_, second) => [
      `task (${20 + Math.min(second, 3)}s)`,
      `task (${10 + Math.min(second, 3)}s)`,
    ])
    expect(healthOf(followed(...screens), 59_000)).toEqual({ health: 'hung', standsSince: 3000 })
  })

  test('is good while any clock runs, also where the longest stands', () => {
    const screens = Array.from({ length: 60 }, (_, second) => [
      `a (${100 + Math.min(second, 3)}s)`,
      `b (${1 + second}s)`,
    ])
    const ticks = followed(...screens)
    expect(healthOf(ticks, 59_000).health).toBe('moving')
    expect(healthOf(ticks, 59_000 + hungAfterMs)).toEqual({ health: 'hung', standsSince: 59_000 })
  })

  test('is good again with the next move', () => {
    const ticks = followedFrom(running, 40_000, 'Baking (4s · 40 tokens)')
    expect(healthOf(running, 40_000).health).toBe('hung')
    expect(healthOf(ticks, 40_000).health).toBe('moving')
  })

  test('is looked at again when it is due, not before and not after', () => {
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

  test('does not make a percentage move that stands', () => {
    const standing = followed('context left: 45%')
    const woken = shiftTicks(standing, 3_600_000, 3_601_000)
    expect(isMoving(woken, 3_601_000, 3000)).toBe(false)
    const again = followedFrom(woken, 3_602_000, 'context left: 45%')
    expect(isMoving(again, 3_602_000, 3000)).toBe(false)
  })

  test('never puts a move into the future', () => {
    for (const tick of shiftTicks(running, 3_600_000, 10_000)) {
      expect(tick.clockMovedAt).toBeLessThanOrEqual(10_000)
      expect(tick.countMovedAt).toBeLessThanOrEqual(10_000)
    }
  })
})
