import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HeadlessRig, isUp } from '../../../../support/headless-rig.ts'
import { pollFor } from '../../../../support/poll.ts'

let rig: HeadlessRig

beforeEach(() => {
  rig = new HeadlessRig()
})
afterEach(() => rig.dispose())

describe('a command that does its work', () => {
  test('comes to what it printed, with both pipes in the order in which they spoke', async () => {
    const run = rig.bash('echo one; seen 1; echo two >&2; seen 2; printf three')
    expect(await run.done).toEqual({
      ok: true,
      value: {
        text: 'one\ntwo\nthree',
        answer: 'one\nthree',
        lost: null,
        isCut: false,
        token: null,
        exitCode: 0,
      },
    })
    expect(rig.text).toBe('one\ntwo\nthree')
  })

  test('is shown with its colours, and kept and answered without them', async () => {
    const run = rig.bash(String.raw`printf '\033[31mred\033[0m\n'`)
    expect(await run.done).toMatchObject({ ok: true, value: { text: 'red\n', answer: 'red' } })
    expect(rig.text).toBe('\u001B[31mred\u001B[0m\n')
  })

  test('is kept and answered without a sequence that appears when another is taken out of it', async () => {
    const run = rig.bash(String.raw`printf 'a\033\033[0m]52;c;cHduZWQ=\007b\r\nc\td\n'`)
    const text = 'a]52;c;cHduZWQ=b\nc\td'
    expect(await run.done).toMatchObject({ ok: true, value: { text: `${text}\n`, answer: text } })
  })

  test('gets its prompt by standard input, whole and closed behind it', async () => {
    const prompt = `--help\n${'ä'.repeat(200_000)}\n$(touch x)`
    const run = rig.start(['cat'], { stdin: prompt })
    expect(await run.done).toMatchObject({ ok: true, value: { answer: prompt } })
  })

  test('that does not read its prompt is not in trouble for it', async () => {
    const run = rig.bash('exec 0<&-; echo done', { stdin: 'x'.repeat(1_000_000) })
    expect(await run.done).toMatchObject({ ok: true, value: { answer: 'done' } })
  })

  test('finds nothing to read where there is no prompt', async () => {
    expect(await rig.start(['cat']).done).toMatchObject({ ok: true, value: { text: '' } })
  })

  test('gets arguments that no shell has read, its folder, and the environment it was given', async () => {
    mkdirSync(join(rig.folder, 'a b'))
    const script = 'import os, sys; print(sys.argv[1:], os.getcwd(), sorted(os.environ) == ["A"])'
    const run = rig.start(['/usr/bin/env', 'python3', '-c', script, '$HOME', "it's", ''], {
      workdir: join(rig.folder, 'a b'),
      environment: { A: '1', PATH: process.env['PATH'] ?? '' },
    })
    const expected = `['$HOME', "it's", ''] ${rig.folder}/a b`
    expect((await run.done).ok).toBe(true)
    expect(rig.text).toContain(expected)
  })

  test('inherits no open file of the app, and no pipe of another run', async () => {
    const held = openSync(join(rig.folder, 'held'), 'w')
    const other = rig.bash('sleep 0.5')
    const script =
      'import os; print(*[os.readlink(f"/proc/self/fd/{fd}") for fd in range(300) if os.path.lexists(f"/proc/self/fd/{fd}")])'
    const run = rig.start(['python3', '-c', script])
    const result = await run.done
    await other.done
    closeSync(held)
    const links = result.ok ? result.value.text.trim().split(' ') : []
    expect(links).toContain('/dev/null')
    expect(links).not.toContain(join(rig.folder, 'held'))
    // Its own two pipes, which Node makes of sockets.
    expect(links.filter((link) => link.startsWith('socket:'))).toHaveLength(2)
  })

  test('is a session of its own: it has no terminal to take from anybody', async () => {
    const run = rig.start(['python3', '-c', 'import os; print(os.getsid(0) == os.getpid() == os.getpgid(0))'])
    await run.done
    expect(rig.text).toBe('True\n')
  })

  test('may cut a character between two writes', async () => {
    const script =
      'import sys, time\nfor b in "aé漢😀".encode(): sys.stdout.buffer.write(bytes([b])); sys.stdout.flush(); time.sleep(0.02)'
    await rig.start(['python3', '-c', script]).done
    expect(rig.text).toBe('aé漢😀')
  })

  test('is rendered in the format of its tool, its log beside it', async () => {
    const lines = readFileSync(
      join(import.meta.dirname, '../../../../fixtures/headless/codex-tool.jsonl'),
      'utf8',
    )
    writeFileSync(join(rig.folder, 'out.jsonl'), lines)
    const run = rig.bash('echo "a log" >&2; seen 1; cat out.jsonl', { format: 'codex' })
    expect(await run.done).toMatchObject({
      ok: true,
      value: {
        answer: 'MOCK_DONE tool finished (images=0).',
        token: '00000000-0000-4000-8000-000000000001',
      },
    })
    expect(rig.text).toMatch(/^a log\n! Model metadata.*\nI will run a command\.\n● shell: echo/u)
  })

  test('does not go on in the middle of a line of its log', async () => {
    await rig.bash('printf "working " >&2; seen 1; echo answer; seen 2; printf more; seen 3; echo log >&2')
      .done
    expect(rig.text).toBe('working \nanswer\nmore\nlog\n')
  })
})

