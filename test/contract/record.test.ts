import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { darkTheme } from '../../app/terminal/theme.ts'
import { Screen } from '../../main/pty-host/screen/screen.ts'
import { CastFile, labels } from '../record/cast.ts'
import { recordScene, scenes } from '../record/fixtures.ts'
import { PersonKeys } from '../record/person.ts'
import { Recorder, RecordingError } from '../record/recorder.ts'
import { parseScript, playScript, type Step } from '../record/script.ts'
import { repositoryRoot } from '../support/electron-path.ts'
import { createTestHome } from '../support/home.ts'
import { pollFor } from '../support/poll.ts'
import { openPtyTerminal } from '../support/pty-terminal.ts'
import { isAlive } from '../support/is-alive.ts'

type Event = readonly [seconds: number, kind: 'o' | 'i' | 'm' | 'r' | 'f', data: string]

const headerSchema = v.strictObject({
  version: v.literal(2),
  width: v.number(),
  height: v.number(),
  command: v.string(),
  timestamp: v.number(),
})
const eventSchema = v.tuple([v.number(), v.picklist(['o', 'i', 'm', 'r', 'f']), v.string()])

const fixtures = join(repositoryRoot, 'test/fixtures/recordings')

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-record-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a recording', () => {
  test('begins with its size and command, and holds what was printed and sent, in order of time', async () => {
    const { header, events } = await record(String.raw`printf 'name? '; read name; echo "hello $name"`, [
      { wait: String.raw`name\?` },
      { mark: 'waiting:question' },
      { send: 'roost\r' },
      { exit: true },
    ])
    expect(header).toMatchObject({ version: 2, width: 80, height: 24 })
    expect(header.command).toMatch(/^\/bin\/sh -c '/)
    expect(textOf(events, 'i')).toBe('roost\r')
    expect(textOf(events, 'o')).toMatch(/^name\? roost\r\nhello roost\r\n$/)
    const times = events.map(([seconds]) => seconds)
    expect(times).toEqual([...times].sort((one, other) => one - other))
    expect(times.every((seconds) => Math.round(seconds * 1000) / 1000 === seconds)).toBe(true)
  })

  test('is labelled from its start to its last bytes, each label at the chunk that made it true', async () => {
    const { events } = await record(`echo one; sleep 0.3; echo two; sleep 0.3`, [
      { wait: 'two' },
      { mark: 'idle' },
      { exit: true },
    ])
    const two = events.findIndex(([, kind, data]) => kind === 'o' && data.includes('two'))
    expect(events[0]).toEqual([0, 'm', 'working'])
    expect(events[two + 1]).toEqual([events[two]?.[0], 'm', 'idle'])
    expect(events.at(-1)).toEqual([events[two]?.[0], 'm', 'exited'])
  })

  test('keeps a character whole that comes in two chunks', async () => {
    const { events } = await record(
      String.raw`printf 'caf\303'; sleep 0.3; printf '\251 ok'; sleep 0.2; printf '\377'`,
      [{ exit: true }],
    )
    expect(textOf(events, 'o')).toBe('café ok\ufffd')
    expect(events.some(([, , data]) => data.startsWith('é'))).toBe(true)
  })

  test('holds the answers to queries as what was sent', async () => {
    const { events } = await record(askAll, [{ exit: true }])
    expect(textOf(events, 'i')).toBe(`\u001b]7501;?\u001b\\${attributes}`)
  })

  test('can be of a terminal that takes no OSC 7501 reports', async () => {
    const { events } = await record(askAll, [{ exit: true }], { answers7501: false })
    expect(textOf(events, 'i')).toBe(attributes)
  })

  test('pastes between marks only if the program asked for them', async () => {
    const { events } = await record(
      String.raw`read plain; printf '\033[?2004h on '; read marked; echo done`,
      [{ paste: 'a\n' }, { wait: 'on' }, { paste: 'b' }, { send: '\r' }, { wait: 'done' }, { exit: true }],
    )
    expect(textOf(events, 'i')).toBe('a\r\u001b[200~b\u001b[201~\r')
  })

  test('says which size the terminal has from when on, and says it once', async () => {
    const resize = { resize: { cols: 61, rows: 20 } }
    const { events } = await record(`trap 'stty size' WINCH; echo ready; while :; do sleep 0.05; done`, [
      { wait: 'ready' },
      resize,
      { wait: '^20 61' },
      resize,
    ])
    const sizes = events.filter(([, kind]) => kind === 'r')
    expect(sizes.map(([, , data]) => data)).toEqual(['61x20'])
    const kinds = events
      .filter(([, kind, data]) => kind === 'r' || data.includes('20 61'))
      .map(([, kind]) => kind)
    expect(kinds).toEqual(['r', 'o'])
  })

  test.skipIf(process.platform !== 'linux')(
    'says which program is in front of a shell, by name',
    async () => {
      const { events } = await record(`set -m; echo first; read go; env A=1 cat -; echo third; read end`, [
        { wait: 'first' },
        { send: 'go\r' },
        { wait: '^go$' },
        { send: 'second\r' },
        { wait: '^second\nsecond$' },
        { send: '\u0004' },
        { wait: 'third' },
      ])
      const names = events.filter(([, kind]) => kind === 'f').map(([, , data]) => data)
      expect(names[0]).toBe('')
      // Between its fork and its exec a program still has the shell's command line.
      expect(names.slice(-2)).toEqual(['cat', ''])
      const third = events.findIndex(([, , data]) => data.includes('third'))
      expect(
        events
          .slice(0, third + 2)
          .at(-1)
          ?.slice(1),
      ).toEqual(['f', ''])
    },
  )

  test.skipIf(process.platform !== 'linux')('names nothing that an agent has started', async () => {
    writeFileSync(join(folder, 'claude'), 'echo up\ncat -\necho over\n')
    const { events } = await record(`set -m; sh ./claude; read end`, [
      { wait: 'up' },
      { send: 'seen\r' },
      { wait: '^seen\nseen$' },
      { send: '\u0004' },
      { wait: 'over' },
    ])
    const names = events.filter(([, kind]) => kind === 'f').map(([, , data]) => data)
    expect(names).toContain('claude')
    expect(names.filter((name) => name.includes('cat'))).toEqual([])
  })

  test('that is cut ends its program, and does not say that it exited', async () => {
    const { events } = await record(`trap '' HUP; echo pid $$; while :; do sleep 1; done`, [
      { wait: String.raw`pid \d+` },
    ])
    const pid = Number(/pid (\d+)/.exec(textOf(events, 'o'))?.[1])
    await pollFor(() => !isAlive(pid), { what: 'the end of the program' })
    expect(events.filter(([, kind]) => kind === 'm')).toHaveLength(1)
  })
})

