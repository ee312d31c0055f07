import { expect, test } from 'vitest'
import { FaultLog } from '../../../../../main/pty-host/host/fault-log.ts'

test('the same fault is told once a minute, with how often it came meanwhile; another one at once', () => {
  let now = 0
  const told: string[] = []
  const clock = { now: () => now, dateNow: () => 0, setTimer: () => () => undefined }
  const { note } = new FaultLog(clock, (message) => told.push(message))
  for (now = 0; now < 59_000; now += 100) note('OSC 52', 'broken')
  note('CSI t', 'other')
  expect(told).toEqual(['OSC 52: broken', 'CSI t: other'])
  now = 60_000
  note('OSC 52', 'broken')
  expect(told.at(-1)).toBe('OSC 52 (and 589 more since the last time): broken')
})
