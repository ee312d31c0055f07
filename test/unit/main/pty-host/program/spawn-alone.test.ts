import { describe, expect, test } from 'vitest'
import { spawnAlone, type Descriptors } from '../../../../../main/pty-host/program/spawn-alone.ts'

/** A table of descriptors with room for `limit`, and the numbers that are open at first. */
function tableOf(open: readonly number[], limit = 1024) {
  const taken = new Set(open)
  const table: Descriptors = {
    list: () => [...taken],
    open() {
      for (let number = 0; number < limit; number += 1) {
        if (taken.has(number)) continue
        taken.add(number)
        return number
      }
      throw Object.assign(new Error('too many open files'), { code: 'EMFILE' })
    },
    close: (number) => void taken.delete(number),
  }
  return { taken, table }
}

const upTo = (last: number) => Array.from({ length: last + 1 }, (_, number) => number)

describe('a process that is to inherit nothing', () => {
  test('is made while every number below the highest is open, and the fillers are closed after', () => {
    const open = [...upTo(17), 22, 30]
    const { taken, table } = tableOf(open)
    const seen = spawnAlone(() => [...taken].sort((a, b) => a - b), fail, table)
    expect(seen).toEqual(upTo(30))
    expect([...taken]).toEqual(open)
  })

  test('is thrown away and made again where a thread closed a file meanwhile', () => {
    const { taken, table } = tableOf(upTo(40))
    const discarded: number[] = []
    let made = 0
    const kept = spawnAlone(
      () => {
        made += 1
        if (made < 3) taken.delete(20)
        return made
      },
      (one) => discarded.push(one),
      table,
    )
    expect({ kept, discarded }).toEqual({ kept: 3, discarded: [1, 2] })
  })

  test('is not kept where that happens each time', () => {
    const { taken, table } = tableOf(upTo(40))
    const discarded: number[] = []
    const spawn = () => discarded.length + Number(taken.delete(20))
    expect(() => spawnAlone(spawn, (one) => discarded.push(one), table)).toThrow('do not keep still')
    expect(discarded).toHaveLength(8)
  })

  test('minds no hole among the numbers that are always marked', () => {
    const { taken, table } = tableOf(upTo(40))
    expect(spawnAlone(() => taken.delete(9), fail, table)).toBe(true)
  })

  test('leaves no filler behind where it cannot be made, or no number is free', () => {
    const { taken, table } = tableOf([...upTo(17), 30], 31)
    const before = [...taken]
    const failing = () => {
      throw new Error('no terminal')
    }
    expect(() => spawnAlone(failing, fail, table)).toThrow('no terminal')
    expect([...taken]).toEqual(before)
  })
})

function fail(): never {
  throw new Error('nothing is to be thrown away')
}
