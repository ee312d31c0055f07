import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Clock } from '../../../../main/base/clock.ts'
import { serializeStore } from '../../../../main/store/store-file.ts'
import { createStoreWriter } from '../../../../main/store/store-writer.ts'
import { VirtualClock } from '../../../eval/virtual-clock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-writer-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A writer whose writes take `costMs` each, and a clock on which a change comes each `everyMs`. */
function written(costMs: number, everyMs: number, forMs: number): number {
  const path = join(folder, 'store.json')
  let now = 0
  let timer: { at: number; run: () => void } | null = null
  const clock: Clock = {
    now: () => now,
    dateNow: () => now,
    setTimer(run, ms) {
      const own = { at: now + ms, run }
      timer = own
      return () => {
        if (timer === own) timer = null
      }
    },
  }
  let writes = 0
  const write = (value: object): void => {
    writes += 1
    now += costMs
    writeFileSync(path, serializeStore(value))
  }
  const writer = createStoreWriter({ path, write }, { clock, isValid: false, onOutcome: () => undefined })
  const passTo = (time: number): void => {
    for (let due = timer; due !== null && due.at <= time; due = timer) {
      timer = null
      now = Math.max(now, due.at)
      due.run()
    }
    now = Math.max(now, time)
  }
  for (let at = 0; at < forMs; at += everyMs) {
    passTo(at)
    writer.save(() => ({ at }), 'soon')
  }
  return writes
}

test('changes that never end are written every two seconds where that is cheap', () => {
  expect(written(5, 10, 60_000)).toBeGreaterThan(25)
})

test('and less often where it is not: at most a tenth of the time', () => {
  const writes = written(700, 10, 60_000)
  expect(writes * 700).toBeLessThanOrEqual(6000 + 700)
  expect(writes).toBeGreaterThan(4)
})

test('but no more seldom than every ten seconds', () => {
  expect(written(5000, 10, 120_000)).toBeGreaterThan(6)
})

test('a value that cannot be made, or is too large to be text, is told and tried again, and thrown at nobody', () => {
  const path = join(folder, 'store.json')
  const outcomes: boolean[] = []
  const clock = new VirtualClock()
  const write = (value: object): void => writeFileSync(path, serializeStore(value))
  const writer = createStoreWriter<object>(
    { path, write },
    { clock, isValid: false, onOutcome: ({ ok }) => outcomes.push(ok) },
  )
  const tooLarge = (): never => {
    throw new RangeError('Invalid string length')
  }
  expect(writer.save(tooLarge, 'now')).toBe(false)
  expect(writer.save(() => ({ toJSON: tooLarge }), 'now')).toBe(false)
  writer.flush()
  expect(outcomes).toEqual([false])
  expect(writer.save(() => ({ small: true }), 'now')).toBe(true)
  expect(outcomes).toEqual([false, true])
})
