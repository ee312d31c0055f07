import { afterEach, expect, test } from 'vitest'
import { createDeferred } from '../../../../../main/base/deferred.ts'
import { appendToFile } from '../../../../../main/pty-host/kept/append.ts'
import { PromptSide } from '../../../../../main/pty-host/observe/prompt-side.ts'
import { KeptRig } from '../../../../support/kept-rig.ts'

const rigs: KeptRig[] = []

afterEach(() => {
  for (const rig of rigs.splice(0)) rig.dispose()
})

/** A disk that writes nothing before it may. */
function slowRig(): { rig: KeptRig; letWrite: () => void } {
  const mayWrite = createDeferred()
  const rig = new KeptRig({
    append: async (...file) => {
      await mayWrite.promise
      return appendToFile(...file)
    },
  })
  rigs.push(rig)
  return { rig, letWrite: () => mayWrite.resolve() }
}

const upTo = (last: number) => Array.from({ length: last }, (_, at) => at + 1)

test('a write that begins while the text is read takes no line away from it', async () => {
  const { rig, letWrite } = slowRig()
  rig.count(1, 3000)
  const reading = rig.numbers()
  const writing = rig.write()
  expect(await reading).toEqual(upTo(3000))
  letWrite()
  await writing
  expect(await rig.numbers()).toEqual(upTo(3000))
})

test('lines that leave the screen while its history is read are not read twice', async () => {
  const { rig, letWrite } = slowRig()
  rig.count(1, 3000)
  const writing = rig.write()
  const reading = rig.numbers()
  rig.count(3001, 5000)
  letWrite()
  await writing
  expect(await reading).toEqual(upTo(3000))
  expect(await rig.numbers()).toEqual(upTo(5000))
})

test('lines that are written before their turn to be read are not read twice either', async () => {
  const { rig, letWrite } = slowRig()
  rig.count(1, 3000)
  const first = rig.write()
  rig.count(3001, 4000)
  const second = rig.write()
  const reading = rig.numbers()
  rig.count(4001, 5000)
  letWrite()
  await Promise.all([first, second])
  expect(await reading).toEqual(upTo(4000))
})

test('text from a place on ends where the session stood when it was asked for', async () => {
  const { rig, letWrite } = slowRig()
  rig.count(1, 2000)
  const { position } = rig.kept.history
  const writing = rig.write()
  rig.count(2001, 2100)
  const reading = rig.kept.historySince(position)
  rig.count(2101, 2200)
  letWrite()
  await writing
  // A thousand lines and those on the screen are still ahead.
  expect((await reading).trim().split('\n').map(Number)).toEqual(upTo(1097).slice(997))
})

test('the text since a prompt has each line once, also when lines leave the screen while it is read', async () => {
  const { rig, letWrite } = slowRig()
  const ignore = () => undefined
  const prompts = new PromptSide(
    rig.screen,
    rig.kept,
    rig.clock,
    ignore,
    ignore,
    () => 0,
    () => null,
  )
  prompts.frame(true)
  rig.count(1, 3000)
  const writing = rig.write()
  const reading = prompts.textSince()
  rig.count(3001, 5000)
  letWrite()
  await writing
  expect((await reading).text.trim().split('\n').map(Number)).toEqual(upTo(3000))
})
