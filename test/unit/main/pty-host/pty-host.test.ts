import { afterEach, expect, test } from 'vitest'
import { HostRig, PageRig } from '../../../support/hosted.ts'
import { pollFor } from '../../../support/poll.ts'

const rigs: HostRig[] = []
function newRig(): HostRig {
  const rig = new HostRig()
  rigs.push(rig)
  return rig
}
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.dispose()
})

test('a program runs in a session, takes input, and its exit comes after all it wrote', async () => {
  const rig = newRig()
  const page = new PageRig(rig.host)
  const id = rig.open()
  page.attach(id)
  rig.run(id, 'echo ready; read line; echo "got $line"; exit 3')
  await page.shows('ready')
  expect(page.live).toBe(true)
  page.input('some words\r')
  const exit = await rig.exit(id)
  expect(exit).toMatchObject({ exitCode: 3, signal: null })
  expect(exit.tail).toContain('got some words')
  await page.shows('got some words')
  await pollFor(() => !page.live)
})

test('a page that attaches before main has opened the session is shown it then', async () => {
  const rig = newRig()
  const page = new PageRig(rig.host)
  const id = rig.newId()
  page.attach(id)
  rig.open(id)
  rig.run(id, 'echo here; sleep 100')
  await page.shows('here')
})

test('a size reaches the program, and the page between the bytes of before and after', async () => {
  const rig = newRig()
  const page = new PageRig(rig.host)
  const id = rig.open()
  page.attach(id, 80, 24)
  rig.run(id, "trap 'stty size' WINCH; echo ready; while :; do sleep 0.05; done")
  await page.shows('ready')
  page.resize(100, 30)
  await page.shows('30 100')
  expect(page.terminal.cols).toBe(100)
  const order = page.messages.map((message) => message.type).filter((type) => type !== 'bracketedPaste')
  expect(order.indexOf('resized')).toBeLessThan(order.lastIndexOf('output'))
})

test('what cannot start is said in words', async () => {
  const rig = newRig()
  const id = rig.open()
  rig.spawn(id, 'no-such-program-anywhere', [])
  expect((await rig.event('spawnFailed')).message).toContain('is not installed')
})
