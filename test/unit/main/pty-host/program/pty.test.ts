import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { spawnPty, type PtyProcess } from '../../../../../main/pty-host/program/pty.ts'
import { pollFor } from '../../../../support/poll.ts'

const cell = { width: 9, height: 18 }
const started: PtyProcess[] = []
const marks: string[] = []

class Run {
  readonly pty: PtyProcess
  output = ''
  bytes = 0
  exit: { exitCode: number; signal: number | null } | null = null

  constructor(script: string, file = '/bin/sh', args = ['-c', script]) {
    const env = { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8' }
    this.pty = spawnPty({ file, args, cwd: '/', env }, 80, 24)
    started.push(this.pty)
    this.pty.onData((bytes) => {
      this.bytes += bytes.length
      this.output += Buffer.from(bytes).toString('latin1')
    })
    this.pty.onExit((exit) => (this.exit = exit))
  }

  ended(): Promise<{ exitCode: number; signal: number | null }> {
    return pollFor(() => this.exit, { what: 'the exit' })
  }
}

afterEach(() => {
  for (const pty of started.splice(0)) pty.release()
  for (const folder of marks.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Writes `lines` lines of 100 characters at once and ends, the way libuv#4992 loses the tail of. */
function burst(lines: number): Run {
  const script = `process.stdout.write(Array.from({length: ${lines}}, (_, i) => String(i).padStart(99, '.') + '\\n').join(''))`
  return new Run('', process.execPath, ['-e', script])
}

describe.runIf(process.platform !== 'win32')('a process in a pty', () => {
  test('loses nothing of what it writes just before it ends', async () => {
    for (let round = 0; round < 6; round++)
      await Promise.all(
        [100, 4000, 100, 4000].map(async (lines) => {
          const run = burst(lines)
          await run.ended()
          // The terminal makes CR LF of each line end.
          expect(run.bytes).toBe(lines * 101)
          expect(run.output.trimEnd().endsWith(String(lines - 1))).toBe(true)
        }),
      )
  })

  test('loses nothing when it ends while it is paused', async () => {
    for (let round = 0; round < 4; round++) {
      const runs = [burst(140), burst(140)]
      for (const run of runs) run.pty.pause()
      for (const run of runs) {
        await run.ended()
        expect(run.bytes).toBe(140 * 101)
      }
    }
  })

  test('says by which signal it ended', async () => {
    const run = new Run('kill -9 $$')
    expect(await run.ended()).toEqual({ exitCode: 0, signal: 9 })
  })

  test('may be resized and written to after its end', async () => {
    const run = new Run('exit 7')
    run.pty.resize(100, 40, cell)
    expect((await run.ended()).exitCode).toBe(7)
    run.pty.resize(120, 50, cell)
    run.pty.write(new TextEncoder().encode('too late'))
    run.pty.pause()
    run.pty.resume()
  })

  test('hears its size, in cells and in pixels', async () => {
    const run = new Run("trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.02; done")
    await pollFor(() => run.output.includes('ready'))
    run.pty.resize(101, 33, cell)
    await run.ended()
    expect(run.output).toContain('33 101')
  })

  test('gets a large input whole, however slowly it reads, and nobody waits for it', async () => {
    const size = 300_000
    const run = new Run(`stty raw -echo; echo ready; sleep 0.3; head -c ${size} | md5sum; exit 0`)
    await pollFor(() => run.output.includes('ready'))
    const bytes = Buffer.alloc(size, 'abcdefghijklmnopqrstuvwxyz')
    run.pty.write(bytes)
    await run.ended()
    expect(run.output).toContain(createHash('md5').update(bytes).digest('hex'))
  })

  test('ends when its terminal is released', async () => {
    const run = new Run('echo ready; sleep 1000')
    await pollFor(() => run.output.includes('ready'))
    run.pty.release()
    expect((await run.ended()).signal).toBe(1)
  })
})

test.runIf(process.platform === 'linux')('a process sees no terminal but its own', async () => {
  const first = new Run('echo ready; sleep 1000')
  await pollFor(() => first.output.includes('ready'))
  const second = new Run('ls -l /proc/self/fd; echo end')
  await second.ended()
  expect(second.output).toContain('end')
  expect(second.output).not.toContain('ptmx')
  expect(descriptors(first.pty.pid)).not.toContain('ptmx')
  const own = /\/dev\/pts\/\d+/g
  expect(new Set(second.output.match(own))).toHaveLength(1)
})

test.runIf(process.platform === 'linux')(
  'no process gets the terminal of another, after some were closed',
  async () => {
    const opened = Array.from({ length: 12 }, () => new Run(listDescriptors))
    await Promise.all(opened.map(listed))
    // The numbers of three in the middle are free now: holes, above the fifteen that are always looked at.
    for (const one of [opened[4], opened[6], opened[9]]) {
      one?.pty.release()
      await one?.ended()
    }
    const before = openDescriptors()
    const later = Array.from({ length: 3 }, () => new Run(listDescriptors))
    const tables = await Promise.all([...opened, ...later].map(listed))
    for (const table of tables) {
      expect(table).not.toContain('ptmx')
      expect(new Set(table.match(/\/dev\/pts\/\d+/g))).toHaveLength(1)
    }
    // A master and a second end of the terminal for each, and nothing that was only there to fill a hole.
    const added = openDescriptors().filter((target) => !before.includes(target))
    expect(openDescriptors().filter((target) => target === '/dev/null')).toHaveLength(
      before.filter((target) => target === '/dev/null').length,
    )
    expect(added.filter((target) => !/^\/dev\/pts\/\d+$/.test(target))).toEqual([])
    for (const { pty } of [...opened, ...later]) pty.release()
  },
)

describe.runIf(process.platform === 'linux')('what a program has written by now', () => {
  /** A program that has written so many bytes of which none was read: no turn of the loop has passed since its start. */
  function unread(bytes: number): Run {
    const mark = join(mkdtempSync(join(tmpdir(), 'roost-pty-')), 'written')
    marks.push(dirname(mark))
    const run = new Run(`stty -opost; head -c ${bytes} /dev/zero | tr '\\0' x; : > ${mark}; exec sleep 1000`)
    for (const end = Date.now() + 20_000; !existsSync(mark) && Date.now() < end;);
    expect(existsSync(mark)).toBe(true)
    return run
  }

  test('is read in one step, if it is as much as a program writes before it waits', () => {
    const run = unread(12_000)
    expect(run.pty.readNow()).toBe(12_000)
    expect(run.bytes).toBe(12_000)
    expect(run.pty.readNow()).toBe(0)
  })

  test('is read in part if it is a flood, also where the program writes faster than it is parsed', () => {
    const run = new Run('exec tr "\\0" x < /dev/zero')
    let last = 0
    run.pty.onData((bytes) => {
      last = bytes.length
      for (const end = performance.now() + 1; performance.now() < end;);
    })
    const readings: (number | string)[] = []
    let largest = 0
    for (const end = Date.now() + 20_000; !readings.includes('behind') && Date.now() < end;) {
      const before = run.bytes
      readings.push(run.pty.readNow())
      largest = Math.max(largest, run.bytes - before - last)
    }
    expect(readings).toContain('behind')
    expect(largest).toBeGreaterThan(0)
    // After that much, it was the last read.
    expect(largest).toBeLessThanOrEqual(32 * 1024)
  })

  test('is read no further once a listener pauses the program', async () => {
    const run = unread(12_000)
    let reads = 0
    run.pty.onData(() => {
      reads++
      run.pty.pause()
    })
    expect(run.pty.readNow()).toBe('behind')
    expect(reads).toBe(1)
    await pollFor(() => {
      run.pty.resume()
      return run.bytes === 12_000
    })
  })
})

const listDescriptors = 'ls -l /proc/self/fd; echo listed; exec sleep 1000'

async function listed(run: Run): Promise<string> {
  return pollFor(() => (run.output.includes('listed') ? run.output : null), { what: 'the descriptors' })
}

function openDescriptors(): readonly string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)]
    } catch {
      return []
    }
  })
}

function descriptors(pid: number): string {
  const folder = `/proc/${pid}/fd`
  return readdirSync(folder)
    .map((fd) => readlinkSync(`${folder}/${fd}`))
    .join(' ')
}
