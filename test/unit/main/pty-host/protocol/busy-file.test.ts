import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BusyFile, busyPath, readBusyFile } from '../../../../../main/pty-host/protocol/busy-file.ts'
import { sessionId } from '../../../../support/fake-bridge.ts'
import { SkippingClock } from '../../../../support/skipping-clock.ts'

let folder: string
let troubles: unknown[]
let busy: BusyFile
const read = () => readBusyFile(busyPath(folder))
const one = sessionId(1)
const other = sessionId(123_456_789)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-busy-'))
  troubles = []
  busy = new BusyFile((error) => troubles.push(error))
  busy.open(busyPath(folder))
})
afterEach(() => {
  busy.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('what the host works on', () => {
  test('can be read while it works, and is nothing before and after', () => {
    expect(read()).toBeNull()
    expect(busy.within(one, () => read()?.session)).toBe(one)
    expect(read()).toBeNull()
  })

  test('is the inner session where work on one is a part of work on another, and then the outer one again', () => {
    busy.within(other, () => {
      expect(busy.within(one, () => read()?.session)).toBe(one)
      expect(read()?.session).toBe(other)
    })
    expect(read()).toBeNull()
  })

  test('is the same piece of work inside of work on the same session, and another one the next time', () => {
    const outer = busy.within(one, () => {
      const before = read()
      expect(busy.within(one, read)).toEqual(before)
      expect(read()).toEqual(before)
      return before
    })
    expect(busy.within(one, read)?.work).toBeGreaterThan(outer?.work ?? Infinity)
  })

  test('is nothing after work that throws', () => {
    expect(() =>
      busy.within(one, () => {
        throw new Error('a bug')
      }),
    ).toThrow('a bug')
    expect(read()).toBeNull()
  })

  test('is a session in its timers too', () => {
    const clock = new SkippingClock()
    let seen = null
    busy.clockFor(one, clock).setTimer(() => (seen = read()?.session), 100)
    clock.skip(200)
    expect(seen).toBe(one)
  })

  test('is nothing where a new host has begun, whatever an old one left there', () => {
    busy.within(one, () => {
      new BusyFile(() => undefined).open(busyPath(folder))
      expect(read()).toBeNull()
    })
  })

  test.each([[''], ['nonsense that is no record'], ['\0\0\0\0\0\0\0\0\u0004s1-x']])(
    'is nothing where the file says %j',
    (text) => {
      writeFileSync(busyPath(folder), text)
      expect(read()).toBeNull()
    },
  )

  test('is done all the same where the file cannot be written, and that is told once', () => {
    const broken = new BusyFile((error) => troubles.push(error))
    broken.open(join(folder, 'no such folder', 'busy'))
    expect([broken.within(one, () => 1), broken.within(one, () => 2)]).toEqual([1, 2])
    expect(troubles).toHaveLength(1)
  })
})
