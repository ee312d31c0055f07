import { describe, expect, it } from 'vitest'
import { measureArgument } from '../../../../main/ipc/request-size.ts'

describe('measureArgument', () => {
  it('counts the characters of keys and strings and the bytes of binary parts', () => {
    expect(measureArgument({ ab: 'cde', f: ['gh', 1, null] }, 1000)).toEqual({ chars: 8, bytes: 0 })
    expect(measureArgument({ bytes: new Uint8Array(5) }, 1000)).toEqual({ chars: 5, bytes: 5 })
    expect(measureArgument(new ArrayBuffer(7), 1000)).toEqual({ chars: 0, bytes: 7 })
  })

  it('does not follow a nest or a cycle', () => {
    const cycle: { inner?: unknown } = {}
    cycle.inner = cycle
    expect(measureArgument(cycle, 1000).chars).toBe(Infinity)
    expect(measureArgument([[[[[['deep']]]]]], 1000).chars).toBe(Infinity)
  })

  it('stops at many values and after the limit', () => {
    expect(
      measureArgument(
        Array.from({ length: 5000 }, () => 1),
        1000,
      ).chars,
    ).toBe(Infinity)
    expect(measureArgument(['a'.repeat(2000), 'b'], 1000).chars).toBe(Infinity)
  })
})