describe('a command that fails', () => {
  test('tells its exit code, its last lines, and all that it printed', async () => {
    const run = rig.bash('seq 1 20; echo; echo "it broke" >&2; exit 3')
    const result = await run.done
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'headless-exit', message: 'The tool ended with an error (exit code 3).' },
      end: { kind: 'exit', code: 3 },
      lastLines: ['17', '18', '19', '20', 'it broke'],
      token: null,
      isCut: false,
    })
    expect(result.ok ? '' : result.printed).toContain('1\n2\n3\n')
  })

  test('in the middle of a line keeps that half', async () => {
    const run = rig.bash('printf "half a li"; kill -SEGV $$')
    expect(await run.done).toMatchObject({
      ok: false,
      error: { code: 'headless-exit', message: 'The tool ended with an error (signal SIGSEGV).' },
      end: { kind: 'signal', signal: 'SIGSEGV' },
      printed: 'half a li',
    })
  })

  test('by its own word, and exits with 0 all the same, has failed', async () => {
    const fixture = join(import.meta.dirname, '../../../../fixtures/headless/pi-fail.jsonl')
    const run = rig.start(['cat', fixture], { format: 'pi' })
    expect(await run.done).toMatchObject({
      ok: false,
      error: { code: 'headless-exit', message: 'The tool ended with an error.' },
      end: { kind: 'exit', code: 0 },
      lastLines: ['✗ 500 mock failure 500'],
      token: '00000000-0000-4000-8000-000000000001',
    })
  })
})

describe('a command that cannot be started', () => {
  test.each([
    ['is not there', ['roost-no-such-program'], 'headless-missing', 'ENOENT'],
    ['may not be run', ['/etc/passwd'], 'headless-start', 'EACCES'],
    ['cannot hold its prompt', ['echo', 'x'.repeat(200_000)], 'headless-too-long', 'E2BIG'],
  ] as const)('because it %s says so', async (_, argv, code, cause) => {
    const [program, ...args] = argv
    const result = await rig.start([program, ...args]).done
    expect(result).toMatchObject({ ok: false, error: { code }, end: { kind: 'not-started' }, printed: '' })
    expect(result.ok ? '' : result.error.message).toContain(cause)
    expect(rig.runs.has(rig.sessionId)).toBe(false)
  })

  test('because its folder is gone is not taken for a missing program', async () => {
    rmSync(join(rig.folder, 'gone'), { force: true, recursive: true })
    const result = await rig.start(['echo'], { workdir: join(rig.folder, 'gone') }).done
    expect(result).toMatchObject({ ok: false, error: { code: 'headless-start' } })
  })

  test('because of a NUL says so, and throws nothing', async () => {
    const result = await rig.start(['echo', 'a\0b']).done
    expect(result).toMatchObject({ ok: false, error: { code: 'headless-start' } })
  })

  test('can be interrupted at that moment without harm', async () => {
    const run = rig.start(['roost-no-such-program'])
    run.interrupt()
    expect(await run.done).toMatchObject({ ok: false, error: { code: 'headless-missing' } })
  })
})