describe('a script', () => {
  test('that waits in vain says for what, and shows the screen', async () => {
    const failure = record('echo here; sleep 5', [{ wait: 'never', timeoutMs: 300 }])
    await expect(failure).rejects.toThrow(/^\/never\/ did not come within 300 ms\. The screen:\nhere/)
  })

  test('does not wait for a program that has ended', async () => {
    const failure = record('echo bye', [{ wait: 'never' }])
    await expect(failure).rejects.toThrow('did not come before the program ended')
  })

  test.each([
    ['{', 'it is no JSON'],
    ['{}', 'it is no JSON array of steps'],
    ['[{"pause": 1}, {"push": 2}]', 'step 2, {"push":2}, is no step'],
    ['[{"wait": "("}]', 'is no regular expression'],
    ['[{"resize": {"cols": 80, "rows": 0}}]', 'step 1, {"resize":{"cols":80,"rows":0}}'],
    ['[{"mark": "busy"}]', 'step 1, {"mark":"busy"}'],
  ])('of %s is refused in words', (json, words) => {
    expect(() => parseScript(json)).toThrow(RecordingError)
    expect(() => parseScript(json)).toThrow(words)
  })
})

describe("a user's keys", () => {
  test('go to the program, and a letter after Ctrl+] is a label', () => {
    expect(press('ab\u001dwc\u001d\u001dd\u001dz')).toEqual(['ab', { mark: 'working' }, 'c', '\u001dd'])
    expect(press('\u001d?')).toEqual([{ mark: 'unsure' }])
  })

  test('are told apart also where the program has changed how keys are sent', () => {
    expect(press('\u001b[93;5u\u001b[93;5:3ui', '\u001b[27;5;93~', 'a')).toEqual([
      { mark: 'idle' },
      { mark: 'waiting:approval' },
    ])
  })

  test("are not mixed with the answers of the user's own terminal", () => {
    const answers = '\u001b[?1;2c\u001b[12;1R\u001b]11;rgb:0/0/0\u001b\\\u001bP>|xterm\u001b\\\u001b[?0u'
    expect(press(`x${answers}\u001b[Ay`)).toEqual(['x\u001b[Ay'])
  })
})

