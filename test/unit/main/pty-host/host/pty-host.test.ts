import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { HostStreamMessage } from '../../../../../app/ipc/stream.ts'
import { memoryPortPair } from '../../../../../main/pty-host/protocol/memory-port.ts'
import { spawnPty } from '../../../../../main/pty-host/program/pty.ts'
import { HostRig, PageRig } from '../../../../support/hosted.ts'
import { pollFor } from '../../../../support/poll.ts'

const rigs: HostRig[] = []
function newRig(options: ConstructorParameters<typeof HostRig>[0] = {}): HostRig {
  const rig = new HostRig(options)
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

test('sizes that change under a stream neither lose nor double a line', async () => {
  const rig = newRig()
  const page = new PageRig(rig.host)
  const id = rig.open()
  page.attach(id, 80, 24)
  await page.snapshot()
  rig.run(id, 'seq 1 30000; echo done; sleep 1000')
  const sizes: [number, number][] = [
    [40, 10],
    [120, 50],
    [20, 24],
    [80, 12],
    [33, 33],
    [80, 24],
  ]
  for (const [cols, rows] of sizes) {
    const before = page.seq
    page.resize(cols, rows)
    await pollFor(
      () => page.terminal.cols === cols && (page.seq > before + 2000 || page.text().includes('done')),
    )
  }
  await page.shows('done')
  expect(numbersIn(await rig.text(id))).toEqual(Array.from({ length: 30_000 }, (_, at) => at + 1))
  // The page keeps a thousand lines; of those, each is there once.
  const shown = numbersIn(page.text())
  expect(shown).toEqual(Array.from({ length: shown.length }, (_, at) => 30_001 - shown.length + at))
})

test("input and size of a session without a process are nobody's: they do nothing", async () => {
  const rig = newRig()
  const page = new PageRig(rig.host)
  const id = rig.open()
  page.attach(id)
  rig.run(id, 'echo over')
  await rig.exit(id)
  page.input('rm -rf /\r')
  page.resize(60, 20)
  await pollFor(() => page.terminal.cols === 60)
  rig.run(id, 'stty -icanon min 0 time 3; head -c 20 | od -c; stty size')
  await pollFor(() => rig.events.filter((event) => event.type === 'exit').length === 2)
  expect(await rig.text(id)).toContain('0000000\n20 60')
})

test('a message of the page that is none is dropped, and said in the log', async () => {
  const rig = newRig()
  const [page, hostSide] = memoryPortPair<HostStreamMessage, unknown>()
  rig.host.connectPage(hostSide)
  page.post({ type: 'input', session: '../../etc', data: 'x' })
  page.post({ type: 'attach', session: rig.open(), attachment: 1, cols: 1e9, rows: 1 })
  page.post(null)
  await pollFor(() => rig.events.filter((event) => event.type === 'log').length === 3)
})

test('what cannot start says why, for main to word', async () => {
  const rig = newRig()
  const text = join(rig.folder, 'text')
  writeFileSync(text, 'no program')
  for (const [file, cwd, problem] of [
    [text, rig.folder, { kind: 'program-closed', path: text }],
    ['/no/such/program', rig.folder, { kind: 'program-missing', path: '/no/such/program' }],
    ['/bin/sh', '/no/such/folder', { kind: 'folder-missing', path: '/no/such/folder' }],
    ['/bin/sh', text, { kind: 'folder-none', path: text }],
  ] as const) {
    const other = rig.open()
    rig.send({ type: 'spawn', session: other, request: { file, args: [], cwd, env: {} }, separator: null })
    expect(await rig.event('spawnFailed', (event) => event.session === other)).toMatchObject({ problem })
  }
  rig.send({ type: 'forget', session: rig.open(), deleteText: true })
})

function numbersIn(text: string): number[] {
  return text
    .split('\n')
    .filter((line) => /^\d+$/.test(line))
    .map(Number)
}

test('a command that fails while others wait behind it does not keep them from their turn', async () => {
  const rig = newRig({
    spawn: (request, cols, rows) =>
      Object.assign(spawnPty(request, cols, rows), {
        write() {
          throw new Error('the pty takes nothing')
        },
      }),
  })
  const id = rig.open()
  rig.run(id, 'sleep 100')
  // Both wait for the session to be opened.
  rig.send({ type: 'input', session: id, data: 'x' })
  rig.send({ type: 'readText', id: 7, session: id, what: 'screen' })
  await pollFor(() => rig.events.some((event) => event.type === 'text' && event.id === 7))
  const logged = rig.events.flatMap((event) => (event.type === 'log' ? [event.message] : []))
  expect(logged).toEqual([expect.stringContaining('the pty takes nothing')])
})
