import { describe, expect, test } from 'vitest'
import { formatElapsed } from '../../../../renderer/badges/second-clock.ts'
import { densityFor } from '../../../../renderer/tabs/density.ts'
import { gapAt, indexAfterMove } from '../../../../renderer/drop/reorder.ts'

describe('the time beside a badge', () => {
  test.each([
    [-5_000, '0s'],
    [0, '0s'],
    [59_999, '59s'],
    [60_000, '1:00'],
    [187_000, '3:07'],
    [3_840_000, '1h 04m'],
    [183_600_000, '2d 3h'],
  ])('%i ms is %s', (ms, text) => {
    expect(formatElapsed(ms)).toBe(text)
  })
})

describe('the rows', () => {
  test('have two lines while all of them fit, and one beyond', () => {
    expect(densityFor(10, 440)).toBe('roomy')
    expect(densityFor(11, 440)).toBe('compact')
  })

  test('have two lines before the list was measured', () => {
    expect(densityFor(50, 0)).toBe('roomy')
  })
})

describe('a dragged row', () => {
  const rows = [0, 44, 88].map((top) => ({ top, height: 44 }))

  test.each([
    [-100, 0],
    [10, 0],
    [30, 1],
    [65, 1],
    [67, 2],
    [500, 3],
  ])('at height %i points to gap %i', (y, gap) => {
    expect(gapAt(rows, y)).toBe(gap)
  })

  test.each([
    { from: 0, gap: 0, to: 0 },
    { from: 0, gap: 1, to: 0 },
    { from: 0, gap: 3, to: 2 },
    { from: 2, gap: 0, to: 0 },
    { from: 1, gap: 3, to: 2 },
  ])('from $from into gap $gap ends up at $to', ({ from, gap, to }) => {
    expect(indexAfterMove(from, gap)).toBe(to)
  })
})
