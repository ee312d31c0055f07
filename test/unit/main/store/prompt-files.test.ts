import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { translateIn } from '../../../../app/i18n/translate.ts'
import { removeFromQueue, setQueuedState } from '../../../../app/session/queue.ts'
import { noPrompts, type KeptPrompts } from '../../../../app/session/session-record.ts'
import { createDeferred } from '../../../../main/base/deferred.ts'
import { createNoticeBoard } from '../../../../main/notices/notice-board.ts'
import { machineDisk, type LogDisk } from '../../../../main/store/log-disk.ts'
import { PromptFiles } from '../../../../main/store/prompt-files.ts'
import { VirtualClock } from '../../../eval/virtual-clock.ts'
import { sessionId } from '../../../support/fake-bridge.ts'
import { waitingPrompts } from '../../../support/kept-prompts.ts'
import { settle } from '../../../support/pass-time.ts'
import { steppedDisk } from '../../../support/stepped-disk.ts'

const [one, other] = [sessionId(1), sessionId(2)]
const stepped = steppedDisk(() => 'well')

let data: string
let folder: string
let clock: VirtualClock
let notices: ReturnType<typeof createNoticeBoard>

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'roost-prompts-'))
  folder = join(data, 'prompts')
  clock = new VirtualClock()
  notices = createNoticeBoard()
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

function open(disk: LogDisk = stepped, isReadOnly = false): PromptFiles {
  const deps = { clock, notices, t: translateIn(() => 'en'), openFolder: () => undefined }
  return new PromptFiles(folder, [one, other], { ...deps, disk, stamp: '20260102', isReadOnly })
}

const pathOf = (id = one): string => join(folder, `${id}.jsonl`)
const linesOf = (id = one): string[] => readFileSync(pathOf(id), 'utf8').split('\n').slice(0, -1)

async function keep(files: PromptFiles, ...values: readonly KeptPrompts[]): Promise<void> {
  for (const value of values) {
    files.keep(one, value)
    await files.written(one)
  }
}

function changed(value: KeptPrompts, id: number, kind: 'held' | 'delivering'): KeptPrompts {
  return { ...value, queue: setQueuedState(value.queue, id, { kind }) }
}

