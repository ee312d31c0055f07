import { expect, test } from 'vitest'
import { ParsePace } from '../../../../../main/pty-host/stream/parse-pace.ts'

test('bytes that are parsed as always weigh what they are, slow ones more, and one slow moment is soon over', () => {
  const pace = new ParsePace()
  for (let count = 0; count < 20; count++) pace.note(4096, 0.2)
  expect(pace.weightOf(1000)).toBe(1000)
  for (let count = 0; count < 20; count++) pace.note(4096, 200)
  expect(pace.weightOf(1000)).toBeGreaterThan(100_000)
  for (let count = 0; count < 40; count++) pace.note(4096, 0.2)
  expect(pace.weightOf(1000)).toBe(1000)
  pace.note(4096, 5)
  expect(pace.weightOf(1000)).toBeLessThan(2000)
})

test('a clock that stands still makes nothing slow', () => {
  const pace = new ParsePace()
  for (let count = 0; count < 100; count++) pace.note(4096, 0)
  expect(pace.weightOf(1000)).toBe(1000)
})
