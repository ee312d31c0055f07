import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { appendToFile } from '../../../../../main/pty-host/kept/append.ts'
import { Keyframes } from '../../../../../main/pty-host/kept/keyframes.ts'
import { KeptRig } from '../../../../support/kept-rig.ts'

/** `torn`: half of it fits, then the disk is full. `refused`: not even what is torn can be cut off. */
type Mood = 'well' | 'torn' | 'refused'

/** A real disk with a mood of its own for each kind of file. */
class MoodyDisk {
  readonly #moods = new Map<string, Mood>()
  readonly append: typeof appendToFile = (path, bytes, options) => {
    const [kind = ''] = basename(path).split(/[-.]/)
    const mood = this.#moods.get(kind) ?? 'well'
    if (mood === 'well') return appendToFile(path, bytes, options)
    if (mood === 'torn') appendFileSync(path, bytes.subarray(0, bytes.length >> 1))
    return Promise.reject(Object.assign(new Error(mood), { code: 'ENOSPC' }))
  }

  set(kind: 'history' | 'log' | 'moments', mood: Mood): void {
    this.#moods.set(kind, mood)
  }
}

const upTo = (last: number) => Array.from({ length: last }, (_, at) => at + 1)
const rigs: KeptRig[] = []
const folders: string[] = []

afterEach(() => {
  for (const rig of rigs.splice(0)) rig.dispose()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function newRig(options: ConstructorParameters<typeof KeptRig>[0]): KeptRig {
  const rig = new KeptRig(options)
  rigs.push(rig)
  return rig
}

async function nextLife({ folder }: KeptRig): Promise<KeptRig> {
  const next = newRig({ folder })
  await next.restore()
  return next
}

describe('a history of which half was written', () => {
  test('has each line once, read before and after the retry and in the next life', async () => {
    const disk = new MoodyDisk()
    const rig = newRig({ append: disk.append })
    await rig.restore()
    rig.count(1, 3000)
    disk.set('history', 'torn')
    await expect(rig.write()).rejects.toThrow('torn')
    expect(await rig.numbers()).toEqual(upTo(3000))
    disk.set('history', 'well')
    rig.count(3001, 3500)
    await rig.write()
    expect(await rig.numbers()).toEqual(upTo(3500))
    expect(await (await nextLife(rig)).numbers()).toEqual(upTo(3500))
  })

  test('has each line once where cutting off fails too, and the retry is torn again', async () => {
    const disk = new MoodyDisk()
    const rig = newRig({ append: disk.append })
    await rig.restore()
    rig.count(1, 2000)
    await rig.write()
    let last = 2000
    for (const mood of ['torn', 'refused', 'torn', 'refused'] as const) {
      disk.set('history', mood)
      rig.count(last + 1, last + 300)
      last += 300
      await expect(rig.write()).rejects.toThrow(mood)
      expect(await rig.numbers()).toEqual(upTo(last))
    }
    disk.set('history', 'well')
    await rig.write()
    expect(await rig.numbers()).toEqual(upTo(last))
    expect(await (await nextLife(rig)).numbers()).toEqual(upTo(last))
  })

  test('loses no later line when it goes back to where a snapshot stands', async () => {
    const disk = new MoodyDisk()
    const rig = newRig({ append: disk.append })
    await rig.restore()
    rig.count(1, 3000)
    disk.set('history', 'torn')
    await expect(rig.write()).rejects.toThrow('torn')
    disk.set('history', 'well')
    // The retry is a snapshot; what comes then is in the log, and its lines come again from there.
    await rig.write()
    rig.count(3001, 6000)
    await rig.write()
    const second = await nextLife(rig)
    second.count(6001, 7000)
    await second.write()
    expect(await (await nextLife(second)).numbers()).toEqual(upTo(7000))
  })
})

test('a log that ends in half a record is followed by a snapshot, and loses nothing', async () => {
  const disk = new MoodyDisk()
  const rig = newRig({ append: disk.append })
  await rig.restore()
  rig.count(1, 1500)
  await rig.write()
  disk.set('log', 'torn')
  rig.count(1501, 3000)
  await expect(rig.write()).rejects.toThrow('torn')
  rig.count(3001, 3500)
  await rig.write()
  disk.set('log', 'well')
  rig.count(3501, 4000)
  await rig.write()
  expect(await (await nextLife(rig)).numbers()).toEqual(upTo(4000))
})

test('history that was out of reach when the session was opened is not written over', async () => {
  const first = newRig({})
  await first.restore()
  first.count(1, 3000)
  await first.write()
  const { folder } = first
  const away = `${folder}-away`
  folders.push(away)
  renameSync(folder, away)
  writeFileSync(folder, 'a file where the folder should be')
  const second = newRig({ folder })
  await expect(second.restore()).rejects.toThrow()
  second.count(3001, 6000)
  await expect(second.write()).rejects.toThrow()
  rmSync(folder)
  renameSync(away, folder)
  await second.write()
  // What was on the screen of the first life was in its snapshot and log, which the second one never saw.
  const numbers = await second.numbers()
  expect(numbers).toEqual([...upTo(1997), ...upTo(6000).slice(3000)])
})

test('a piece of history that cannot be read stays as it is, and the next one begins', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'roost-kept-'))
  // Reading a folder fails for root too.
  mkdirSync(join(folder, 'history-1.txt'))
  const rig = newRig({ folder })
  await rig.restore()
  rig.count(1, 3000)
  await rig.write()
  expect(existsSync(join(folder, 'history-2.txt'))).toBe(true)
})

test('a moment of which half was written costs itself, and not the next one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'roost-moments-'))
  folders.push(folder)
  const disk = new MoodyDisk()
  const moments = new Keyframes(join(folder, 'moments.jsonl'), disk.append)
  for (const [at, mood] of (['well', 'torn', 'refused', 'well'] as const).entries()) {
    disk.set('moments', mood)
    const change = { at, kind: 'idle', reason: null, certainty: 'sure', source: 'hook' } as const
    moments.add({ ...change, words: '', rule: 'Stop' }, `screen ${at}`)
    await moments.written()
  }
  expect((await moments.transitions()).map(({ at }) => at)).toEqual([0, 3])
  expect(await moments.textAt(3)).toBe('screen 3')
})
