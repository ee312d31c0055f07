import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hookCommand, notifyArgv } from '../../../../main/hooks/hook-command.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "roost hook's "))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the command of a hook', () => {
  test('appends the event and its payload as one line, and says nothing', () => {
    const file = makeFile('events.jsonl')
    expect(run(hookCommand(file, 'Stop'), '{"a":\n1}')).toEqual({ status: 0, stdout: '', stderr: '' })
    run(hookCommand(file, 'SessionEnd'), '{}')
    expect(readFileSync(file, 'utf8')).toBe('Stop {"a": 1}\nSessionEnd {}\n')
  })

  test('passes on what is asked for and reads the rest away', () => {
    const file = makeFile('events.jsonl')
    expect(run(hookCommand(file, 'PostToolUse'), `{"a":"${'x'.repeat(5_000_000)}"}`).status).toBe(0)
    expect(readFileSync(file, 'utf8')).toMatch(/^PostToolUse \{"a":"x{2042}\n$/)
  })

  test('says nothing where its file, its folder or the disk is gone', () => {
    const quiet = { status: 0, stdout: '', stderr: '' }
    expect(run(hookCommand(join(folder, 'gone.jsonl'), 'Stop'), '{}')).toEqual(quiet)
    expect(run(hookCommand(join(folder, 'no', 'gone.jsonl'), 'Stop'), '{}')).toEqual(quiet)
    expect(run(hookCommand(folder, 'Stop'), '{}')).toEqual(quiet)
    expect(() => statSync(join(folder, 'gone.jsonl'))).toThrow()
  })

  test('does not wait for a pipe that nobody reads', () => {
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    expect(run(hookCommand(pipe, 'Stop'), '{}').status).toBe(0)
  })

  test('takes no program from the folder it runs in', () => {
    const file = makeFile('events.jsonl')
    for (const name of ['dd', 'head', 'tr', 'cat']) {
      writeFileSync(join(folder, name), `#!/bin/sh\necho taken >>'${join('.', 'taken')}'\n`)
      chmodSync(join(folder, name), 0o700)
    }
    for (const PATH of ['', '.', folder]) {
      spawnSync('/bin/sh', ['-c', hookCommand(file, 'Stop')], { input: '{}', cwd: folder, env: { PATH } })
    }
    expect(() => statSync(join(folder, 'taken'))).toThrow()
    expect(readFileSync(file, 'utf8')).toBe('Stop {}\nStop {}\nStop {}\n')
  })

  test('of many at once leaves every line whole', async () => {
    const file = makeFile('events.jsonl')
    const payload = JSON.stringify({ text: 'y'.repeat(100_000) })
    await Promise.all(Array.from({ length: 30 }, () => runBeside(hookCommand(file, 'Stop'), payload)))
    const lines = readFileSync(file, 'utf8').split('\n')
    expect(lines.pop()).toBe('')
    expect(lines).toHaveLength(30)
    expect(new Set(lines)).toEqual(new Set([`Stop ${payload}`]))
  })

  test('is broken by no path and no payload', () => {
    fc.assert(
      fc.property(pathName, fc.string({ unit: 'binary', maxLength: 300 }), (name, payload) => {
        const file = makeFile(name)
        const { status, stdout, stderr } = run(hookCommand(file, 'Stop'), payload)
        expect([status, stdout, stderr]).toEqual([0, '', ''])
        const sent = Buffer.from(payload)
          .toString()
          .replaceAll(/[\n\r]/g, ' ')
        expect(readFileSync(file, 'utf8')).toBe(`Stop ${sent}\n`)
        rmSync(file)
      }),
      { numRuns: 40 },
    )
  })
})

describe('the notifier', () => {
  const payload = '{"type":"agent-turn-complete",\n"thread-id":"x"}'

  test("appends a line, and runs the user's own with the same arguments and outputs", () => {
    const file = makeFile('events.jsonl')
    const own = ['/bin/sh', '-c', 'echo "$0|$1|$2"; echo told >&2; exit 7', 'a b', "it's"]
    expect(notify(file, own, payload)).toEqual({
      status: 7,
      stdout: `a b|it's|${payload}\n`,
      stderr: 'told\n',
    })
    expect(readFileSync(file, 'utf8')).toBe('notify {"type":"agent-turn-complete", "thread-id":"x"}\n')
  })

  test('alone says nothing', () => {
    const file = makeFile('events.jsonl')
    expect(notify(file, [], payload)).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(notify(join(folder, 'gone'), [], payload)).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  test("runs the user's own where there is nothing left to write to", () => {
    expect(notify(join(folder, 'gone'), ['/bin/echo', 'own'], '{}').stdout).toBe('own {}\n')
  })

  test('is broken by no argument', () => {
    fc.assert(
      fc.property(pathName, fc.array(argument, { maxLength: 4 }), argument, (name, own, last) => {
        const file = makeFile(name)
        const print = ['/usr/bin/printf', '%s\\n']
        expect(notify(file, [...print, ...own], last).stdout).toBe(
          [...own, last].map((one) => `${one}\n`).join(''),
        )
        expect(readFileSync(file, 'utf8')).toBe(`notify ${last.replaceAll(/[\n\r]/g, ' ')}\n`)
        rmSync(file)
      }),
      { numRuns: 40 },
    )
  })
})

/** Any name that a file can have, and any argument that a program can be given. */
const argument = fc
  .string({ unit: 'binary', maxLength: 60 })
  .map((text) => Buffer.from(text).toString().replaceAll('\0', ''))
const pathName = argument
  .map((text) => text.replaceAll('/', '').slice(0, 40))
  .filter((name) => !/^\.{0,2}$/.test(name))

function makeFile(name: string): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, name)
  writeFileSync(file, '')
  return file
}

function run(command: string, input: string): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', command], { input, encoding: 'utf8' })
  return { status, stdout, stderr }
}

function notify(
  file: string,
  own: readonly string[],
  payload: string,
): { status: number | null; stdout: string; stderr: string } {
  const [program = '', ...args] = notifyArgv(file, own)
  const { status, stdout, stderr } = spawnSync(program, [...args, payload], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

async function runBeside(command: string, input: string): Promise<void> {
  const child = spawn('/bin/sh', ['-c', command], { stdio: ['pipe', 'ignore', 'ignore'] })
  child.stdin.end(input)
  await new Promise((resolve) => child.once('exit', resolve))
}