describe('what a command leaves in the background', () => {
  test('does not hold the run, though it holds the pipes, and still belongs to the session', async () => {
    const run = rig.bash('(trap "" PIPE; while :; do echo tick; sleep 0.05; done) & echo $! > job; echo done')
    const began = performance.now()
    expect(await run.done).toMatchObject({ ok: true, value: { exitCode: 0 } })
    expect(performance.now() - began).toBeLessThan(5000)
    const pid = await rig.pid('job')
    expect(isUp(pid)).toBe(true)
    const shown = rig.text
    expect(rig.journalled).toBe(1)
    await rig.runs.end(rig.sessionId, null)
    await pollFor(() => !isUp(pid))
    expect(rig.text).toBe(shown)
  })

  test('is not ended by a broken pipe', async () => {
    await rig.bash(
      '(for i in $(seq 1 60); do echo tick; sleep 0.02; done; echo $BASHPID > survived; sleep 1000) & true',
    ).done
    expect(isUp(await rig.pid('survived'))).toBe(true)
  })

  test('where there is nothing, the run is forgotten', async () => {
    await rig.bash('true').done
    expect(rig.runs.has(rig.sessionId)).toBe(false)
    expect(rig.journalled).toBe(0)
  })
})

describe('a flood', () => {
  test('of 50 MB is shown to its last character, and its end is kept', async () => {
    let shown = 0
    let last = ''
    const run = rig.bash('yes 0123456789abcde | head -c 50000000; printf the-end', {
      onText: (text) => {
        shown += text.length
        last = text
      },
    })
    const result = await run.done
    expect(shown).toBe(50_000_007)
    expect(last.endsWith('the-end')).toBe(true)
    expect(result).toMatchObject({ ok: true, value: { isCut: true } })
    expect(result.ok && result.value.text.length).toBe(4_000_000)
    expect(result.ok && result.value.text.endsWith('the-end')).toBe(true)
  })

  test('waits for its reader, and loses nothing after the process has ended', async () => {
    let waiting = 0
    let most = 0
    let shown = ''
    const run = rig.bash('for i in $(seq 1 30000); do echo $i; done', {
      onText: async (text) => {
        waiting += 1
        most = Math.max(most, waiting)
        await new Promise((resolve) => setTimeout(resolve, 30))
        waiting -= 1
        shown += text
      },
    })
    expect(await run.done).toMatchObject({ ok: true })
    expect(most).toBe(1)
    expect(shown.split('\n')).toEqual([
      ...Array.from({ length: 30_000 }, (_, index) => String(index + 1)),
      '',
    ])
  })

  test('is stopped at its source while the reader does not take it', async () => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const script = `
import os, sys
n = 0
while n < 20_000_000:
    n += os.write(1, b"x" * 65536)
    open("written", "w").write(str(n))
`
    const run = rig.start(['python3', '-c', script], { onText: () => held })
    const written = (): number => Number(readFileSync(join(rig.folder, 'written'), 'utf8'))
    let last = -1
    await pollFor(() => {
      const now = written()
      const isStill = now > 0 && now === last
      last = now
      return isStill
    })
    expect(written()).toBeLessThan(5_000_000)
    release()
    expect(await run.done).toMatchObject({ ok: true })
  })
})

test('a reader that throws ends the run and is heard', async () => {
  const run = rig.bash('echo $$ > main; echo one; exec sleep 1000', {
    onText: () => {
      throw new Error('the reader broke')
    },
  })
  await expect(run.done).rejects.toThrow('the reader broke')
  expect(isUp(await rig.pid('main'))).toBe(false)
})
