import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { SessionId } from '../../../../../app/session/session.ts'
import { HostRig, PageRig } from '../../../../support/hosted.ts'
import { pollFor } from '../../../../support/poll.ts'

const folders: string[] = []
const rigs: HostRig[] = []

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'roost-kept-'))
  folders.push(folder)
  return folder
}

function newRig(folder: string): HostRig {
  const rig = new HostRig({ folder })
  rigs.push(rig)
  return rig
}

afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.dispose()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

async function flush(rig: HostRig, id = 1): Promise<void> {
  rig.send({ type: 'flush', id })
  await rig.event('flushed', (event) => event.id === id)
}

/** A session whose program has written `text` and ended, flushed; the host is left as a kill would leave it. */
async function keep(folder: string, script: string): Promise<{ rig: HostRig; id: SessionId; text: string }> {
  const rig = newRig(folder)
  const id = rig.open()
  rig.run(id, script)
  await rig.exit(id)
  await flush(rig)
  return { rig, id, text: await rig.text(id) }
}

describe('the text of a session', () => {
  test('is there again after the host was killed', async () => {
    const folder = newFolder()
    const { id, text } = await keep(folder, "printf 'plain \\033[31mred\\033[m 日本\\n'; seq 1 50")
    const next = newRig(folder)
    next.open(id)
    expect(await next.text(id)).toBe(text)
    expect(text).toContain('plain red 日本')
    const page = new PageRig(next.host)
    page.attach(id)
    const { data, live } = await page.snapshot()
    expect(live).toBe(false)
    expect(data).toContain('\u001b[0;31m')
  })

  test('is on disk within a second, without being asked', async () => {
    const folder = newFolder()
    const rig = newRig(folder)
    const id = rig.open()
    rig.run(id, 'echo kept by itself; sleep 1000')
    const log = join(folder, id, 'log-1')
    await pollFor(() => existsSync(log) && readFileSync(log, 'latin1').includes('kept by itself'))
    const next = newRig(folder)
    next.open(id)
    expect(await next.text(id)).toContain('kept by itself')
  })

  test('is for nobody else to read', async () => {
    const folder = newFolder()
    const { id } = await keep(folder, 'seq 1 3000')
    expect(statSync(join(folder, id)).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(join(folder, id)))
      expect(statSync(join(folder, id, name)).mode & 0o777).toBe(0o600)
  })

  test('keeps its sizes: what was written at one width is read at that width', async () => {
    const folder = newFolder()
    const rig = newRig(folder)
    const page = new PageRig(rig.host)
    const id = rig.open()
    page.attach(id, 40, 10)
    rig.run(id, `printf '%060d\\n' 7; read x; printf '%060d\\n' 8`)
    await page.shows('00007')
    page.resize(80, 12)
    await pollFor(() => page.terminal.cols === 80)
    page.input('\r')
    await rig.exit(id)
    await flush(rig)
    const next = newRig(folder)
    next.open(id)
    expect(await next.text(id)).toBe(await rig.text(id))
  })

  test('is complete up to the tear when the last write was cut off', async () => {
    const folder = newFolder()
    const { id } = await keep(folder, 'echo first; sleep 0.5; echo second')
    const log = join(folder, id, 'log-1')
    truncateSync(log, statSync(log).size - 3)
    const next = newRig(folder)
    next.open(id)
    expect(await next.text(id)).toContain('first')
    next.run(id, 'echo third')
    await next.exit(id)
    await flush(next)
    const third = newRig(folder)
    third.open(id)
    const text = await third.text(id)
    expect(text.indexOf('first')).toBeLessThan(text.indexOf('third'))
    expect(text.indexOf('first')).toBeGreaterThanOrEqual(0)
  })

  test('that cannot be read is put aside and never removed; what can be read is shown', async () => {
    const folder = newFolder()
    const { id } = await keep(folder, 'echo readable; sleep 0.5; echo later')
    const log = join(folder, id, 'log-1')
    const bytes = readFileSync(log)
    bytes.fill(0xee, bytes.length - 5)
    writeFileSync(log, bytes)
    const next = newRig(folder)
    next.open(id)
    expect(await next.text(id)).toContain('readable')
    const aside = readdirSync(join(folder, id)).find((name) => name.startsWith('log-1.corrupt-'))
    expect(readFileSync(join(folder, id, aside ?? 'none')).equals(bytes)).toBe(true)
  })

  test('grows into a snapshot, and lines beyond the scrollback into a history that readers get whole', async () => {
    const folder = newFolder()
    const { id, text } = await keep(folder, 'seq 1 300000')
    const numbers = text
      .split('\n')
      .filter((line) => /^\d+$/.test(line))
      .map(Number)
    expect(numbers.at(-1)).toBe(300_000)
    // Two segments of 25,000 lines are kept, and none is missing between them and the screen.
    expect(numbers.length).toBeGreaterThan(20_000)
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, at) => 300_001 - numbers.length + at))
    expect(existsSync(join(folder, id, 'snapshot'))).toBe(true)
    const next = newRig(folder)
    next.open(id)
    // Lines of a segment that was full and went may come again from the log that follows the last snapshot.
    expect((await next.text(id)).endsWith(text)).toBe(true)
  })

  test('is removed only when main says so', async () => {
    const folder = newFolder()
    const { rig, id } = await keep(folder, 'echo here')
    rig.send({ type: 'forget', session: id, deleteText: false })
    rig.open(id)
    expect(await rig.text(id)).toContain('here')
    rig.send({ type: 'forget', session: id, deleteText: true })
    await pollFor(() => !existsSync(join(folder, id)))
  })
})

