import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { KeyHold } from '../../../../../main/pty-host/observe/key-hold.ts'
import { VirtualClock } from '../../../../eval/virtual-clock.ts'

let clock: VirtualClock
let keys: KeyHold
/** What reached the program. */
let given: string[]

beforeEach(() => {
  clock = new VirtualClock(0)
  keys = new KeyHold(clock)
  given = []
})

const press = (key: string) => keys.whenFree(() => given.push(key))

test('keys go through at once while nobody holds them', () => {
  press('a')
  expect(given).toEqual(['a'])
})

test('held keys come after the release, in their order', () => {
  press('a')
  keys.hold()
  press('b')
  press('c')
  expect(given).toEqual(['a'])
  keys.release()
  press('d')
  expect(given).toEqual(['a', 'b', 'c', 'd'])
})

test('keys are not held forever, whatever became of the one who held them', () => {
  keys.hold()
  press('a')
  clock.passTo(29_999)
  expect(given).toEqual([])
  clock.passTo(30_000)
  expect(given).toEqual(['a'])
  press('b')
  expect(given).toEqual(['a', 'b'])
})

test('a hold that is asked for again begins again, and keeps what waits', () => {
  keys.hold()
  press('a')
  clock.passTo(20_000)
  keys.hold()
  clock.passTo(40_000)
  press('b')
  expect(given).toEqual([])
  clock.passTo(50_000)
  expect(given).toEqual(['a', 'b'])
})

test('a release that nobody waits for does nothing, and an old hold ends no new one', () => {
  keys.hold()
  keys.release()
  keys.release()
  clock.passTo(10_000)
  keys.hold()
  press('a')
  clock.passTo(35_000)
  expect(given).toEqual([])
})

const anyStep = fc.oneof(
  { weight: 4, arbitrary: fc.constant('press' as const) },
  { weight: 1, arbitrary: fc.constantFrom('hold' as const, 'release') },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 40_000 }) },
)
test('in whatever way keys are held, released and pressed, all come in their order, and none twice', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
      clock = new VirtualClock(0)
      keys = new KeyHold(clock)
      given = []
      const pressed: string[] = []
      for (const step of steps) {
        if (typeof step === 'number') clock.passTo(clock.now() + step)
        else if (step === 'hold') keys.hold()
        else if (step === 'release') keys.release()
        else {
          pressed.push(`key ${pressed.length}`)
          press(pressed.at(-1) ?? '')
        }
        expect(given).toEqual(pressed.slice(0, given.length))
      }
      clock.passTo(clock.now() + 30_000)
      expect(given).toEqual(pressed)
    }),
  )
})
