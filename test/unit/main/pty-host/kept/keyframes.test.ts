import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Transition } from '../../../../../app/activity/why.ts'
import { Keyframes } from '../../../../../main/pty-host/kept/keyframes.ts'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-moments-'))
  path = join(folder, 'screens', 'one.moments')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const change = (at: number): Transition => ({
  at,
  kind: 'idle',
  reason: null,
  certainty: 'sure',
  words: '',
  source: 'hook',
  rule: 'Stop',
})

/** Adds a moment for each of these times, without waiting for one another. */
function add(moments: Keyframes, ...times: readonly number[]): void {
  for (const at of times) moments.add(change(at), `screen ${at}`)
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, at) => from + at)
const timesOf = async (moments: Keyframes): Promise<readonly number[]> =>
  (await moments.transitions()).map(({ at }) => at)

describe('the moments of a session', () => {
  test('are there at the next start, each with its text, for nobody else to read', async () => {
    const moments = new Keyframes(path)
    add(moments, 1, 2)
    await moments.written()
    const later = new Keyframes(path)
    expect(await later.transitions()).toEqual([change(1), change(2)])
    expect(await later.textAt(2)).toBe('screen 2')
    expect(await later.textAt(3)).toBe('')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'screens')).mode & 0o777).toBe(0o700)
  })

  test('that are added together stand in their order', async () => {
    const moments = new Keyframes(path)
    add(moments, ...range(0, 200))
    expect(await timesOf(moments)).toEqual(range(0, 200))
  })

  test('are the last 500', async () => {
    const moments = new Keyframes(path)
    add(moments, ...range(0, 700))
    expect(await timesOf(moments)).toEqual(range(200, 700))
    expect(await moments.textAt(100)).toBe('')
  })

  test('do not fill the disk: the file is made compact in time, in the next life too', async () => {
    const moments = new Keyframes(path)
    add(moments, ...range(0, 900))
    await moments.written()
    const next = new Keyframes(path)
    add(next, ...range(900, 1200))
    expect(await timesOf(next)).toEqual(range(700, 1200))
    expect(readFileSync(path, 'utf8').trim().split('\n').length).toBeLessThanOrEqual(1000)
  })

  test('hold no more of a screen than can be of use', async () => {
    const moments = new Keyframes(path)
    moments.add(change(1), 'x'.repeat(1_000_000))
    expect(await moments.textAt(1)).toHaveLength(40_000)
  })

  test('of the same time are told apart by the last one', async () => {
    const moments = new Keyframes(path)
    moments.add(change(1), 'first')
    moments.add(change(1), 'second')
    expect(await moments.textAt(1)).toBe('second')
  })
})

describe('a file of moments', () => {
  test('that is not there yet holds none', async () => {
    expect(await new Keyframes(path).transitions()).toEqual([])
    expect(await new Keyframes(path).textAt(1)).toBe('')
  })

  test('that ends in half a line, or was edited by hand, loses only that', async () => {
    const moments = new Keyframes(path)
    add(moments, 1, 2)
    await moments.written()
    const whole = readFileSync(path, 'utf8')
    writeFileSync(path, `nonsense\n{"at":5}\nnull\n${whole}{"at":3,"kind":"id`)
    expect(await timesOf(new Keyframes(path))).toEqual([1, 2])
  })

  test('that ends in half a line keeps what is added behind it', async () => {
    const moments = new Keyframes(path)
    add(moments, 1)
    await moments.written()
    writeFileSync(path, `${readFileSync(path, 'utf8')}{"at":2,"ki`)
    const next = new Keyframes(path)
    add(next, 3, 4)
    expect(await timesOf(next)).toEqual([1, 3, 4])
    expect(await next.textAt(3)).toBe('screen 3')
  })

  test('that cannot be written costs its moments and nothing else', async () => {
    writeFileSync(join(folder, 'screens'), 'a file where the folder should be')
    const moments = new Keyframes(path)
    add(moments, 1, 2)
    await expect(moments.written()).resolves.toBeUndefined()
    await expect(moments.transitions()).resolves.toEqual([])
    rmSync(join(folder, 'screens'))
    add(moments, 3)
    expect(await timesOf(moments)).toEqual([3])
  })
})