describe('npm run record', () => {
  test('tells how it is used', () => {
    const { status, stdout } = run('--help')
    expect(status).toBe(0)
    for (const label of labels) expect(stdout).toContain(label)
  })

  test.each([
    [['no-such-program'], 'no-such-program is not installed, or may not be run.'],
    [['--out', '/no/such/folder/x.cast', 'sh'], 'The recording cannot be written: ENOENT'],
    [['--script', 'missing.json', 'sh'], 'cannot be played: ENOENT'],
    [['--cols', 'wide', 'sh'], '--cols takes a whole number from 1 to 1000, not "wide".'],
    [['--first', 'busy', 'sh'], '--first takes one of starting, working,'],
    [['--colour', 'red', 'sh'], "Unknown option '--colour'"],
    [[], 'There is no command to record.'],
  ])('says in words what is wrong with %j', (args, words) => {
    const { status, stderr } = run(...args)
    expect(stderr).toContain(words)
    expect(stderr).not.toContain('    at ')
    expect(status).toBe(1)
  })

  test("plays a script and leaves the command's own options to the command", () => {
    writeFileSync(join(folder, 'steps.json'), JSON.stringify([{ wait: 'ready' }, { exit: true }]))
    const args = ['--out', 'x.cast', '--cols', '90', '--script', 'steps.json', '--first=working']
    const { status, stderr } = run(...args, 'sh', '-c', 'echo ready --rows 3')
    expect(stderr).toContain(`in ${join(folder, 'x.cast')}`)
    expect(status).toBe(0)
    const { header, events } = readCast(join(folder, 'x.cast'))
    expect(header).toMatchObject({ width: 90, height: 40, command: "sh -c 'echo ready --rows 3'" })
    expect(textOf(events, 'o')).toBe('ready --rows 3\r\n')
    expect(textOf(events, 'm')).toBe('workingexited')
  })

  test('keeps what was recorded until a script failed', () => {
    writeFileSync(join(folder, 'steps.json'), JSON.stringify([{ wait: 'never', timeoutMs: 500 }]))
    const { status, stderr } = run('--out', 'x.cast', '--script', 'steps.json', 'sh', '-c', 'echo hi; cat')
    expect(stderr).toContain('/never/ did not come within 500 ms')
    expect(status).toBe(1)
    expect(textOf(readCast(join(folder, 'x.cast')).events, 'o')).toBe('hi\r\n')
  })

  test('shows the command to a user and passes their keys', async () => {
    const out = join(folder, 'x.cast')
    const options = [
      '--out',
      out,
      '--cols',
      '80',
      '--rows',
      '24',
      '--',
      'sh',
      '-c',
      'echo name?; read name; echo hi $name',
    ]
    const person = openPtyTerminal(process.execPath, ['scripts/record.mjs', ...options], {
      cwd: repositoryRoot,
    })
    try {
      await person.waitForText('name?')
      person.type('\u001dqroost\r')
      await person.waitForText('hi roost')
      expect(await person.exitCode()).toBe(0)
      const { events } = readCast(out)
      expect(textOf(events, 'i')).toBe('roost\r')
      expect(textOf(events, 'm')).toBe('startingwaiting:questionexited')
    } finally {
      person.dispose()
    }
  })

  test('gives the command what room a user leaves it, and no more than was asked for', async () => {
    const out = join(folder, 'x.cast')
    const script = `trap 'stty size' WINCH; echo ready; while :; do sleep 0.05; done`
    const options = ['--out', out, '--cols', '80', '--rows', '24', '--', 'sh', '-c', script]
    const person = openPtyTerminal(process.execPath, ['scripts/record.mjs', ...options], {
      cwd: repositoryRoot,
    })
    try {
      await person.waitForText('ready')
      person.pty.resize(70, 30)
      await person.waitForText(/^24 70/)
      person.pty.resize(100, 30)
      await person.waitForText(/^24 80/)
      person.type('\u0003')
      expect(await person.exitCode()).toBe(0)
      const sizes = readCast(out).events.filter(([, kind]) => kind === 'r')
      expect(sizes.map(([, , data]) => data)).toEqual(['70x24', '80x24'])
    } finally {
      person.dispose()
    }
  })

  test('refuses a terminal that is too small to see the command in', async () => {
    const person = openPtyTerminal(process.execPath, ['scripts/record.mjs', 'sh'], { cwd: repositoryRoot })
    try {
      await person.waitForText('This terminal is 100 x 30, smaller than the 120 x 40')
      expect(await person.exitCode()).toBe(1)
    } finally {
      person.dispose()
    }
  })
})

