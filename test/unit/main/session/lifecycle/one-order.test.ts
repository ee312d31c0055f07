import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deeds, LifecycleWorld } from '../../../../support/lifecycle-world.ts'

const anyDeed = fc.record({ deed: fc.constantFrom(...deeds), at: fc.constantFrom<0 | 1>(0, 0, 1) })

/** What is asked at the same moment; `rests`: all of it is over before more is asked. */
const anyMoment = fc.record({
  asked: fc.array(anyDeed, { minLength: 1, maxLength: 4 }),
  rests: fc.boolean(),
})

test('whatever is asked of a session at the same moment, one process runs in it, and of its mode', async () => {
  const story = fc.array(anyMoment, { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(story, fc.scheduler(), async (moments, scheduler) => {
      const world = new LifecycleWorld(scheduler)
      const told: Promise<void>[] = []
      for (const { asked, rests } of moments) {
        for (const { deed, at } of asked)
          told.push(scheduler.schedule(Promise.resolve(), deed).then(() => world.take(deed, at)))
        if (rests) await scheduler.waitIdle()
      }
      await scheduler.waitFor(Promise.all(told))
      await scheduler.waitIdle()
      world.checkEnd()
      expect(world.broken).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test('what a dead host left is ended before anything takes its place, also where the next host dies meanwhile', async () => {
  const scheduler = fc.schedulerFor(Array.from({ length: 50 }, (_, index) => index + 1))
  const world = new LifecycleWorld(scheduler)
  void world.take('start', 0)
  await scheduler.waitIdle()
  await world.take('host dies', 0)
  // The end of its program has begun, and there is a host again.
  await scheduler.waitNext(2)
  await world.take('host dies', 0)
  void world.take('to headless', 0)
  await scheduler.waitIdle()
  world.checkEnd()
  expect(world.broken).toEqual([])
  expect(world.registry.list.find(world.ids[0])?.record.mode).toBe('headless')
})