test('what is kept comes back at the next start, from files that are their owner’s alone', async () => {
  const files = open(machineDisk)
  const first = { ...waitingPrompts(3), draft: { text: 'half a sent', images: [] } }
  await keep(files, first, changed(first, 2, 'held'))
  files.keep(other, waitingPrompts(1))
  expect(await files.written(other)).toBe(true)
  expect(open().loaded(one)).toEqual(changed(first, 2, 'held'))
  expect(open().loaded(other)).toEqual(waitingPrompts(1))
  expect(statSync(pathOf()).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(readdirSync(folder)).toHaveLength(2)
})

test('of changes that come while one is written, the next write has all', async () => {
  const files = open(machineDisk)
  const values = Array.from({ length: 30 }, (_, at) => waitingPrompts(at + 1))
  for (const value of values) files.keep(one, value)
  expect(await files.written(one)).toBe(true)
  expect(linesOf()).toHaveLength(30)
  expect(open().loaded(one)).toEqual(values.at(-1))
})

test('a file that was cut off at any byte says what it said at the end of a line, and goes on from there', async () => {
  const begun = waitingPrompts(2)
  const sent = { ...begun, queue: removeFromQueue(begun.queue, 1) }
  const states = [
    waitingPrompts(1),
    begun,
    changed(begun, 1, 'delivering'),
    { ...sent, history: [{ text: 'p1', images: [], at: 5, mode: 'interactive' as const }] },
  ]
  const files = open()
  /** Where the file ended when each of them was acknowledged. */
  const ends: number[] = []
  for (const state of states) {
    await keep(files, state)
    ends.push(statSync(pathOf()).size)
  }
  const whole = readFileSync(pathOf())
  for (let cut = 0; cut <= whole.length; cut++) {
    writeFileSync(pathOf(), whole.subarray(0, cut))
    const next = open()
    const found = next.loaded(one)
    const acknowledged = states.filter((_, at) => (ends[at] ?? 0) <= cut).at(-1) ?? noPrompts
    // A last line that lacks its end alone is whole, and of a change of two texts the first line may be there.
    const before = states.findLastIndex((_, at) => (ends[at] ?? 0) <= cut)
    const ids = [acknowledged, states[before + 1] ?? acknowledged].map(({ queue }) => queue.lastId)
    expect(ids).toContain(found.queue.lastId)
    for (const { id, state } of acknowledged.queue.items) {
      const back = found.queue.items.find((item) => item.id === id)
      if (back === undefined)
        expect(states[before + 1]?.queue.items.some((item) => item.id === id)).toBe(false)
      else if (state.kind === 'delivering') expect(back.state.kind).toBe('delivering')
    }
    await keep(next, { ...found, draft: { text: 'more', images: [] } })
    expect(open().loaded(one)).toEqual({ ...found, draft: { text: 'more', images: [] } })
    expect(notices.list()).toEqual([])
  }
})

test('of what a write that failed left at the end nothing stays, however long it is', async () => {
  const begun = waitingPrompts(1)
  const files = open(machineDisk)
  await keep(files, begun)
  appendFileSync(pathOf(), `${'x'.repeat(5000)}\n`)
  await keep(files, changed(begun, 1, 'held'))
  expect(open().loaded(one)).toEqual(changed(begun, 1, 'held'))
  expect(notices.list()).toEqual([])
  expect(linesOf()).toHaveLength(2)
})

test('a broken line loses only itself; nothing goes by itself that it may have spoken of; the file is kept aside, and told once', async () => {
  const begun = waitingPrompts(3)
  const held = changed(begun, 1, 'held')
  await keep(open(), begun, held, { ...held, draft: { text: 'a draft', images: [] } })
  const lines = linesOf()
  const damaged = [lines[0], `${lines[1]?.slice(0, 20)}\0\0`, ...lines.slice(2)].join('\n')
  writeFileSync(pathOf(), `${damaged}\n`)

  const files = open()
  const found = files.loaded(one)
  expect(found.queue.items.map(({ id, state }) => [id, state.kind])).toEqual([
    [1, 'held'],
    [3, 'queued'],
  ])
  expect(found.draft?.text).toBe('a draft')
  await files.written(one)
  expect(readFileSync(`${pathOf()}.corrupt-20260102`, 'utf8')).toBe(`${damaged}\n`)
  expect(notices.list()).toMatchObject([
    {
      level: 'warning',
      message: expect.stringContaining('1 session'),
      hint: expect.stringContaining('corrupt'),
    },
  ])
  notices.dismiss('store-load-prompts')
  expect(open().loaded(one)).toEqual(found)
  expect(notices.list()).toEqual([])
})

test('where the line is broken that says that a prompt is on its way, that prompt is one that may have been sent', async () => {
  const begun = waitingPrompts(2)
  await keep(open(), begun, changed(begun, 1, 'delivering'))
  const lines = linesOf()
  writeFileSync(pathOf(), `${lines.slice(0, -1).join('\n')}\n${lines.at(-1)?.slice(0, -4)}\n`)
  expect(
    open()
      .loaded(one)
      .queue.items.map(({ state }) => state.kind),
  ).toEqual(['unsure', 'unsure'])
})

test('a file that cannot be read at all is moved aside, and told', async () => {
  mkdirSync(pathOf(), { recursive: true })
  const files = open()
  expect(files.loaded(one)).toEqual(noPrompts)
  expect(notices.list()).toMatchObject([{ id: 'store-load-prompts' }])
  await keep(files, waitingPrompts(1))
  expect(open().loaded(one)).toEqual(waitingPrompts(1))
  expect(readdirSync(folder).sort()).toEqual([`${one}.jsonl`, `${one}.jsonl.corrupt-20260102`])
})

test('a file is written anew when it has twice the bytes of what it says, and so stays bounded', async () => {
  const wholes: number[] = []
  let appended = 0
  const files = open({
    ...stepped,
    append: (path, lines, at, isDurable) => {
      appended += lines.reduce((sum, line) => sum + line.length, 0)
      return stepped.append(path, lines, at, isDurable)
    },
    replace: async (path, lines) => {
      const bytes = await stepped.replace(path, lines)
      wholes.push(bytes)
      return bytes
    },
  })
  const base = waitingPrompts(100, 2000)
  await keep(files, base)
  let largest = 0
  for (let key = 0; key < 1000; key++) {
    await keep(files, { ...base, draft: { text: `${key}`.padEnd(2000, 'y'), images: [] } })
    largest = Math.max(largest, statSync(pathOf()).size)
  }
  const live = wholes.at(-1) ?? 0
  expect(largest).toBeLessThan(2.1 * live)
  // Twice what a user wrote at most, however much waits.
  expect(wholes.slice(1).reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(1.2 * appended)
  expect(open().loaded(one).draft?.text.startsWith('999')).toBe(true)
})

test('a session whose file is not written delays no other', async () => {
  const stuck = createDeferred()
  const files = open({
    ...stepped,
    replace: async (path, lines) => {
      if (path === pathOf(one)) await stuck.promise
      return stepped.replace(path, lines)
    },
  })
  files.keep(one, waitingPrompts(1))
  files.keep(other, waitingPrompts(2))
  expect(await files.written(other)).toBe(true)
  expect(open().loaded(other)).toEqual(waitingPrompts(2))
  expect(existsSync(pathOf(one))).toBe(false)
  stuck.resolve()
  expect(await files.written(one)).toBe(true)
})

test('on a full disk what is in memory stays, half a line is no damage, the user is told, and it is tried again', async () => {
  let isFull = false
  const files = open({
    ...stepped,
    append: async (path, lines, at, isDurable) => {
      if (!isFull) return stepped.append(path, lines, at, isDurable)
      truncateSync(path, at)
      appendFileSync(path, Buffer.concat(lines).subarray(0, 20))
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    },
  })
  await keep(files, waitingPrompts(1))
  isFull = true
  files.keep(one, waitingPrompts(2))
  expect(await files.written(one)).toBe(false)
  expect(notices.list()).toMatchObject([
    { id: 'store-write-prompts', level: 'error', message: expect.stringContaining('full') },
  ])
  expect(open().loaded(one)).toEqual(waitingPrompts(1))
  files.keep(one, waitingPrompts(3))
  clock.pass(1000)
  await settle()
  isFull = false
  clock.pass(2000)
  await settle()
  expect(open().loaded(one)).toEqual(waitingPrompts(3))
  expect(notices.list()).toEqual([])
})

test('whatever a write throws is told, and thrown at nobody', async () => {
  let isTooLarge = true
  const files = open({
    ...stepped,
    replace(path, lines) {
      if (isTooLarge) throw new RangeError('Invalid string length')
      return stepped.replace(path, lines)
    },
  })
  files.keep(one, waitingPrompts(1))
  expect(await files.written(one)).toBe(false)
  expect(notices.list()).toMatchObject([{ id: 'store-write-prompts' }])
  isTooLarge = false
  await files.flush(1000)
  expect(open().loaded(one)).toEqual(waitingPrompts(1))
})

test('a file that somebody took away is written again', async () => {
  const files = open(machineDisk)
  await keep(files, waitingPrompts(1))
  rmSync(pathOf())
  await keep(files, waitingPrompts(2))
  expect(open().loaded(one)).toEqual(waitingPrompts(2))
})

test('with a session that is gone for good go all of its files, and no other’s', async () => {
  const files = open(machineDisk)
  await keep(files, waitingPrompts(1))
  files.keep(other, waitingPrompts(1))
  await files.written(other)
  writeFileSync(`${pathOf(one)}.corrupt-1`, 'x')
  files.keep(one, waitingPrompts(2))
  files.remove(one)
  await settleUntil(() => !existsSync(pathOf(one)))
  expect(readdirSync(folder)).toEqual([`${other}.jsonl`])
})

test('what is left of unknown sessions goes when nobody can bring them back any more', async () => {
  const files = open()
  await keep(files, waitingPrompts(1))
  const [old, young] = [join(folder, 's8-zzzzzz.jsonl'), join(folder, 's9-zzzzzz.jsonl')]
  for (const path of [old, young]) writeFileSync(path, '')
  const now = Date.now()
  const longAgo = (now - 9 * 24 * 60 * 60 * 1000) / 1000
  for (const path of [old, pathOf(one)]) utimesSync(path, longAgo, longAgo)
  files.removeOld((id) => id === one, now)
  expect(readdirSync(folder).sort()).toEqual([`${one}.jsonl`, 's9-zzzzzz.jsonl'])
})

test('beside a store of a newer version nothing is written, moved or removed', async () => {
  await keep(open(), waitingPrompts(1))
  appendFileSync(pathOf(), 'a line of the future\n')
  const before = readFileSync(pathOf(), 'utf8')
  const files = open(stepped, true)
  await keep(files, waitingPrompts(5))
  expect(await files.written(one)).toBe(true)
  files.remove(one)
  await settle()
  expect(readFileSync(pathOf(), 'utf8')).toBe(before)
  expect(readdirSync(folder)).toEqual([`${one}.jsonl`])
})

async function settleUntil(isThere: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !isThere(); turn++) await settle()
}