describe('the recordings of the stand-in agents', () => {
  const files = readdirSync(fixtures).filter((file) => file.endsWith('.cast'))

  test('are all there', () => {
    expect(files.sort()).toEqual(scenes.map(({ name }) => `${name}.cast`).sort())
  })

  test.each(files)('%s is small, in order, and labelled from 0 on', (file) => {
    const text = readFileSync(join(fixtures, file), 'utf8')
    const { events } = readCast(join(fixtures, file))
    expect(text.length).toBeLessThan(60_000)
    expect(text).not.toContain(repositoryRoot)
    expect(events[0]).toEqual([0, 'm', 'starting'])
    const times = events.map(([seconds]) => seconds)
    expect(times).toEqual([...times].sort((one, other) => one - other))
    const known: readonly string[] = labels
    expect(events.filter(([, kind, data]) => kind === 'm' && !known.includes(data))).toEqual([])
  })

  test.each(files)('%s shows what its labels say', (file) => {
    const shows: Readonly<Record<string, RegExp>> = {
      idle: /\? for shortcuts/,
      working: /esc to interrupt/,
      'waiting:approval': /Do you want to proceed\?/,
      'waiting:question': /Which database/,
      'waiting:trust': /Quick safety check/,
      'failed:api': /API Error: 529/,
    }
    for (const { label, screens } of screensByLabel(join(fixtures, file))) {
      const shown = shows[label]
      if (shown !== undefined) expect(screens.find((screen) => shown.test(screen))).toMatch(shown)
    }
  })

  test('can be made again', async () => {
    const home = createTestHome(['claude'])
    const scene = scenes.find(({ name }) => name === 'claude-without-reports')
    if (scene === undefined) throw new Error('the scene has another name')
    try {
      const path = join(folder, 'again.cast')
      await recordScene(scene, home, path)
      const kept = readCast(join(fixtures, `${scene.name}.cast`)).events
      expect(textOf(readCast(path).events, 'm')).toBe(textOf(kept, 'm'))
    } finally {
      home.dispose()
    }
  })
})

/** What Roost's terminal answers to DA1. */
const attributes = '\u001b[?1;2c'

/** Asks whether OSC 7501 reports are taken and what the terminal is, and reads the answers unseen. */
const askAll = String.raw`stty raw -echo; printf '\033]7501;?\033\\\033[c'; dd bs=1 count=3 2>/dev/null | od -c >/dev/null; sleep 0.3`

async function record(script: string, steps: readonly Step[], options: { answers7501?: boolean } = {}) {
  const path = join(folder, 'test.cast')
  const fd = openSync(path, 'w')
  const command = ['/bin/sh', '-c', script]
  const cast = new CastFile(fd, { cols: 80, rows: 24, command, timestamp: 1 })
  const env = { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', TERM: 'xterm-256color' }
  const recorder = new Recorder({
    cast,
    command,
    cwd: folder,
    env,
    cols: 80,
    rows: 24,
    answers7501: options.answers7501 ?? true,
    firstLabel: 'working',
  })
  try {
    await playScript(recorder, steps)
  } finally {
    await recorder.cut()
    recorder.dispose()
    closeSync(fd)
  }
  return readCast(path)
}

function readCast(path: string): { header: v.InferOutput<typeof headerSchema>; events: Event[] } {
  const [first = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
  return {
    header: v.parse(headerSchema, JSON.parse(first)),
    events: lines.map((line) => v.parse(eventSchema, JSON.parse(line))),
  }
}

function textOf(events: readonly Event[], kind: Event[1]): string {
  return events.flatMap((event) => (event[1] === kind ? [event[2]] : [])).join('')
}

/** The screens that a recording shows while each of its labels is true: the last chunk's is the next label's. */
function screensByLabel(path: string): { label: string; screens: string[] }[] {
  const { header, events } = readCast(path)
  const screen = new Screen({
    cols: header.width,
    rows: header.height,
    appVersion: '1.2.3',
    theme: darkTheme,
    onReply: () => undefined,
    onSignal: () => undefined,
  })
  const found: { label: string; screens: string[] }[] = []
  for (const [at, [, kind, data]] of events.entries()) {
    if (kind === 'o') screen.parse(Buffer.from(data))
    const next = events[at + 1]
    if (kind === 'm') found.push({ label: data, screens: [screen.text('screen')] })
    else if (kind === 'o' && next?.[1] !== 'm') found.at(-1)?.screens.push(screen.text('screen'))
  }
  screen.dispose()
  return found
}

/** What comes of chunks of a user's keys: text for the program, and labels. */
function press(...chunks: readonly string[]): unknown[] {
  const found: unknown[] = []
  const keys = new PersonKeys({
    send: (input) => void (input.length > 0 && found.push(input)),
    mark: (label) => void found.push({ mark: label }),
  })
  for (const chunk of chunks) keys.take(Buffer.from(chunk))
  return found
}

function run(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const script = join(repositoryRoot, 'scripts/record.mjs')
  const env = { ...process.env, INIT_CWD: folder }
  return spawnSync(process.execPath, [script, ...args], { cwd: folder, env, encoding: 'utf8' })
}
