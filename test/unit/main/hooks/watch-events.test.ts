import {
  appendFileSync,
  linkSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { watchEvents } from '../../../../main/hooks/watch-events.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import { pollFor } from '../../../support/poll.ts'

let folder = ''
let file = ''
let lines: string[] = []
const stops: (() => void)[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-events-'))
  file = join(folder, 'events.jsonl')
  lines = []
  writeFileSync(file, '')
})
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('an events file', () => {
  test('is read from its beginning, and then as it grows', async () => {
    appendFileSync(file, 'one\n')
    follow()
    await told('one')
    appendFileSync(file, 'two\nthree\n')
    await told('one', 'two', 'three')
  })

  test('tells a line within 300 ms', async () => {
    follow()
    await watching()
    for (let count = 1; count <= 5; count += 1) {
      const wroteAt = performance.now()
      appendFileSync(file, `${count}\n`)
      await pollFor(() => lines.length === count, { timeoutMs: 2000 })
      expect(performance.now() - wroteAt).toBeLessThan(300)
    }
  })

  test('is read within a second where the system tells of no change', async () => {
    follow({ isDeaf: true })
    await new Promise(setImmediate)
    appendFileSync(file, 'one\n')
    const wroteAt = performance.now()
    await told('one')
    expect(performance.now() - wroteAt).toBeLessThan(1000)
  })

  test('tells a line when it is whole', async () => {
    follow()
    appendFileSync(file, 'half')
    appendFileSync(file, ' a line\né')
    await told('half a line')
    appendFileSync(file, Buffer.from('é').subarray(0, 1))
    appendFileSync(file, Buffer.from('é').subarray(1))
    appendFileSync(file, '\n')
    await told('half a line', 'éé')
  })

  test('is read again when it is cut or replaced', async () => {
    follow()
    appendFileSync(file, 'one\nhalf of a line that is long')
    await told('one')
    truncateSync(file)
    await pollFor(async () => {
      appendFileSync(file, 'two\n')
      return lines.includes('two')
    })
    lines = []
    writeFileSync(`${file}.new`, 'three\n')
    renameSync(`${file}.new`, file)
    await pollFor(() => lines.includes('three'))
    appendFileSync(file, 'four\n')
    await pollFor(() => lines.includes('four'))
  })

  test('is waited for where it is not there', async () => {
    rmSync(file)
    follow()
    await new Promise(setImmediate)
    writeFileSync(file, 'one\n')
    await told('one')
  })

  test('is left alone where it is no file', async () => {
    file = folder
    follow()
    appendFileSync(join(folder, 'other'), 'one\n')
    await new Promise(setImmediate)
    expect(lines).toEqual([])
  })

  test('leaves out a line beyond all measure', async () => {
    follow()
    appendFileSync(file, 'x'.repeat(2_000_000))
    appendFileSync(file, `${'x'.repeat(2_000_000)}\nshort\n`)
    await told('short')
  })

  test('is emptied when it has grown large and has been read', async () => {
    follow()
    const line = `${'x'.repeat(99_999)}\n`
    for (let count = 0; count < 45; count += 1) appendFileSync(file, line)
    await pollFor(() => statSync(file).size === 0)
    expect(lines).toHaveLength(45)
    appendFileSync(file, 'on\n')
    await pollFor(() => lines.at(-1) === 'on')
  })

  test('that is a link is not followed, and what was put in its place is never emptied', async () => {
    follow()
    appendFileSync(file, 'one\n')
    await told('one')
    const other = join(folder, 'other')
    writeFileSync(other, `${'x'.repeat(300_000)}\n`.repeat(15))
    const size = statSync(other).size
    rmSync(file)
    symlinkSync(other, file)
    await new Promise((resolve) => setImmediate(resolve))
    rmSync(file)
    linkSync(other, file)
    await pollFor(() => lines.length > 1)
    await pollFor(() => lines.length === 16)
    appendFileSync(file, 'end\n')
    await pollFor(() => lines.at(-1) === 'end')
    expect(statSync(other).size).toBe(size + 4)
  })

  test('is told no longer once nobody listens', async () => {
    const stop = follow()
    appendFileSync(file, 'one\n')
    await told('one')
    stop()
    appendFileSync(file, 'two\n')
    await pollFor(() => statSync(file).size > 5)
    expect(lines).toEqual(['one'])
  })

  test('tells the same lines however they are written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 20 }),
        fc.array(fc.nat(40)),
        async (words, cuts) => {
          const wanted = words.map((word) => word.replaceAll('\n', ''))
          const bytes = Buffer.from(wanted.map((word) => `${word}\n`).join(''))
          lines = []
          writeFileSync(file, '')
          const stop = follow()
          let from = 0
          for (const cut of [...cuts, bytes.length]) {
            appendFileSync(file, bytes.subarray(from, from + cut))
            from += cut
          }
          await pollFor(() => lines.length === wanted.length)
          stop()
          expect(lines).toEqual(wanted)
        },
      ),
      { numRuns: 20 },
    )
  })

  test('of fifty sessions costs little', async () => {
    const all = Array.from({ length: 50 }, (_, at) => join(folder, `${at}.jsonl`))
    const heard = new Set<string>()
    for (const one of all) writeFileSync(one, '')
    for (const one of all) stops.push(watchEvents(one, () => heard.add(one)))
    const before = process.cpuUsage()
    const startedAt = performance.now()
    await pollFor(() => performance.now() - startedAt > 2000)
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000 / (performance.now() - startedAt)).toBeLessThan(0.15)
    for (const one of all) appendFileSync(one, 'x\n')
    await pollFor(() => heard.size === 50)
  })
})

function follow({ isDeaf = false } = {}): () => void {
  const stop = watchEvents(
    file,
    (line) => void lines.push(line),
    systemClock,
    ...(isDeaf ? [() => () => undefined] : []),
  )
  stops.push(stop)
  return stop
}

async function told(...wanted: string[]): Promise<void> {
  await pollFor(() => {
    expect(lines).toEqual(wanted)
    return true
  })
}

/** The watch stands when a change is told at once. */
async function watching(): Promise<void> {
  appendFileSync(file, 'first\n')
  await told('first')
  lines = []
}
