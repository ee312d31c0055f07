import { openSync, readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { reasonWords } from '../../app/i18n/reason-words.ts'
import type { TerminalSize } from '../../app/terminal/terminal-size.ts'
import { translateIn } from '../../app/i18n/translate.ts'
import { makeSessionId } from '../../app/session/session.ts'
import { spawnProblem } from '../../main/pty-host/program/spawn-problem.ts'
import { systemClock } from '../../main/base/clock.ts'
import { createFindProgram } from '../../main/environment/find-program.ts'
import { childEnvironment, cleanEnvironment } from '../../main/environment/child-environment.ts'
import { CastFile, statusLabels, type StatusLabel } from './cast.ts'
import { recordFixtures } from './fixtures.ts'
import { markerKeys, PersonKeys } from './person.ts'
import { Recorder, RecordingError } from './recorder.ts'
import { parseScript, playScript, type Step } from './script.ts'

const usage = `npm run record -- [options] <command …>

Runs a command in a terminal like Roost's and writes down what it prints and gets (asciicast v2), with the true
status marked in time. On Linux, "f" events say what is in front of the terminal: nothing while it
is the command itself, otherwise the names of the program and of what it has started, "npm > claude".

  --out FILE      where to write; <command>.cast by default
  --cols N        120 by default
  --rows N        40 by default
  --script FILE   play a script instead of a person's keys
  --cwd FOLDER    where to run the command; here by default
  --first LABEL   the label at 0: starting by default, working for a plain command
  --no-osc7501    the terminal does not say that it takes OSC 7501 reports
  --fixtures      record test/fixtures/recordings anew, with the stand-in agents

Ctrl+] and a letter puts a label there, and Ctrl+] twice sends Ctrl+] to the command:
${Object.entries(markerKeys)
  .map(([key, label]) => `  ${key}  ${label}`)
  .join('\n')}

A script is a JSON array of steps. What is waited for is a regular expression (flags mu), timeoutMs 15000 by default:
  {"wait": "regex on the screen's text", "timeoutMs": 15000}
  {"waitTitle": "regex on the window's title"}
  {"waitGone": "regex that the screen's text no longer has"}
  {"pause": 500}
  {"send": "\\u001b"}            as it is
  {"type": "one key at a time"}
  {"paste": "as Roost pastes"}
  {"focus": "out"}              or "in"; only for a command that has asked for it
  {"resize": {"cols": 80, "rows": 24}}
  {"mark": "idle"}              takes the time of the event before it
  {"exit": true}                waits for the command's end
A command that still runs at the end of the script is hung up, and its recording has no "exited".
`

/** Options without a value. */
const switches = ['--no-osc7501', '--fixtures', '--help']

async function main(): Promise<void> {
  const { options, command } = readArguments(process.argv.slice(2))
  if (options.help) return void process.stdout.write(usage)
  if (options.fixtures) return recordFixtures((line) => process.stderr.write(`${line}\n`))
  if (command.length === 0) throw new RecordingError(`There is no command to record.\n\n${usage}`)
  // npm runs scripts in the folder of package.json, and says where it was called.
  const here = process.env['INIT_CWD'] ?? process.cwd()
  const [cols, rows] = [wholeNumber('--cols', options.cols), wholeNumber('--rows', options.rows)]
  const script = options.script === undefined ? null : readScript(resolve(here, options.script))
  const person = script === null && process.stdin.isTTY
  if (person) requireRoom(cols, rows)
  const cwd = resolve(here, options.cwd ?? '.')
  const env = childEnvironment(cleanEnvironment(process.env), {
    id: makeSessionId(1, 'recording'),
    marker: 'recording',
    appVersion: '0.0.0',
    platform: process.platform,
    token: '',
    cliEnvironment: {},
  })
  const [file = ''] = command
  const program = await createFindProgram(systemClock)(
    /[\\/]/u.test(file) ? resolve(cwd, file) : file,
    env,
    process.platform,
  )
  if (program === null) throw new RecordingError(`${file} is not installed, or may not be run.`)
  const problem = await spawnProblem({ file: program, cwd })
  if (problem !== null)
    throw new RecordingError(
      reasonWords(
        translateIn(() => 'en'),
        problem,
      ),
    )
  const out = resolve(here, options.out ?? `${basename(file)}.cast`)
  const header = { cols, rows, command, timestamp: Math.floor(Date.now() / 1000) }
  const cast = new CastFile(openForWriting(out), header)
  const recorder = new Recorder({
    cast,
    command,
    cwd,
    env,
    cols,
    rows,
    answers7501: !options['no-osc7501'],
    firstLabel: statusLabel(options.first),
    ...(person ? { onOutput: (bytes: Uint8Array) => void process.stdout.write(bytes) } : {}),
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void recorder.cut().then(() => process.exit(1)))
  if (person) followPerson(recorder, { cols, rows })
  try {
    if (script === null) await recorder.until(({ ended }) => ended, 'The exit', longestMs)
    else await playScript(recorder, script)
  } finally {
    if (person) process.stdin.setRawMode(false).unref()
    await recorder.cut()
    process.stderr.write(`\nRecorded ${cast.seconds} s in ${out}\n`)
  }
}

/** The longest time that Node's timers know, 24 days. */
const longestMs = 2 ** 31 - 1

/** Takes the options before the command; whatever follows its first word belongs to the command. */
function readArguments(argv: readonly string[]) {
  let end = 0
  while (argv[end]?.startsWith('--') === true && argv[end] !== '--')
    end += argv[end]?.includes('=') === true || switches.includes(argv[end] ?? '') ? 1 : 2
  const command = argv.slice(argv[end] === '--' ? end + 1 : end)
  try {
    const { values } = parseArgs({
      args: argv.slice(0, end),
      options: {
        out: { type: 'string' },
        cols: { type: 'string', default: '120' },
        rows: { type: 'string', default: '40' },
        script: { type: 'string' },
        cwd: { type: 'string' },
        first: { type: 'string', default: 'starting' },
        'no-osc7501': { type: 'boolean', default: false },
        fixtures: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    return { options: values, command }
  } catch (error) {
    throw new RecordingError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

function readScript(path: string): readonly Step[] {
  try {
    return parseScript(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new RecordingError(
      `The script ${path} cannot be played: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function openForWriting(path: string): number {
  try {
    return openSync(path, 'w')
  } catch (error) {
    throw new RecordingError(
      `The recording cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0 && number <= 1000) return number
  throw new RecordingError(`${option} takes a whole number from 1 to 1000, not "${text}".`)
}

function statusLabel(text: string): StatusLabel {
  const label = statusLabels.find((one) => one === text)
  if (label !== undefined) return label
  throw new RecordingError(`--first takes one of ${statusLabels.join(', ')}, not "${text}".`)
}

/** A program that draws for a larger screen than there is could not be read. */
function requireRoom(cols: number, rows: number): void {
  const { columns, rows: lines } = process.stdout
  if (columns >= cols && lines >= rows) return
  throw new RecordingError(
    `This terminal is ${columns} x ${lines}, smaller than the ${cols} x ${rows} of the recording: make it larger, or give --cols and --rows.`,
  )
}

/** @param asked the largest size: what a smaller window cannot show, the program does not get */
function followPerson(recorder: Recorder, asked: TerminalSize): void {
  const keys = new PersonKeys(recorder)
  process.stdout.on('resize', () => {
    const { columns, rows } = process.stdout
    recorder.resize(Math.min(asked.cols, columns), Math.min(asked.rows, rows))
  })
  process.stdin.setRawMode(true)
  process.stdin.on('data', (bytes) => keys.take(Buffer.from(bytes)))
}

try {
  await main()
} catch (error) {
  process.exitCode = 1
  if (!(error instanceof RecordingError)) throw error
  process.stderr.write(`${error.message}\n`)
}