describe('a disk that takes nothing', () => {
  test('is told once and again when it works; nothing on disk or on the screen is lost', async () => {
    const folder = newFolder()
    const rig = newRig(folder)
    const id = rig.open()
    rig.run(id, 'echo before; read x; seq 1 2000; read y; echo after')
    await pollFor(() => existsSync(join(folder, id, 'log-1')))
    await flush(rig)
    const kept = readFileSync(join(folder, id, 'log-1'))
    // Where files should go there are folders: each write fails, as on a full disk.
    rmSync(join(folder, id, 'log-1'))
    mkdirSync(join(folder, id, 'log-1'))
    mkdirSync(join(folder, id, 'snapshot.new'))
    rig.send({ type: 'input', session: id, data: '\r' })
    expect((await rig.event('diskTrouble')).trouble?.message).toBeTruthy()
    rmSync(join(folder, id, 'log-1'), { recursive: true })
    writeFileSync(join(folder, id, 'log-1'), kept)
    rmSync(join(folder, id, 'snapshot.new'), { recursive: true, force: true })
    rig.send({ type: 'input', session: id, data: '\r' })
    await rig.event('diskTrouble', (event) => event.trouble === null)
    await rig.exit(id)
    await flush(rig)
    expect(rig.events.filter((event) => event.type === 'diskTrouble')).toHaveLength(2)
    const next = newRig(folder)
    next.open(id)
    const text = await next.text(id)
    expect(text).toBe(await rig.text(id))
    for (const part of ['before', '\n1\n', '\n2000\n', 'after']) expect(text).toContain(part)
  })
})

test('a folder that cannot be made costs no session, and is made as soon as it can be', async () => {
  const folder = newFolder()
  const rig = newRig(folder)
  const id = rig.newId()
  writeFileSync(join(folder, id), 'a file where the folder should be')
  rig.open(id)
  rig.run(id, 'echo works; read x')
  await pollFor(async () => (await rig.text(id, 'screen')).includes('works'))
  expect((await rig.event('diskTrouble')).trouble?.message).toBeTruthy()
  rmSync(join(folder, id))
  await rig.event('diskTrouble', (event) => event.trouble === null)
  const next = newRig(folder)
  next.open(id)
  expect(await next.text(id)).toContain('works')
})

describe('kept text in a new life', () => {
  test('asks nobody: no answer reaches the program that starts below it', async () => {
    const folder = newFolder()
    const { id } = await keep(folder, `printf 'old \\033[c\\033[6n\\033]11;?\\007\\033[?u'; sleep 0.2`)
    const next = newRig(folder)
    next.open(id)
    // `read` would get the answers as if typed.
    next.run(id, 'stty -icanon -echo min 0 time 5; head -c 100 | od -c; echo read; exit')
    await next.exit(id)
    const text = await next.text(id)
    expect(text).toContain('0000000\nread')
  })

  test('leaves no mode on, and a new program starts on a fresh line below a rule', async () => {
    const folder = newFolder()
    const first = newRig(folder)
    const id = first.open()
    first.run(
      id,
      `printf 'shell\\n\\033[?1049h\\033[?1003h\\033[?1006h\\033[?2004h\\033[?1004h\\033[>1u\\033[?25l\\033[5 q\\033[H'; ` +
        `printf 'a screen\\033[31m of its own'; sleep 1000`,
    )
    await pollFor(async () => (await first.text(id)).includes('own'))
    await flush(first)
    // As after a kill: another host opens what is on disk.
    const next = newRig(folder)
    next.open(id)
    next.run(id, 'echo new; sleep 1000', 'started again')
    const page = new PageRig(next.host)
    page.attach(id)
    await page.shows('new')
    const lines = page.text().split('\n')
    expect(lines[0]).toBe('shell')
    expect(page.text()).toMatch(/a screen of its own\n── started again ─+\nnew$/)
    expect(page.terminal.modes).toMatchObject({
      mouseTrackingMode: 'none',
      bracketedPasteMode: false,
      sendFocusMode: false,
      showCursor: true,
    })
    expect(page.terminal.buffer.active.type).toBe('normal')
    expect((await page.snapshot()).data).not.toContain('\u001b[?1006h')
  })

  test('takes a soon-dead program as it comes: modes are off after its exit, text stays', async () => {
    const rig = newRig(newFolder())
    const page = new PageRig(rig.host)
    const id = rig.open()
    page.attach(id)
    rig.run(id, `printf '\\033[?1003h\\033[?2004hlast words'; exit 1`)
    await rig.exit(id)
    await page.shows('last words')
    await pollFor(
      () => page.terminal.modes.mouseTrackingMode === 'none' && !page.terminal.modes.bracketedPasteMode,
    )
  })
})
