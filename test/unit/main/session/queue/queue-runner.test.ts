import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDeferred } from '../../../../../main/base/deferred.ts'
import { absolutePath } from '../../../../support/fake-bridge.ts'
import { settle } from '../../../../support/pass-time.ts'
import { presetNamed } from '../../../../support/tools.ts'
import { beginQueue, QueueLife } from '../../../../support/queue-life.ts'

const image = join(import.meta.dirname, '../../../../fixtures/images/plain.png')

let folder: string
let life: QueueLife
/** What reached the tool, and whether it was at work then. */
let taken: (readonly [text: string, isAtWork: boolean])[]
let typed: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-runner-'))
  taken = []
  typed = []
  const ears = {
    changed: () => undefined,
    typed: (text: string) => void typed.push(text),
    taken: (text: string) => void taken.push([text, life.tool.isAtWork]),
    bug: (error: unknown) => {
      throw error
    },
  }
  const pace = { noticedAfterMs: 400, worksForMs: 1000 }
  life = new QueueLife(beginQueue(join(folder, 'life'), 'interactive'), pace, ears)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const states = () => life.items.map(({ text, state }) => [text, state.kind])

test('prompts that waited for a tool to start go one at a time, though its work is noticed late', async () => {
  await life.send('one')
  await life.send('two')
  expect(life.session.queueWait).toBe('stopped')
  life.start()
  await life.pass(5000)
  expect(taken).toEqual([
    ['one', false],
    ['two', false],
  ])
})

test('after a prompt that is sent now the others wait until its turn is over', async () => {
  await life.send('set aside')
  await life.change(1, { kind: 'hold' })
  life.start()
  const sent = life.change(1, { kind: 'send' })
  await life.send('next')
  await life.pass(5000)
  expect(await sent).toEqual({ ok: true, value: null })
  expect(taken).toEqual([
    ['set aside', false],
    ['next', false],
  ])
})

test('a prompt that is sent now does not go to a program that took the terminal meanwhile', async () => {
  await life.send('echo for the shell')
  await life.change(1, { kind: 'hold' })
  life.start()
  const noted = createDeferred()
  life.disk = noted.promise
  const sent = life.change(1, { kind: 'send' })
  await settle()
  life.registry.change(life.session.id, (one) =>
    one.setAgent(presetNamed('claude'), [], life.clock.dateNow()),
  )
  noted.resolve()
  await life.pass(2000)
  expect(await sent).toMatchObject({ ok: false, error: { code: 'program-changed' } })
  expect(typed).toEqual([])
  expect(states()).toEqual([['echo for the shell', 'held']])
})

test('an edit whose prompt goes while its image is copied is refused, and not lost in silence', async () => {
  await life.send('as it was')
  const edited = life.change(1, {
    kind: 'edit',
    prompt: { text: 'as it should be', images: [absolutePath(image)] },
  })
  life.start()
  await settle()
  expect(states()).toEqual([['as it was', 'delivering']])
  expect(await edited).toMatchObject({ ok: false, error: { code: 'prompt-on-its-way' } })
  await life.pass(5000)
  expect(taken).toEqual([['as it was', false]])
})

test('a prompt that the disk cannot note is not typed, and says why it stays', async () => {
  await life.send('unnoted')
  life.isDiskFull = true
  life.start()
  await life.pass(5000)
  expect(typed).toEqual([])
  expect(life.items).toMatchObject([{ state: { kind: 'failed', problem: { code: 'prompt-not-noted' } } }])
  life.isDiskFull = false
  await life.pass(60_000)
  expect(typed).toEqual([])
  await life.change(1, { kind: 'release' })
  await life.pass(5000)
  expect(taken).toEqual([['unnoted', false]])
})

test('nothing is typed of a prompt before the disk has noted it, and where the app ends meanwhile it waits as before', async () => {
  await life.send('slowly noted')
  const noted = createDeferred()
  life.disk = noted.promise
  life.start()
  await life.pass(2000)
  expect(states()).toEqual([['slowly noted', 'delivering']])
  expect(typed).toEqual([])
  life.prompts.stop()
  noted.resolve()
  await life.pass(2000)
  expect(typed).toEqual([])
  expect(life.itemsOnDisk).toMatchObject([{ text: 'slowly noted', state: { kind: 'queued' } }])
})

test('a prompt that comes back goes to its place, and not to the end', async () => {
  for (const text of ['one', 'two', 'three']) await life.send(text)
  await life.change(2, { kind: 'remove' })
  await life.prompts.send([life.session.id], { text: 'two', images: [] }, 1)
  expect(life.items.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
  expect(life.itemsOnDisk).toEqual(life.items)
})

test('a user is told that a prompt waits when it is on disk', async () => {
  await life.send('first')
  const noted = createDeferred()
  life.disk = noted.promise
  let isTold = false
  const sent = life.send('second').then(() => (isTold = true))
  await life.pass(2000)
  expect(isTold).toBe(false)
  expect(life.itemsOnDisk).toHaveLength(1)
  noted.resolve()
  await sent
  expect(life.itemsOnDisk).toHaveLength(2)
})

test('a prompt the tool does not take stays first, with the reason, and holds the others back', async () => {
  life.start()
  life.tool.mood = 'leaves it unsent'
  await life.send('stuck')
  await life.send('behind')
  await life.pass(10_000)
  expect(states()).toEqual([
    ['stuck', 'failed'],
    ['behind', 'queued'],
  ])
  expect(life.session.queueWait).toBe('decision')
  expect(taken).toEqual([])
})

test('killed in the middle of a delivery, the prompt comes back unsure and is not sent again by itself', async () => {
  life.start()
  await life.send('halfway')
  await life.send('behind')
  await settle()
  expect(typed).toEqual(['halfway'])
  life = life.crash()
  life.start()
  await life.pass(60_000)
  expect(states()).toEqual([
    ['halfway', 'unsure'],
    ['behind', 'queued'],
  ])
  expect(taken).toEqual([])
  await life.change(1, { kind: 'remove' })
  await life.pass(5000)
  expect(taken).toEqual([['behind', false]])
})
